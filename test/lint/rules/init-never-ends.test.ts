import { expect, it } from "vitest";
import { exampleDeployment } from "../../../src/lint/example.ts";
import { initNeverEnds } from "../../../src/lint/rules/init-never-ends.ts";
import { messagesIn } from "../messages.ts";

function found(lines: string): readonly string[] {
  const pod = `initContainers:\n  - name: first\n    image: busybox:1.36\n    ${lines}`;
  return messagesIn(exampleDeployment({ pod }), initNeverEnds);
}

it.each([
  ["command: [tail, -f, /dev/null]", "command"],
  ["args: [sh, -c, while true; do sync; sleep 5; done]", "args"],
])("knows what never ends", (lines, field) => {
  expect(found(lines)).toEqual([
    `spec.template.spec.initContainers[0].${field}: init container "first" never ends, and the others wait for its end`,
  ]);
});

it.each([
  "command: [sleep, '10']",
  "command: [sh, -c, while true; do ready && break; sleep 5; done]",
  "command: [sh, -c, until nc -z cache 80; do sleep 1; done]",
])("lets %s end", (lines) => {
  expect(found(lines)).toEqual([]);
});
