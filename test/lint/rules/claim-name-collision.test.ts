import { expect, it } from "vitest";
import { documents, exampleService, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { claimNameCollision } from "../../../src/lint/rules/claim-name-collision.ts";
import { messagesIn } from "../messages.ts";

it("needs shared ordinals and one namespace", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ name: "b-c", head: "serviceName: db", selector: "app: a", spec: exampleTemplates({ name: "a" }) }),
        exampleSet({
          name: "c",
          head: "serviceName: db",
          selector: "app: b",
          spec: `ordinals:\n  start: 1\n${exampleTemplates({ name: "a-b" })}`,
        }),
      ),
      claimNameCollision,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ name: "b-c", selector: "app: a", spec: exampleTemplates({ name: "a" }) }),
        exampleSet({
          name: "c",
          selector: "app: b",
          spec: `ordinals:\n  start: 2\n${exampleTemplates({ name: "a-b" })}`,
        }),
      ),
      claimNameCollision,
    ),
  ).toEqual(["spec.volumeClaimTemplates[0].metadata.name: a-b-c-2 is also the claim of StatefulSet b-c"]);
});
