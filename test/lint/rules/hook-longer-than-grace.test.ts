import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { hookLongerThanGrace } from "../../../src/lint/rules/hook-longer-than-grace.ts";
import { messagesIn } from "../messages.ts";

it("adds up what a script sleeps", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - drain; sleep 5",
        }),
      ),
      hookLongerThanGrace,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - sleep 60",
          pod: "terminationGracePeriodSeconds: 90",
        }),
      ),
      hookLongerThanGrace,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - echo asleep 60",
        }),
      ),
      hookLongerThanGrace,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - sleep 20 && drain && sleep 20",
        }),
      ),
      hookLongerThanGrace,
    ),
  ).toEqual(["spec.template.spec.containers[0].lifecycle.preStop: the hook sleeps 40 s, the grace period is 30 s"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - sleep 1m",
        }),
      ),
      hookLongerThanGrace,
    ),
  ).toEqual(["spec.template.spec.containers[0].lifecycle.preStop: the hook sleeps 60 s, the grace period is 30 s"]);
});

it.each([
  ["sleep infinity", "does not end"],
  ["sleep 1d", "sleeps 86400 s"],
  ["flush; tail -f /dev/null", "does not end"],
  ["while true; do sleep 1; done", "does not end"],
])("knows how long %s takes", (script, takes) => {
  const hook = `lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - ${script}`;
  expect(messagesIn(exampleSet({ container: hook }), hookLongerThanGrace)).toEqual([
    `spec.template.spec.containers[0].lifecycle.preStop: the hook ${takes}, the grace period is 30 s`,
  ]);
});

it("leaves loops alone that end", () => {
  const loop = "while true; do drained && break; sleep 1; done";
  const hook = `lifecycle:\n  preStop:\n    exec:\n      command:\n        - sh\n        - -c\n        - ${loop}`;
  expect(messagesIn(exampleSet({ container: hook }), hookLongerThanGrace)).toEqual([]);
});
