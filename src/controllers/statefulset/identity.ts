import { REVISION_LABEL, type ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import { templateOf } from "../../api/kinds/controllerrevision/template-patch.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { Pod, PodTemplateSpec, Volume } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import { POD_INDEX_LABEL, POD_NAME_LABEL, type StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf, type OwnerReference } from "../../api/object.ts";
import { share } from "../../base/shared.ts";

/** Names, labels, volumes and claims of a set's pods. Rules ID-1 to ID-12. */

/** ID-4. @see pkg/controller/statefulset/stateful_set_utils.go, `isMemberOf` (1.36) */
export function isMember(set: StatefulSet, pod: Pod): boolean {
  return parentAndOrdinal(pod.metadata.name).parent === set.metadata.name;
}

/** ID-1. */
function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** ID-5. */
function claimName(set: StatefulSet, template: PersistentVolumeClaim, ordinal: number): string {
  return `${template.metadata.name}-${set.metadata.name}-${ordinal}`;
}

/**
 * The claims of one ordinal, in template order (upstream iterates a map: any order is conformant). ID-6, ID-7, ID-8.
 * @see the same file, `getPersistentVolumeClaims`
 */
export function claimsOf(set: StatefulSet, ordinal: number): readonly PersistentVolumeClaim[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => {
    const labels = { ...template.metadata.labels, ...set.spec.selector.matchLabels };
    const { namespace: _namespace, ...kept } = template.metadata;
    return {
      ...template,
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { ...kept, name: claimName(set, template, ordinal), namespace: namespaceOf(set), labels },
    };
  });
}

/** The names of those claims alone. */
export function claimNames(set: StatefulSet, ordinal: number): readonly string[] {
  return (set.spec.volumeClaimTemplates ?? []).map((template) => claimName(set, template, ordinal));
}

/** Claim volumes come first; a template volume of a claim's name gives way. @see the same file, `updateStorage` */
function podVolumes(set: StatefulSet, ordinal: number, own: readonly Volume[]): readonly Volume[] {
  const templates = set.spec.volumeClaimTemplates ?? [];
  if (templates.length === 0) return own;
  const names = new Set(templates.map((template) => template.metadata.name));
  const mounted = templates.map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal) },
  }));
  return [...mounted, ...own.filter((volume) => !names.has(volume.name))];
}

export function ownerReferenceTo(set: StatefulSet): OwnerReference {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    name: set.metadata.name,
    uid: set.metadata.uid ?? "",
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The revision that a pod is built from, and the template in it. */
export interface Version {
  readonly revision: ControllerRevision;
  readonly template: PodTemplateSpec;
}

/** The live template where the revision is the one made of it: sharing it keeps what is known of its parts. */
export function versionOf(set: StatefulSet, revision: ControllerRevision, isLive: boolean): Version {
  return { revision, template: isLive ? set.spec.template : (templateOf(revision) ?? set.spec.template) };
}

/**
 * A pod as it is created for an ordinal.
 * @see the same file, `newVersionedStatefulSetPod`, `newStatefulSetPod`;
 *   pkg/controller/controller_utils.go, `GetPodFromTemplate` (1.36)
 */
export function newPod(set: StatefulSet, ordinal: number, version: Version): Pod {
  const template = share(version.template);
  const name = podName(set, ordinal);
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const volumes = podVolumes(set, ordinal, template.spec.volumes ?? []);
  const { subdomain: _subdomain, ...spec } = template.spec;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: namespaceOf(set),
      labels: {
        ...labels,
        [POD_NAME_LABEL]: name,
        [POD_INDEX_LABEL]: String(ordinal),
        [REVISION_LABEL]: version.revision.metadata.name,
      },
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [ownerReferenceTo(set)],
    },
    spec: {
      ...spec,
      hostname: name,
      ...((set.spec.serviceName ?? "") === "" ? {} : { subdomain: set.spec.serviceName ?? "" }),
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

/** ID-10: the pod bears the set's name, with its own ordinal, as its name and label. @see the same file, `identityMatches` */
export function identityMatches(
  set: StatefulSet,
  pod: Pod,
  ordinal = parentAndOrdinal(pod.metadata.name).ordinal,
): boolean {
  return (
    ordinal >= 0 &&
    pod.metadata.name === podName(set, ordinal) &&
    namespaceOf(pod) === namespaceOf(set) &&
    pod.metadata.labels?.[POD_NAME_LABEL] === pod.metadata.name
  );
}

/** ID-11. @see the same file, `storageMatches` */
export function storageMatches(set: StatefulSet, pod: Pod): boolean {
  const { ordinal } = parentAndOrdinal(pod.metadata.name);
  if (ordinal < 0) return false;
  return (set.spec.volumeClaimTemplates ?? []).every((template) => {
    const volume = pod.spec.volumes?.find((mounted) => mounted.name === template.metadata.name);
    return volume?.persistentVolumeClaim?.claimName === claimName(set, template, ordinal);
  });
}

/** ID-12: the pod with its name, namespace and labels set right. @see the same file, `updateIdentity` */
export function withIdentity(set: StatefulSet, pod: Pod): Pod {
  const { ordinal } = parentAndOrdinal(pod.metadata.name);
  const name = podName(set, ordinal);
  const labels = { ...pod.metadata.labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: String(ordinal) };
  return { ...pod, metadata: { ...pod.metadata, name, namespace: namespaceOf(set), labels } };
}

export function withStorage(set: StatefulSet, pod: Pod): Pod {
  const { ordinal } = parentAndOrdinal(pod.metadata.name);
  return { ...pod, spec: { ...pod.spec, volumes: podVolumes(set, ordinal, pod.spec.volumes ?? []) } };
}
