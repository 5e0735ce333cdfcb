import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { claimDiffersFromTemplate } from "../../../src/lint/rules/claim-differs-from-template.ts";
import { messagesIn } from "../messages.ts";

it("compares class, modes and size", () => {
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "data-db-0", size: "20Gi" }),
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
      ),
      claimDiffersFromTemplate,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "data-db-0", accessMode: "ReadWriteMany", spec: "storageClassName: fast" }),
        exampleService(),
        exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT }),
      ),
      claimDiffersFromTemplate,
    ),
  ).toEqual([
    "spec.accessModes: accessModes ReadWriteMany differs from ReadWriteOnce in the claim template of db",
    "spec.storageClassName: storageClassName fast differs from (default) in the claim template of db",
  ]);
});
