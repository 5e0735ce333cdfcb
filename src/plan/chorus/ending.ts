import { revisionOf, type ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import type { Endpoint, EndpointSlice } from "../../api/kinds/endpointslice/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf, type KubeObject } from "../../api/object.ts";
import { instantOf } from "../../base/instant.ts";
import { stamped } from "../../cluster/identity.ts";
import type { View } from "../../cluster/view.ts";
import { newPod } from "../../controllers/statefulset/identity.ts";
import type { Part } from "./part.ts";

/** What the first voice of a chorus left where it played. */
export interface Left {
  readonly view: View;
  readonly seed: number;
  /** The revision that this voice makes. */
  readonly made: ControllerRevision | undefined;
}

/** An object, and what the rollout leaves in its place. */
type Replacement = readonly [was: KubeObject, is: KubeObject | undefined];

function setLeft({ voice, first, revision }: Part, { view }: Left): StatefulSet {
  const { set } = voice;
  const status = view.get("StatefulSet", namespaceOf(first.set), first.set.metadata.name)?.status;
  if (status === undefined) return set;
  const { currentRevision, updateRevision } = status;
  const { generation } = set.metadata;
  return {
    ...set,
    status: {
      ...status,
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      ...(currentRevision === undefined ? {} : { currentRevision: revision(currentRevision) }),
      ...(updateRevision === undefined ? {} : { updateRevision: revision(updateRevision) }),
    },
  };
}

/** Numbers move, and the oldest may go. */
function revisionsLeft({ voice, first }: Part, { view }: Left): readonly Replacement[] {
  return voice.revisions.flatMap((own, at): readonly Replacement[] => {
    const was = first.revisions[at];
    const is = was && view.get("ControllerRevision", namespaceOf(was), was.metadata.name);
    if (is?.revision === own.revision) return [];
    const moved = is && { ...own, revision: is.revision };
    return [[own, moved]];
  });
}

/** The pod that a voice has where the first one has this. */
function podLike(pod: Pod, part: Part, revision: ControllerRevision, { view, seed }: Left): Pod {
  const { metadata, spec } = pod;
  const { hostIP: _hostIP, podIP = "", ...status } = pod.status ?? {};
  const { set } = part.voice;
  const { ordinal } = parentAndOrdinal(metadata.name);
  const own = newPod(set, ordinal, { revision, template: set.spec.template });
  const { hostname: _hostname, subdomain: _subdomain, volumes: _volumes, ...kept } = spec;
  const nodeName = part.nodeOf(metadata.name);
  const addresses = view.get("Node", "", nodeName)?.status?.addresses ?? [];
  const hostIP = addresses.find(({ type }) => type === "InternalIP")?.address;
  const ip = part.address(podIP);
  const like: Pod = {
    ...pod,
    metadata: { ...metadata, ...own.metadata },
    spec: { ...own.spec, ...kept, nodeName },
    status: { ...status, ...(hostIP === undefined ? {} : { hostIP }), podIP: ip, podIPs: [{ ip }] },
  };
  return stamped(like, { kind: "Pod", now: instantOf(metadata.creationTimestamp ?? ""), seed, incarnation: 0 });
}

/** By name. */
function podsLeft(part: Part, left: Left): ReadonlyMap<string, Pod> {
  const { voice, first } = part;
  const pods = new Map<string, Pod>();
  const revisions = left.made === undefined ? voice.revisions : [...voice.revisions, left.made];
  for (const pod of left.view.indexed("Pod", "controller", first.set.metadata.uid ?? "")) {
    const at = first.pods.findIndex(({ metadata }) => metadata.uid === pod.metadata.uid);
    const name = part.revision(revisionOf(pod));
    const revision = revisions.find(({ metadata }) => metadata.name === name);
    const own = voice.pods[at] ?? (revision && podLike(pod, part, revision, left));
    if (own !== undefined) pods.set(own.metadata.name, own);
  }
  return pods;
}

function endpointLike(endpoint: Endpoint, part: Part, pod: Pod, view: View): Endpoint {
  const { addresses, hostname, targetRef, nodeName: _node, zone: _zone, ...kept } = endpoint;
  const { nodeName = "" } = pod.spec;
  const { name, uid } = pod.metadata;
  const zone = view.get("Node", "", nodeName)?.metadata.labels?.["topology.kubernetes.io/zone"];
  return {
    ...kept,
    addresses: addresses.map((address) => part.address(address)),
    ...(hostname === undefined ? {} : { hostname: name }),
    nodeName,
    targetRef: { ...targetRef, name, ...(uid === undefined ? {} : { uid }) },
    ...(zone === undefined ? {} : { zone }),
  };
}

function slicesLeft(part: Part, { view }: Left, pods: ReadonlyMap<string, Pod>): readonly Replacement[] {
  return part.voice.services.flatMap(({ slice }, at): readonly Replacement[] => {
    const was = part.first.services[at]?.slice;
    const is = was && view.get("EndpointSlice", namespaceOf(was), was.metadata.name);
    if (was === undefined || is === undefined || is === was) return [];
    const endpoints = is.endpoints.flatMap((endpoint) => {
      const pod = pods.get(part.named(endpoint.targetRef?.name ?? ""));
      return pod === undefined ? [] : [endpointLike(endpoint, part, pod, view)];
    });
    const written = (is.metadata.generation ?? 0) - (was.metadata.generation ?? 0);
    const metadata = { ...slice.metadata, generation: (slice.metadata.generation ?? 0) + written };
    const like: EndpointSlice = { ...slice, metadata, endpoints, ports: is.ports ?? [] };
    return [[slice, like]];
  });
}

/** The objects of a voice that others take the place of when all is done, and those that come besides. */
export interface Ending {
  readonly replaced: readonly Replacement[];
  readonly added: readonly KubeObject[];
}

/** What a voice ends with, as the first one of its chorus did. */
export function endingOf(part: Part, left: Left): Ending {
  const { set, pods: before } = part.voice;
  const pods = podsLeft(part, left);
  const gone = before.filter((pod) => pods.get(pod.metadata.name) !== pod);
  const fresh = [...pods.values()].filter((pod) => !before.includes(pod));
  return {
    replaced: [
      [set, setLeft(part, left)],
      ...revisionsLeft(part, left),
      ...gone.map((pod): Replacement => [pod, undefined]),
      ...slicesLeft(part, left, pods),
    ],
    added: left.made === undefined ? fresh : [left.made, ...fresh],
  };
}
