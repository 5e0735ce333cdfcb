import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { storageRequestTiny } from "../../../src/lint/rules/storage-request-tiny.ts";
import { messagesIn } from "../messages.ts";

it("compares amounts, not texts", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ size: "1048576" }), container: EXAMPLE_MOUNT }),
      ),
      storageRequestTiny,
    ),
  ).toEqual([]);
  expect(messagesIn(exampleClaim({ name: "x", size: "1e9" }), storageRequestTiny)).toEqual([]);
  expect(messagesIn(exampleClaim({ name: "x", size: "10k" }), storageRequestTiny)).toEqual([
    'spec.resources.requests.storage: "10k" is less than 1Mi: the unit is missing or wrong',
  ]);
});

it("looks at scratch space too", () => {
  const set = (size: string): string =>
    exampleSet({
      pod: `volumes:\n  - name: tmp\n    emptyDir:\n      sizeLimit: ${size}`,
      container: `resources:\n  limits:\n    ephemeral-storage: ${size}`,
    });
  expect(messagesIn(set("64Ki"), storageRequestTiny)).toEqual([]);
  expect(messagesIn(set('"500"'), storageRequestTiny)).toEqual([
    'spec.template.spec.volumes[0].emptyDir.sizeLimit: "500" is less than 4Ki: the unit is missing or wrong',
    'spec.template.spec.containers[0].resources.limits.ephemeral-storage: "500" is less than 4Ki: the unit is missing or wrong',
  ]);
});
