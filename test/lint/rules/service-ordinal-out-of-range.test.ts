import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceOrdinalOutOfRange } from "../../../src/lint/rules/service-ordinal-out-of-range.ts";
import { messagesIn } from "../messages.ts";

it("counts from the first ordinal", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "one",
          spec: "selector:\n  statefulset.kubernetes.io/pod-name: other-9\nports:\n  - port: 5432",
        }),
        exampleSet(),
      ),
      serviceOrdinalOutOfRange,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "one",
          spec: "selector:\n  statefulset.kubernetes.io/pod-name: db-6\nports:\n  - port: 5432",
        }),
        exampleSet({ spec: "ordinals:\n  start: 5" }),
      ),
      serviceOrdinalOutOfRange,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "one",
          spec: "selector:\n  statefulset.kubernetes.io/pod-name: db-0\nports:\n  - port: 5432",
        }),
        exampleSet({ spec: "ordinals:\n  start: 5" }),
      ),
      serviceOrdinalOutOfRange,
    ),
  ).toEqual([
    "spec.selector[statefulset.kubernetes.io/pod-name]: db-0 is none of the pods of StatefulSet db, db-5 to db-7",
  ]);
});
