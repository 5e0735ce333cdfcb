import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../api/object.ts";
import type { FieldPath } from "../base/field-path.ts";
import { containersOf, templateOf } from "./containers.ts";
import { hostNamesIn } from "./dns-names.ts";
import { hostTexts, namingTextsOf } from "./host-texts.ts";
import { splitOrdinal } from "./ordinals.ts";
import type { Project } from "./project.ts";
import { configReferencesOf } from "./references.ts";
import { workloadIn } from "./workload.ts";

/** What a probe asks when it asks for more than its own process. */
const NEEDS_PEERS =
  /quorum|cluster|leader|\bpeers?\b|\bmembers?\b|\braft\b|wsrep|\brs\.|replset|is_?master|hello\(|nodetool\s+status|in_?sync/i;

/** A readiness probe that, by its words, fails until other members answer. */
export interface PeerProbe {
  readonly path: FieldPath;
  readonly text: string;
  /** Whether it asks a pod of the set other than the first one. */
  readonly namesPeer: boolean;
}

/** Whether a text names a pod of a set other than the first one. */
function namesPeer(text: string, { metadata: { name }, spec }: StatefulSet): boolean {
  if (!text.includes(`${name}-`)) return false;
  const first = spec.ordinals?.start ?? 0;
  return hostNamesIn(text).some(({ labels: [pod = ""] }) => {
    const { base, ordinal = first } = splitOrdinal(pod) ?? { base: "" };
    return base === name && ordinal !== first;
  });
}

/** Whether a ConfigMap that the pods use names peers. */
function isToldPeers(set: StatefulSet, project: Project): boolean {
  const workload = workloadIn(set);
  if (workload === undefined) return false;
  return configReferencesOf(workload).some(({ kind, name }) => {
    const config = kind === "ConfigMap" ? project.find("ConfigMap", namespaceOf(set), name) : undefined;
    return config !== undefined && namingTextsOf(config, project).some(({ text }) => namesPeer(text, set));
  });
}

/**
 * Whether a set's pods know peers: names of its own pods in commands, variables or configuration, other than of the first
 * one.
 */
export function knowsPeers(set: StatefulSet, project: Project): boolean {
  const texts = containersOf(templateOf(set)).flatMap((container) => hostTexts(container));
  return texts.some(({ text }) => namesPeer(text, set)) || isToldPeers(set, project);
}

/** The first probe of a set that decides readiness and needs peers. */
export function peerProbeOf(set: StatefulSet): PeerProbe | undefined {
  for (const { container, path, role } of containersOf(templateOf(set))) {
    if (role === "init") continue;
    for (const name of ["startupProbe", "readinessProbe"] as const) {
      const probe = container[name];
      const text = probe?.exec?.command?.join(" ") ?? probe?.httpGet?.path ?? "";
      if (text === "") continue;
      if (NEEDS_PEERS.test(text) || text.includes(`.${set.spec.serviceName ?? " "}`)) {
        return { path: [...path, name], text, namesPeer: namesPeer(text, set) };
      }
    }
  }
  return undefined;
}
