import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
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
  ).toEqual(["spec.selector[statefulset.kubernetes.io/pod-name]: other-9 is a pod of none of the sets db"]);
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

it("knows pods by their index", () => {
  const at = (index: number): string =>
    exampleService({
      name: "one",
      spec: `selector:\n  app: db\n  apps.kubernetes.io/pod-index: "${index}"\nports:\n  - port: 5432`,
    });
  expect(messagesIn(documents(at(2), exampleSet()), serviceOrdinalOutOfRange)).toEqual([]);
  expect(messagesIn(documents(at(3), exampleSet()), serviceOrdinalOutOfRange)).toEqual([
    "spec.selector[apps.kubernetes.io/pod-index]: StatefulSet db has no pod of index 3, only db-0 to db-2",
  ]);
});

it("leaves Services alone whose sets other files bring, and those for a pod that is given", () => {
  const one = exampleService({
    name: "one",
    spec: "selector:\n  statefulset.kubernetes.io/pod-name: other-9\nports:\n  - port: 5432",
  });
  const pod = exampleObject("v1", "Pod", {
    name: "other-9",
    body: "spec:\n  containers:\n    - name: db\n      image: postgres:17",
  });
  expect(messagesIn(one, serviceOrdinalOutOfRange)).toEqual([]);
  expect(messagesIn(documents(one, exampleSet(), pod), serviceOrdinalOutOfRange)).toEqual([]);
});
