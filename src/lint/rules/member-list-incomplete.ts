import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { hostNamesIn } from "../facts/dns-names.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { namingTextsOf, type NamingText } from "../facts/host-texts.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";

/** Lists in which every member has to find itself: those of etcd, ZooKeeper and MinIO. */
const FLAG = /--?initial-cluster["']?[\s=]+["']?([^\s"'\\;&|]+)/;
const VARIABLE = /^(?:ETCD_INITIAL_CLUSTER|ZOO_SERVERS|MINIO_VOLUMES)$/;
const SETTING = /^\s*initial-cluster:\s*["']?([^\s"']+)/m;
const SERVERS = /^server\.\d+=.*$/gm;
/** What all of them have in common with few other texts. */
const HINT = /initial-cluster|minio\s+server|server\.\d/;
const MINIO = /\bminio\s+server\s+([^;&|]*)/;

/** The list of members that a text has; undefined where it has none. */
function listIn({ text, variable, path }: NamingText, before: string): string | undefined {
  const key = path.at(-1);
  const name = variable ?? (typeof key === "object" ? key.key : "");
  if (VARIABLE.test(name) || /^--?initial-cluster$/.test(before)) return text;
  if (!HINT.test(text)) return undefined;
  const servers = text.match(SERVERS);
  const written = FLAG.exec(text) ?? SETTING.exec(text) ?? MINIO.exec(text);
  return written?.[1] ?? servers?.join(" ");
}

/** The ordinals of a set's pods that a list names; none where something that is filled in later may name more. */
function ordinalsIn(list: string, { metadata, spec }: StatefulSet): ReadonlySet<number> {
  if (list.includes("$") || list.includes("{{")) return new Set();
  const ordinals = hostNamesIn(list).flatMap(({ labels: [pod = "", service] }) => {
    const parts = splitOrdinal(pod);
    return parts?.base === metadata.name && service === spec.serviceName ? [parts.ordinal] : [];
  });
  return new Set(ordinals);
}

/** What a list leaves out of a set that it is about. */
function flawOf(list: string, set: StatefulSet): string | undefined {
  const named = ordinalsIn(list, set);
  if (named.size === 0) return undefined;
  const { replicas = 1, ordinals } = set.spec;
  const first = ordinals?.start ?? 0;
  const all = Array.from({ length: replicas }, (_, index) => first + index);
  const missing = all.filter((ordinal) => !named.has(ordinal)).map((ordinal) => `${set.metadata.name}-${ordinal}`);
  if (missing.length === 0) return undefined;
  return `the list has ${named.size} of ${replicas} members, and not ${missing.slice(0, 3).join(", ")}`;
}

/** What stands before an item of a command line. */
function flagBefore(path: FieldPath, object: KubeObject): string {
  const index = path.at(-1);
  const before = typeof index === "number" ? valueAt(object, [...path.slice(0, -1), index - 1]) : undefined;
  return typeof before === "string" ? before : "";
}

function setsIn(object: KubeObject, project: Project): readonly StatefulSet[] {
  const own = project.find("StatefulSet", namespaceOf(object), object.metadata.name);
  return own === object ? [own] : project.list("StatefulSet", namespaceOf(object));
}

const check: Check<KubeObject> = (object, project, report) => {
  for (const text of namingTextsOf(object, project)) {
    const list = listIn(text, flagBefore(text.path, object));
    if (list === undefined) continue;
    const [flaw] = setsIn(object, project).flatMap((set) => flawOf(list, set) ?? []);
    if (flaw !== undefined) report(text.path, flaw);
  }
};

const SET = (replicas: number): string =>
  exampleSet({
    head: `serviceName: db\nreplicas: ${replicas}`,
    container:
      "args:\n  - --initial-cluster=db-0=http://db-0.db:2380,db-1=http://db-1.db:2380,db-2=http://db-2.db:2380",
  });

export const memberListIncomplete: Rule = {
  id: "member-list-incomplete",
  code: "STS137",
  severity: "error",
  summary: "A list of initial members names every member.",
  why: "A member that does not find itself in the list stops with an error, and so does every start after it.",
  fix: "name all pods of the set, or lower replicas and add members one by one",
  source: "https://etcd.io/docs/latest/op-guide/clustering/#static",
  passes: () => [documents(exampleService(), SET(3))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(5)),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
  ],
  checks: { ...ofWorkloads(check), ConfigMap: check },
};
