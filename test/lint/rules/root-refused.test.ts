import { expect, it } from "vitest";
import { exampleSet } from "../../../src/lint/example.ts";
import { rootRefused } from "../../../src/lint/rules/root-refused.ts";
import { messagesIn } from "../messages.ts";

function found(pod: string, container: string): readonly string[] {
  return messagesIn(
    exampleSet({ pod: `securityContext: ${pod}`, container: `securityContext: ${container}` }),
    rootRefused,
  );
}

it("lets what a container says go before what its pod says", () => {
  expect(found("{runAsNonRoot: true, runAsUser: 0}", "{runAsUser: 999}")).toEqual([]);
  expect(found("{runAsNonRoot: true}", "{runAsUser: 0, runAsNonRoot: false}")).toEqual([]);
  expect(found("{runAsNonRoot: true}", "{}")).toEqual([]);
  expect(found("{runAsNonRoot: true, runAsUser: 999}", "{runAsUser: 0}")).toEqual([
    'spec.template.spec.containers[0].securityContext.runAsUser: container "db" is to run as user 0, and not as root',
  ]);
});
