import type { Container } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { isLess } from "../facts/quantities.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** The last one counts. */
const HEAP = /-Xmx(\d+)([kmgt]?)(?![\w.])(?!.*-Xmx)/is;

interface Placed {
  readonly text: string;
  readonly path: FieldPath;
}

/** The texts that set a heap. */
function textsOf({ command = [], args = [], env = [] }: Container): readonly Placed[] {
  const texts: Placed[] = [];
  const look = (text: string, ...path: FieldPath): void => {
    if (text.includes("-Xmx")) texts.push({ text, path });
  };
  for (const [index, text] of command.entries()) look(text, "command", index);
  for (const [index, text] of args.entries()) look(text, "args", index);
  for (const [index, { value }] of env.entries()) if (value !== undefined) look(value, "env", index, "value");
  return texts;
}

/** `1g` of Java as Kubernetes writes it. */
function quantityOf(amount: string, unit: string): string {
  return unit === "" ? amount : `${amount}${unit.toUpperCase()}i`;
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    const limit = container.resources?.limits?.["memory"];
    if (limit === undefined) continue;
    for (const { text, path: field } of textsOf(container)) {
      const [, amount, unit = ""] = HEAP.exec(text) ?? [];
      if (amount === undefined || isLess(quantityOf(amount, unit), limit)) continue;
      report([...path, ...field], `a heap of ${amount}${unit} does not fit into a memory limit of ${limit}`);
    }
  }
};

const SET = (heap: string): string =>
  exampleSet({
    image: "elasticsearch:9.0.3",
    container: `env:\n  - name: ES_JAVA_OPTS\n    value: -Xmx${heap}\nresources:\n  limits:\n    memory: 2Gi`,
  });

export const heapFillsLimit: Rule = {
  id: "heap-fills-limit",
  code: "STS452",
  severity: "warning",
  summary: "A Java program's heap leaves room in the container's memory.",
  why: "Threads, buffers and code need memory besides the heap: as it fills, the container is ended with OOMKilled.",
  fix: "give the heap half of the limit, or at most three quarters",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  passes: () => [documents(exampleService(), SET("1g"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("2g")),
      findings: [{ path: "spec.template.spec.containers[0].env[0].value", at: "33:22" }],
    },
  ],
  checks: ofWorkloads(check),
};
