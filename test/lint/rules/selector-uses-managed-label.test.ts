import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { selectorUsesManagedLabel } from "../../../src/lint/rules/selector-uses-managed-label.ts";
import { messagesIn } from "../messages.ts";

it("looks at labels and expressions", () => {
  expect(messagesIn(documents(exampleService(), exampleSet()), selectorUsesManagedLabel)).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ selector: "app: db\nstatefulset.kubernetes.io/pod-name: db-0" })),
      selectorUsesManagedLabel,
    ),
  ).toEqual([
    "spec.selector.matchLabels[statefulset.kubernetes.io/pod-name]: the controller overwrites statefulset.kubernetes.io/pod-name, so no pod of the set matches",
  ]);
});
