import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { storageClassEmpty } from "../../../src/lint/rules/storage-class-empty.ts";
import { messagesIn } from "../messages.ts";

it("accepts volumes without a class", () => {
  expect(
    messagesIn(
      documents(
        exampleObject("v1", "PersistentVolume", {
          name: "disk",
          body: "spec:\n  accessModes:\n    - ReadWriteOnce\n  capacity:\n    storage: 10Gi\n  hostPath:\n    path: /disk",
        }),
        exampleService(),
        exampleSet({ spec: exampleTemplates({ spec: 'storageClassName: ""' }), container: EXAMPLE_MOUNT }),
      ),
      storageClassEmpty,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: exampleTemplates({ spec: 'storageClassName: ""' }), container: EXAMPLE_MOUNT }),
      ),
      storageClassEmpty,
    ),
  ).toEqual([
    'spec.volumeClaimTemplates[0].spec.storageClassName: the claim "data" asks for the class "", and no volume without a class is given',
  ]);
});

it("takes a claim that selects volumes by their labels for one whose volumes are made by hand", () => {
  const spec = exampleTemplates({ spec: 'storageClassName: ""\nselector:\n  matchLabels:\n    app: db' });
  const set = exampleSet({ spec, container: EXAMPLE_MOUNT });
  expect(messagesIn(documents(exampleService(), set), storageClassEmpty)).toEqual([]);
});
