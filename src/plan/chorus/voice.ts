import { templateOf } from "../../api/kinds/controllerrevision/template-patch.ts";
import type { ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import { podCondition, type Pod, type Volume } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { selects } from "../../api/selector.ts";
import { goJson, sameJson } from "../../base/json.ts";
import type { View } from "../../cluster/view.ts";
import { hasStaleClaim, isAsItShouldBe } from "../../controllers/statefulset/pod-control.ts";
import { essence, isPlain } from "../what-if/alike.ts";
import type { ClaimsAtRest } from "../what-if/claims-at-rest.ts";
import { ownServices, type OwnService } from "./services.ts";

/** A set that a request changed, with all that its rollout touches: nothing of it is anybody else's. */
export interface Voice {
  readonly set: StatefulSet;
  /** By ordinal. */
  readonly pods: readonly Pod[];
  readonly revisions: readonly ControllerRevision[];
  readonly services: readonly OwnService[];
}

/** What of a pod's spec is its own. */
const OWN: readonly (keyof Pod["spec"])[] = ["hostname", "nodeName", "volumes"];

const ordinalOf = ({ metadata }: Pod): number => parentAndOrdinal(metadata.name).ordinal;

/** The volumes that the pods of a set have in common. */
function commonVolumes({ spec }: Pod): readonly Volume[] {
  return (spec.volumes ?? []).filter((volume) => volume.persistentVolumeClaim === undefined);
}

/** Whether a pod is as its set makes them, and differs from another one in nothing but what is its own. */
function isOrderly(pod: Pod, set: StatefulSet, other: Pod, view: View): boolean {
  const { metadata, spec, status = {} } = pod;
  return (
    isAsItShouldBe({ view }, set, pod) &&
    !hasStaleClaim({ view }, set, pod) &&
    selects(set.spec.selector, metadata.labels) &&
    metadata.ownerReferences?.length === 1 &&
    spec.hostname === metadata.name &&
    spec.hostNetwork !== true &&
    view.get("Node", "", spec.nodeName ?? "") !== undefined &&
    podCondition(pod, "DisruptionTarget") === undefined &&
    sameJson(status.podIPs, [{ ip: status.podIP }]) &&
    sameJson(spec, other.spec, OWN) &&
    sameJson(commonVolumes(pod), commonVolumes(other))
  );
}

/** Whether there are pods or revisions that nobody controls and the set may adopt. */
function hasOrphans({ metadata, spec }: StatefulSet, view: View): boolean {
  const orphans = `orphan:${metadata.namespace ?? ""}`;
  const all = [
    ...view.indexed("Pod", "controller", orphans),
    ...view.indexed("ControllerRevision", "controller", orphans),
  ];
  return all.some((object) => selects(spec.selector, object.metadata.labels));
}

/** A set with what belongs to its rollout; undefined where that is not at rest, or not its own. */
export function voiceOf(set: StatefulSet, view: View, claims: ClaimsAtRest): Voice | undefined {
  const uid = set.metadata.uid ?? "";
  const pods = view.indexed("Pod", "controller", uid).toSorted((a, b) => ordinalOf(a) - ordinalOf(b));
  const revisions = view.indexed("ControllerRevision", "controller", uid);
  const [first] = pods;
  if (first === undefined || hasOrphans(set, view) || !isPlain({ set, pods, revisions }, claims)) {
    return undefined;
  }
  if (new Set(revisions.map(({ revision }) => revision)).size < revisions.length) return undefined;
  if (!pods.every((pod) => isOrderly(pod, set, first, view))) return undefined;
  const services = ownServices(set, pods, view);
  return services === undefined ? undefined : { set, pods, revisions, services };
}

/** What a revision says about the set's template, besides what `essence` tells of it. */
function revisionPart({ set }: Voice, revision: ControllerRevision): unknown {
  const { labels, ...metadata } = templateOf(revision)?.metadata ?? {};
  const isSame = sameJson(labels, set.spec.template.metadata?.labels);
  return [isSame, metadata, selects(set.spec.selector, revision.metadata.labels)];
}

function servicePart({ set, pods }: Voice, { service, slice }: OwnService): unknown {
  const { selector: _selector, clusterIP: _address, clusterIPs: _addresses, ...spec } = service.spec;
  const { name } = service.metadata;
  const endpoints = slice.endpoints.map(({ addresses: _own, nodeName: _node, zone: _zone, ...endpoint }) => {
    const { hostname, targetRef, ...rest } = endpoint;
    return [pods.findIndex((pod) => pod.metadata.uid === targetRef?.uid), hostname === targetRef?.name, rest];
  });
  return [spec, name === set.spec.serviceName, slice.addressType, slice.ports, endpoints];
}

/** All that the course of its rollout depends on, without the names, labels and addresses that are its own. */
export function essenceOf(voice: Voice): string {
  const { set, pods, revisions, services } = voice;
  const [first] = pods;
  const {
    observedGeneration: _observed,
    currentRevision: _current,
    updateRevision: _update,
    ...counts
  } = set.status ?? {};
  const { hostname: _hostname, nodeName: _node, subdomain, volumes: _volumes, ...spec } = first?.spec ?? {};
  const pod = [spec, services.map(({ service }) => service.metadata.name === subdomain), first && commonVolumes(first)];
  const more = [
    counts,
    revisions.map((revision) => revisionPart(voice, revision)),
    pod,
    services.map((own) => servicePart(voice, own)),
  ];
  return `${essence({ set, pods, revisions }, [])}${goJson(more)}`;
}
