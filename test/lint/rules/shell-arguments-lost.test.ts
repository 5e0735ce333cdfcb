import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { shellArgumentsLost } from "../../../src/lint/rules/shell-arguments-lost.ts";
import { messagesIn } from "../messages.ts";

const found = (container: string): readonly string[] =>
  messagesIn(documents(exampleService(), exampleSet({ container })), shellArgumentsLost);

it("reads command and args as one line", () => {
  expect(found("command: [/bin/bash, -ec]\nargs: [exec db --join=db-0.db]")).toEqual([]);
  expect(found("command: [/bin/bash, -ec]\nargs: [db, --join=db-0.db]")).toEqual([
    'spec.template.spec.containers[0].args[1]: the shell runs "db" alone, "--join=db-0.db" and what follows is no part of it',
  ]);
  expect(found("command: [sh, -e, -c, db, start]")).toHaveLength(1);
});

it("looks at hooks, too", () => {
  expect(found("lifecycle:\n  preStop:\n    exec:\n      command: [sh, -c, db, stop]")).toEqual([
    'spec.template.spec.containers[0].lifecycle.preStop.exec.command[3]: the shell runs "db" alone, "stop" and what follows is no part of it',
  ]);
});

it("leaves scripts alone that take what follows, names for them, and what is no shell", () => {
  expect(found("command: [sh, -c, 'exec db \"$@\"', --, start]")).toEqual([]);
  expect(found("command: [sh, -c, 'exec db $1', db, start]")).toEqual([]);
  expect(found("command: [sh, -c, exec db, sh]")).toEqual([]);
  expect(found("command: [bash, -c, -u, -o, pipefail, -e, exec db]")).toEqual([]);
  expect(found("command: [db, -c, conf, start]")).toEqual([]);
  expect(found("command: [tini, --, sh, -c, exec db]")).toEqual([]);
  expect(found("command: [sh, /run.sh, -c, conf, x]")).toEqual([]);
});
