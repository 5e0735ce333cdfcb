import type { EnvVar } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf, handlerLines, type PlacedContainer } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** As a shell reads variables. */
const REFERENCE = /(?<![\\$])\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;
/** Programs that read scripts, and scripts. */
const READS = /(?:^|\/)(?:(?:ba|da|a|k|z)?sh|su|envsubst|perl|g?awk|php)$|\.(?:ba)?sh$/;
/** Options by which programs are told to fill in variables. */
const EXPANDS = /expand[-_.]?env|envsubst|env[-_.]?var.*=true/i;

/** The first word that refers to one of the container's own variables as only a shell would read it. */
function referenceIn(words: readonly string[], env: readonly EnvVar[]): { index: number; name: string } | undefined {
  for (const [index, word] of words.entries()) {
    if (!word.includes("$")) continue;
    for (const [, braced, bare] of word.matchAll(REFERENCE)) {
      const name = braced ?? bare ?? "";
      if (env.some((one) => one.name === name)) return { index, name };
    }
  }
  return undefined;
}

/** Whether some program of a command line may read variables by itself. */
function mayFillIn(words: readonly string[]): boolean {
  return words.some((word) => READS.test(word) || EXPANDS.test(word));
}

function parentheses(name: string): string {
  return `write $(${name}), which Kubernetes fills in`;
}

function shell(name: string): string {
  return `have a shell read it: sh -c, and \${${name}}`;
}

type FixFor = (name: string) => string;

function look({ container, path }: PlacedContainer, report: Report): void {
  const { command = [], args = [], env = [] } = container;
  const tell = (line: FieldPath, words: readonly string[], others: readonly string[], fixFor: FixFor): void => {
    const found = referenceIn(words, env);
    if (found === undefined || mayFillIn(others)) return;
    const message = `no shell reads this command line: the program gets ${JSON.stringify(words[found.index])} as it is`;
    report([...path, ...line, found.index], message, { fix: fixFor(found.name) });
  };
  if (command.length > 0 || args.length > 0) {
    const all = [...command, ...args];
    tell(["command"], command, all, parentheses);
    tell(["args"], args, all, parentheses);
  }
  for (const { place, words } of handlerLines(container)) tell(place, words, words, shell);
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const placed of containersOf(workload)) if (placed.container.env !== undefined) look(placed, report);
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
