import type { Container } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

/** As a shell reads variables. */
const REFERENCE = /(?<![\\$])\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;
/** Programs that read scripts, and those that fill in variables themselves. */
const READS = /(?:^|\/)(?:(?:ba|da|a|k|z)?sh|env|envsubst|python\d?|perl|ruby|node|awk|tini|dumb-init|su|sudo|gosu)\b/;
/** Options by which programs are told to fill in variables. */
const EXPANDS = /expand[-_.]?env|envsubst|env[-_.]?var.*=true/i;

/** The first word of a command line that refers to one of the container's own variables as only a shell would read it. */
function referenceIn(
  words: readonly string[],
  names: ReadonlySet<string>,
): { index: number; name: string } | undefined {
  for (const [index, word] of words.entries()) {
    if (!word.includes("$")) continue;
    for (const [, braced, bare] of word.matchAll(REFERENCE)) {
      const name = braced ?? bare ?? "";
      if (names.has(name)) return { index, name };
    }
  }
  return undefined;
}

/** Whether some program of a command line may read variables by itself. */
function mayFillIn({ command = [], args = [] }: Container): boolean {
  return command.some((word) => READS.test(word)) || [...command, ...args].some((word) => EXPANDS.test(word));
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    const { command = [], args = [], env = [] } = container;
    if (env.length === 0 || ![...command, ...args].some((word) => word.includes("$"))) continue;
    if (mayFillIn(container)) continue;
    const names = new Set(env.map(({ name }) => name));
    for (const [field, words] of [
      ["command", command],
      ["args", args],
    ] as const) {
      const found = referenceIn(words, names);
      if (found === undefined) continue;
      const { index, name } = found;
      const message = `no shell reads this command line: the program gets ${JSON.stringify(words[index])} as it is`;
      report([...path, field, index], message, { fix: `write $(${name}), which Kubernetes fills in` });
    }
  }
};

const SET = (reference: string): string =>
  exampleSet({ container: `args:\n  - --name=${reference}\nenv:\n  - name: MEMBER\n    value: a` });

export const variableLeftToProgram: Rule = {
  id: "variable-left-to-program",
  code: "STS451",
  severity: "warning",
  summary: "Commands without a shell refer to variables as $(NAME).",
  why:
    "Kubernetes fills in $(NAME) alone. $NAME and ${NAME} are a shell's: without one the program gets these very " +
    "letters, unless it or its image's entrypoint reads variables itself.",
  fix: "write $(NAME), or have a shell run the command",
  source: "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
  passes: () => [documents(exampleService(), SET("$(MEMBER)"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("${MEMBER}")),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
  ],
  checks: ofWorkloads(check),
};
