import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf, templateOf } from "./containers.ts";
import { type HostName, hostNamesIn } from "./dns-names.ts";
import { hostTexts, namingTextsOf } from "./host-texts.ts";
import { splitOrdinal } from "./ordinals.ts";
import type { Project } from "../project.ts";
import { configReferencesOf } from "./references.ts";
import { workloadIn } from "./workload.ts";

/** What a probe asks when it asks for more than its own process. */
const NEEDS_PEERS =
  /quorum|cluster|leader|\bpeers?\b|\bmembers?\b|\braft\b|wsrep|\brs\.|replset|is_?master|hello\(|nodetool\s+status|in_?sync/;

/** The health of a cluster as the member itself sees it, which it tells also when it is alone. */
const OF_ITSELF = /^(?!.*wait_for).*[?&]local=true\b/s;

/** A readiness probe that, by its words, fails until other members answer. */
export interface PeerProbe {
  readonly path: FieldPath;
  readonly text: string;
  /** Whether it asks a pod of the set other than the first one. */
  readonly namesPeer: boolean;
}

/** The pods of a set that a text names, other than the first one. */
function peersIn(text: string, { metadata: { name }, spec }: StatefulSet): readonly HostName[] {
  if (!text.includes(`${name}-`)) return [];
  const first = spec.ordinals?.start ?? 0;
  return hostNamesIn(text).filter(({ labels: [pod = ""] }) => {
    const { base, ordinal = first } = splitOrdinal(pod) ?? { base: "" };
    return base === name && ordinal !== first;
  });
}

function namesPeer(text: string, set: StatefulSet): boolean {
  return peersIn(text, set).length > 0;
}

/** Whether a script asks the pods of a set in turn: `for i in 0 1 2; do ping db-$i.db || exit 1; done`. */
function asksAll(text: string, { metadata, spec: { serviceName = "" } }: StatefulSet): boolean {
  const names = /\bfor\s+(\w+)\s+in\s+(?:\d+\s+\d|\{\d+\.\.|\$\(seq\b)/g;
  return [...text.matchAll(names)].some(([, name = ""]) =>
    [`$${name}`, `\${${name}}`].some((index) => text.includes(`${metadata.name}-${index}.${serviceName}`)),
  );
}

/** Whether a script goes on, or ends well, when one of those that it asks does not answer. */
const FORGIVES = /\|\|\s*(?:true|continue|:)|&&\s*(?:exit 0|break)|if\s/;

/** The texts of the ConfigMaps that the pods use. */
function configTexts(set: StatefulSet, project: Project): readonly string[] {
  const workload = workloadIn(set);
  if (workload === undefined) return [];
  return configReferencesOf(workload).flatMap(({ kind, name }) => {
    const config = kind === "ConfigMap" ? project.find("ConfigMap", namespaceOf(set), name) : undefined;
    return config === undefined ? [] : namingTextsOf(config, project).map(({ text }) => text);
  });
}

/** The peers that a set's pods know: names of its own pods in commands, variables or configuration, but of the first one. */
export function peersOf(set: StatefulSet, project: Project): readonly HostName[] {
  const own = containersOf(templateOf(set)).flatMap((container) => hostTexts(container).map(({ text }) => text));
  return [...own, ...configTexts(set, project)].flatMap((text) => peersIn(text, set));
}

export function knowsPeers(set: StatefulSet, project: Project): boolean {
  return peersOf(set, project).length > 0;
}

/** The first probe of a set that decides readiness and needs peers. */
export function peerProbeOf(set: StatefulSet): PeerProbe | undefined {
  for (const { container, path, role } of containersOf(templateOf(set))) {
    if (role === "init") continue;
    for (const name of ["startupProbe", "readinessProbe"] as const) {
      const probe = container[name];
      const text = probe?.exec?.command?.join(" ") ?? probe?.httpGet?.path ?? "";
      if (text === "" || OF_ITSELF.test(text)) continue;
      if (NEEDS_PEERS.test(text.toLowerCase()) || text.includes(`.${set.spec.serviceName ?? " "}`)) {
        const asksPeers = namesPeer(text, set) || (asksAll(text, set) && !FORGIVES.test(text));
        return { path: [...path, name], text, namesPeer: asksPeers };
      }
    }
  }
  return undefined;
}
