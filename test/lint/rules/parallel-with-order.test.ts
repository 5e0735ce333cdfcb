import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { parallelWithOrder } from "../../../src/lint/rules/parallel-with-order.ts";
import { messagesIn } from "../messages.ts";

it("accepts scripts that wait", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: "podManagementPolicy: Parallel",
          pod: "initContainers:\n  - name: clone\n    image: x:1\n    command:\n      - sh\n      - -c\n      - until nc -z db-0.db 5432; do sleep 1; done",
        }),
      ),
      parallelWithOrder,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: "podManagementPolicy: Parallel",
          pod: "initContainers:\n  - name: clone\n    image: x:1\n    command:\n      - sh\n      - -c\n      - clone db-1.db",
        }),
      ),
      parallelWithOrder,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: "podManagementPolicy: Parallel",
          pod: "initContainers:\n  - name: clone\n    image: x:1\n    command:\n      - sh\n      - -c\n      - clone db-0.db",
        }),
      ),
      parallelWithOrder,
    ),
  ).toEqual([
    'spec.template.spec.initContainers[0].command[2]: init container "clone" needs db-0, which is started with all others',
  ]);
});
