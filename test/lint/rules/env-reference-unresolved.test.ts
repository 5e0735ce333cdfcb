import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { envReferenceUnresolved } from "../../../src/lint/rules/env-reference-unresolved.ts";
import { messagesIn } from "../messages.ts";

it("leaves shells and services alone", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "command:\n  - sh\n  - -c\n  - echo $(DATE)" })),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "env:\n  - name: A\n    value: $(KUBERNETES_SERVICE_HOST)" }),
      ),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "args:\n  - --mode=$(hostname)" })),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "envFrom:\n  - configMapRef:\n      name: x\nargs:\n  - $(MODE)" }),
      ),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "args:\n  - --name=$(POD_NAME)" })),
      envReferenceUnresolved,
    ),
  ).toEqual(["spec.template.spec.containers[0].args[0]: $(POD_NAME) stays as it is: POD_NAME is not defined"]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "env:\n  - name: A\n    value: a$(A)" })),
      envReferenceUnresolved,
    ),
  ).toEqual(["spec.template.spec.containers[0].env[0].value: $(A) stays as it is: A is this variable itself"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "volumeMounts: []\nenv:\n  - name: B\n    value: $(NOWHERE)" }),
      ),
      envReferenceUnresolved,
    ),
  ).toEqual(["spec.template.spec.containers[0].env[0].value: $(NOWHERE) stays as it is: NOWHERE is not defined"]);
});
