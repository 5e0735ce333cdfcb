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

it("knows that a set adopts pods by name and labels, and deletes those that it does not want", () => {
  const pod = (labels: string): string =>
    exampleObject("v1", "Pod", {
      name: "db-7",
      metadata: `labels:\n  ${labels}`,
      body: "spec:\n  containers:\n    - name: db\n      image: postgres:17",
    });
  expect(messagesIn(documents(exampleService(), exampleSet(), pod("app: other")), podNameCollision)).toEqual([]);
  expect(messagesIn(documents(exampleService(), exampleSet(), pod("app: db")), podNameCollision)).toEqual([
    "metadata.name: StatefulSet db adopts db-7 by its labels and deletes it: it has db-0 to db-2",
  ]);
});
