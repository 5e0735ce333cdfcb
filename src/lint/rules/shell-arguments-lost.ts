import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf, handlerLines, type PlacedContainer } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** A word of a command line, and where it stands. */
interface Word {
  readonly text: string;
  readonly path: FieldPath;
}

const SHELL = /(?:^|\/)(?:ba|da|a|k|z)?sh$/;
const TAKES_SCRIPT = /^-[a-z]*c[a-z]*$/;
/** What a script takes from the words behind it. */
const TAKES_WORDS = /\$(?:[@*#\d]|\{[@*#\d])/;
/** What is given for `$0` alone. */
const OWN_NAME = /^(?:(?:.*\/)?(?:ba|da|a)?sh|--?|_)$/;

function wordsIn(list: readonly string[], path: FieldPath): readonly Word[] {
  return list.map((text, index) => ({ text, path: [...path, index] }));
}

/** Whether a line is a shell's, and has words behind an option and a script. */
function mayLoseWords(line: readonly string[], more: readonly string[] = []): boolean {
  return line.length + more.length > 3 && SHELL.test(line[0] ?? "");
}

/** The command lines of a container that may lose words: its own, those of its probes and those of its hooks. */
function linesOf({ container, path }: PlacedContainer): readonly (readonly Word[])[] {
  const { command = [], args = [] } = container;
  const ofHandlers = handlerLines(container).filter(({ words }) => mayLoseWords(words));
  const lines = ofHandlers.map(({ place, words }) => wordsIn(words, [...path, ...place]));
  if (!mayLoseWords(command, args)) return lines;
  return [[...wordsIn(command, [...path, "command"]), ...wordsIn(args, [...path, "args"])], ...lines];
}

/** What stands behind the options of a shell that has its script in the line: the script, and other words. */
function operandsOf([, ...words]: readonly Word[]): readonly Word[] {
  let takesScript = false;
  for (const [index, { text }] of words.entries()) {
    const isName = /^[-+]\w*o$/.test(words[index - 1]?.text ?? "");
    if (!isName && !/^[-+]/.test(text)) return takesScript ? words.slice(index) : [];
    takesScript ||= TAKES_SCRIPT.test(text);
  }
  return [];
}

/** The first word that a shell's script does not get to see, and the script. */
function lostIn(line: readonly Word[]): { readonly word: Word; readonly script: string } | undefined {
  const [script, word, ...more] = operandsOf(line);
  if (script === undefined || word === undefined || TAKES_WORDS.test(script.text)) return undefined;
  return more.length === 0 && OWN_NAME.test(word.text) ? undefined : { word, script: script.text };
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const placed of containersOf(workload)) {
    for (const line of linesOf(placed)) {
      const lost = lostIn(line);
      if (lost === undefined) continue;
      const { word, script } = lost;
      const shown = script.length > 40 ? `${script.slice(0, 40)}…` : script;
      const message = `the shell runs ${JSON.stringify(shown)} alone, ${JSON.stringify(word.text)} and what follows is no part of it`;
      report(word.path, message);
    }
  }
};

const SET = (command: string): string =>
  exampleSet({ container: `readinessProbe:\n  exec:\n    command: [sh, -c, ${command}]` });

export const shellArgumentsLost: Rule = {
  id: "shell-arguments-lost",
  code: "STS448",
  severity: "warning",
  summary: "What a shell is to run stands in one text behind -c.",
  why: "Behind -c only the next text is the script; further ones are its $0, $1 and so on, which it does not use.",
  fix: "write the whole command as one text, or leave the shell out",
  source: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html",
  passes: () => [documents(exampleService(), SET("pg_isready -U app"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("pg_isready, -U, app")),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe.exec.command[3]", at: "33:45" }],
    },
  ],
  checks: ofWorkloads(check),
};
