import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { selectorsOverlap } from "../../../src/lint/rules/selectors-overlap.ts";
import { messagesIn } from "../messages.ts";

it("tells a pair once, and sees bare pods and expressions", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleSet({ name: "copy", namespace: "other" }),
        exampleService({ namespace: "other" }),
      ),
      selectorsOverlap,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet(), exampleSet({ name: "copy" }), exampleSet({ name: "third" })),
      selectorsOverlap,
    ),
  ).toEqual([
    "spec.selector: app=db also selects the pods of StatefulSet db",
    "spec.selector: app=db also selects the pods of StatefulSet db",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("v1", "Pod", {
          name: "tool",
          metadata: "labels:\n  app: db",
          body: "spec:\n  containers:\n    - name: x\n      image: x:1",
        }),
      ),
      selectorsOverlap,
    ),
  ).toEqual(["spec.selector: app=db also selects Pod tool"]);
});

it("leaves pods alone that Helm runs as tests", () => {
  const pod = (metadata: string): string =>
    exampleObject("v1", "Pod", {
      name: "check",
      metadata: `labels:\n  app: db\n${metadata}`,
      body: "spec:\n  containers:\n    - name: check\n      image: busybox:1.36",
    });
  const found = (text: string): readonly string[] => messagesIn(documents(exampleSet(), text), selectorsOverlap);
  expect(found(pod("annotations:\n  helm.sh/hook: test"))).toEqual([]);
  expect(found(pod(""))).toHaveLength(1);
});
