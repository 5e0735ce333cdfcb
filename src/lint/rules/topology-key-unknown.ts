import type { FieldPath } from "../../base/field-path.ts";
import type { KubeObject } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { termsOf } from "../facts/affinity.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

/** What kubelets and cloud providers write on nodes. */
const KNOWN = [
  "kubernetes.io/hostname",
  "topology.kubernetes.io/zone",
  "topology.kubernetes.io/region",
  "kubernetes.io/os",
  "kubernetes.io/arch",
  "node.kubernetes.io/instance-type",
  "failure-domain.beta.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region",
];
/** Short for what nodes carry under a longer name. */
const SHORT: Readonly<Record<string, string>> = {
  hostname: "kubernetes.io/hostname",
  host: "kubernetes.io/hostname",
  node: "kubernetes.io/hostname",
  zone: "topology.kubernetes.io/zone",
  region: "topology.kubernetes.io/region",
  "kubernetes.io/host": "kubernetes.io/hostname",
  "kubernetes.io/zone": "topology.kubernetes.io/zone",
};
const PREFIX = "node-role.kubernetes.io/";

/** Whether the manifests hold nodes, with labels, of which none carries a key. */
function isOnNoNode(key: string, project: Project): boolean {
  const nodes = project.list("Node");
  if (key === KNOWN[0] || !nodes.some(({ metadata }) => metadata.labels !== undefined)) return false;
  return !nodes.some(({ metadata }) => Object.hasOwn(metadata.labels ?? {}, key));
}

function meant(key: string, project: Project): string | undefined {
  if (KNOWN.includes(key) || key.startsWith(PREFIX)) return undefined;
  const nodes = project.list("Node");
  if (nodes.some(({ metadata }) => Object.hasOwn(metadata.labels ?? {}, key))) return undefined;
  const near = SHORT[key] ?? suggest(key, KNOWN.slice(0, 3));
  if (near !== undefined) return near;
  const isReserved = /^(?:[a-z-]+\.)?kubernetes\.io\//.test(key) && !key.includes("k8s.io");
  return isReserved ? "kubernetes.io/hostname" : undefined;
}

/** What the kubelet writes on nodes, under labels that have few values. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/os": ["linux", "windows"],
  "kubernetes.io/arch": ["amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "loong64", "mips64le"],
};

function hasNoSuchValue(key: string, values: readonly string[]): boolean {
  const known = VALUES[key];
  return known !== undefined && values.length > 0 && !values.some((value) => known.includes(value));
}

/** Labels that nodes are chosen by, where they are nearly the name of one that all nodes carry. */
function lookAtNodeLabels({ spec, path }: Workload, report: Report): void {
  const base = [...path, "spec"];
  const tell = (key: string, place: FieldPath, part: "key" | "value"): void => {
    const near = key.includes("/") && !KNOWN.includes(key) ? suggest(key, KNOWN) : undefined;
    if (near !== undefined) report(place, `nodes carry no label ${key}`, { part, fix: `write ${near}` });
  };
  const tellValues = (key: string, values: readonly string[], place: FieldPath): void => {
    if (!hasNoSuchValue(key, values)) return;
    const message = `no node carries ${key}=${values.join(",")}`;
    report(place, message, { fix: `write one of ${(VALUES[key] ?? []).slice(0, 2).join(", ")}` });
  };
  for (const [key, value] of Object.entries(spec.nodeSelector ?? {})) {
    tell(key, [...base, "nodeSelector", { key }], "key");
    tellValues(key, [value], [...base, "nodeSelector", { key }]);
  }
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const field = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"];
  for (const [term, { matchExpressions = [] }] of (required?.nodeSelectorTerms ?? []).entries()) {
    for (const [index, { key, operator, values = [] }] of matchExpressions.entries()) {
      const place = [...base, ...field, term, "matchExpressions", index];
      tell(key, [...place, "key"], "value");
      if (operator === "In") tellValues(key, values, [...place, "values"]);
    }
  }
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const { spec, path } = workload;
  const keys: (readonly [string, FieldPath])[] = [
    ...termsOf(spec, path, "podAffinity"),
    ...termsOf(spec, path, "podAntiAffinity"),
  ].map((placed) => [placed.term.topologyKey, placed.path]);
  for (const [index, { topologyKey }] of (spec.topologySpreadConstraints ?? []).entries()) {
    keys.push([topologyKey, [...path, "spec", "topologySpreadConstraints", index]]);
  }
  lookAtNodeLabels(workload, report);
  for (const [key, place] of keys) {
    const known = meant(key, project);
    if (known === undefined) {
      if (isOnNoNode(key, project)) report([...place, "topologyKey"], `none of the nodes carries the label ${key}`);
      continue;
    }
    const edit = { do: "set", path: [...place, "topologyKey"], value: known } as const;
    const edits = SHORT[key] === undefined ? [] : [edit];
    report([...place, "topologyKey"], `nodes carry no label ${key}`, { fix: `write ${known}`, edits });
  }
};

const SET = (key: string): string =>
  exampleSet({
    pod:
      "affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n" +
      `      - topologyKey: ${key}\n        labelSelector:\n          matchLabels:\n            app: db`,
  });

export const topologyKeyUnknown: Rule = {
  id: "topology-key-unknown",
  code: "STS424",
  severity: "warning",
  summary: "A topology key, or a label that nodes are chosen by, is one that nodes carry.",
  why:
    "Nodes without the label are no domain: anti-affinity has no effect, and affinity or hard spreading keeps pods " +
    "Pending.",
  fix: "write kubernetes.io/hostname or topology.kubernetes.io/zone",
  source: "https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetesiohostname",
  passes: () => [documents(exampleService(), SET("topology.kubernetes.io/zone"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("kubernetes.io/host")),
      findings: [
        {
          path: "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
          at: "31:28",
        },
      ],
    },
  ],
  checks: ofWorkloads(check),
};
