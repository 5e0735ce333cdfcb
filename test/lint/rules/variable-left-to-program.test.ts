import { expect, it } from "vitest";
import { exampleSet } from "../../../src/lint/example.ts";
import { variableLeftToProgram } from "../../../src/lint/rules/variable-left-to-program.ts";
import { messagesIn } from "../messages.ts";

const ENV = "env:\n  - name: MEMBER\n    value: a\n";

function found(lines: string): number {
  return messagesIn(exampleSet({ container: `${ENV}${lines}` }), variableLeftToProgram).length;
}

it.each([
  ["args: [--name, $MEMBER]", 1],
  ["args: [--name, '${MEMBER}-x']", 1],
  ["command: [/bin/server, --name=$MEMBER]", 1],
  ["command: [/bin/server]\nargs: [a, b, '$MEMBER,$MEMBER']", 1],
  ["args: [--name, $(MEMBER)]", 0],
  ["args: [--name, $OTHER]", 0],
  ["args: ['$$MEMBER', '\\\\$MEMBER']", 0],
  ["command: [sh, -c, 'server --name=$MEMBER']", 0],
  ["command: [/bin/bash]\nargs: [-c, 'server --name=$MEMBER']", 0],
  ["command: [/sbin/tini, --, sh, -c, 'server $MEMBER']", 0],
  ["readinessProbe: {exec: {command: [pg_isready, -U, $MEMBER]}}", 1],
  ["readinessProbe: {exec: {command: [sh, -c, pg_isready -U $MEMBER]}}", 0],
  ["lifecycle: {preStop: {exec: {command: [mysqladmin, -p$MEMBER, shutdown]}}}", 1],
  ["command: [/entrypoint.sh, --name=$MEMBER]", 0],
  ["args: [-config.expand-env=true, '--name=${MEMBER}']", 0],
])("looks for a shell where variables are a shell's: %s", (lines, count) => {
  expect(found(lines)).toBe(count);
});
