import { expect, it } from "vitest";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { fileOwnerMissing } from "../../../src/lint/rules/file-owner-missing.ts";
import { messagesIn } from "../messages.ts";

it("is about users other than root that write claims", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT, pod: "securityContext:\n  runAsUser: 0" }),
      ),
      fileOwnerMissing,
    ),
  ).toEqual([]);
  expect(
    messagesIn(documents(exampleService(), exampleSet({ pod: "securityContext:\n  runAsUser: 5" })), fileOwnerMissing),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          container: EXAMPLE_MOUNT,
          pod: "securityContext:\n  runAsNonRoot: true",
        }),
      ),
      fileOwnerMissing,
    ),
  ).toEqual([
    'spec.template.spec.securityContext.fsGroup: a user other than root writes the claim "data", which belongs to root',
  ]);
});

it("takes the container's own user", () => {
  const set = (user: string): string =>
    exampleSet({ spec: exampleTemplates(), container: `${EXAMPLE_MOUNT}\nsecurityContext:\n  ${user}` });
  expect(messagesIn(documents(exampleService(), set("runAsUser: 999")), fileOwnerMissing)).toHaveLength(1);
  expect(messagesIn(documents(exampleService(), set("runAsUser: 0")), fileOwnerMissing)).toEqual([]);
});

it("takes init containers for helpers only where they mount the claim", () => {
  const found = (mounts: string): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: exampleTemplates(),
          pod: `securityContext:\n  runAsUser: 999\ninitContainers:\n  - name: before\n    image: busybox:1.36${mounts}`,
          container: EXAMPLE_MOUNT,
        }),
      ),
      fileOwnerMissing,
    );
  expect(found("")).toHaveLength(1);
  expect(found("\n    volumeMounts:\n      - name: data\n        mountPath: /data")).toEqual([]);
});
