import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { podNameCollision } from "../../../src/lint/rules/pod-name-collision.ts";
import { messagesIn } from "../messages.ts";

it("counts ordinals from their start, and tells adoption", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: "ordinals:\n  start: 5" }),
        exampleObject("v1", "Pod", { name: "db-0", body: "spec:\n  containers:\n    - name: x\n      image: x:1" }),
      ),
      podNameCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("v1", "Pod", { name: "db-01", body: "spec:\n  containers:\n    - name: x\n      image: x:1" }),
      ),
      podNameCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ spec: "ordinals:\n  start: 5" }),
        exampleObject("v1", "Pod", { name: "db-7", body: "spec:\n  containers:\n    - name: x\n      image: x:1" }),
      ),
      podNameCollision,
    ),
  ).toEqual(["metadata.name: StatefulSet db has a pod db-7 of its own"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet(),
        exampleObject("v1", "Pod", {
          name: "db-1",
          metadata: "labels:\n  app: db",
          body: "spec:\n  containers:\n    - name: x\n      image: x:1",
        }),
      ),
      podNameCollision,
    ),
  ).toEqual(["metadata.name: StatefulSet db has a pod db-1 of its own and adopts this one"]);
});
