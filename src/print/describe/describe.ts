import type { Event } from "../../api/kinds/event/types.ts";
import type { LimitRange } from "../../api/kinds/limitrange/defaults.ts";
import type { ResourceQuota } from "../../api/kinds/resourcequota/types.ts";
import type { KindTypes } from "../../api/kinds.ts";
import { groupOf } from "../../api/kinds.ts";
import type { KubeObject } from "../../api/object.ts";
import type { Instant } from "../../base/instant.ts";
import type { View } from "../../cluster/view.ts";
import { describeClaim } from "./claim.ts";
import { describeConfigMap, describeSecret } from "./configmap.ts";
import { describeDaemonSet } from "./daemonset.ts";
import { describeDeployment } from "./deployment.ts";
import type { Describer } from "./describer.ts";
import { describeDisruptionBudget } from "./disruptionbudget.ts";
import { describeEndpoints } from "./endpoints.ts";
import { describeEndpointSlice } from "./endpointslice.ts";
import { describeEvents } from "./events.ts";
import { describeGeneric } from "./generic.ts";
import { describeLimitRange } from "./limitrange.ts";
import { describeNamespace } from "./namespace.ts";
import { describeNode } from "./node.ts";
import { Outline } from "./outline.ts";
import { describePersistentVolume } from "./persistentvolume.ts";
import { describePod } from "./pod.ts";
import { describeReplicaSet } from "./replicaset.ts";
import { describeResourceQuota } from "./resourcequota.ts";
import { describeService } from "./service.ts";
import { describeServiceAccount } from "./serviceaccount.ts";
import { describeStatefulSet } from "./statefulset.ts";
import { describeStorageClass } from "./storageclass.ts";

type Describers = { readonly [kind in keyof KindTypes]: Describer<KindTypes[kind]> } & {
  readonly LimitRange: Describer<LimitRange>;
  readonly ResourceQuota: Describer<ResourceQuota>;
};

const DESCRIBERS: Describers = {
  ConfigMap: describeConfigMap,
  ControllerRevision: describeGeneric,
  DaemonSet: describeDaemonSet,
  Deployment: describeDeployment,
  Endpoints: describeEndpoints,
  EndpointSlice: describeEndpointSlice,
  Event: describeGeneric,
  LimitRange: describeLimitRange,
  Namespace: describeNamespace,
  Node: describeNode,
  PersistentVolume: describePersistentVolume,
  PersistentVolumeClaim: describeClaim,
  Pod: describePod,
  PodDisruptionBudget: describeDisruptionBudget,
  ReplicaSet: describeReplicaSet,
  ResourceQuota: describeResourceQuota,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
  StatefulSet: describeStatefulSet,
  StorageClass: describeStorageClass,
};

export interface DescribeOptions {
  readonly now: Instant;
  readonly showEvents: boolean;
  /** Of a claim: the pod that mounted it last, for a line of our own after kubectl's text. */
  readonly lastUsedBy?: string;
}

function describerOf(object: KubeObject): Describer<KubeObject> {
  const known: Readonly<Record<string, unknown>> = DESCRIBERS;
  const isServed = Object.hasOwn(known, object.kind) && SERVED_GROUPS.has(groupOf(object.apiVersion));
  return isServed ? (known[object.kind] as Describer<KubeObject>) : describeGeneric;
}

const SERVED_GROUPS = new Set(["", "apps", "discovery.k8s.io", "policy", "storage.k8s.io"]);

function eventsAbout(view: View, { kind, metadata }: KubeObject): readonly Event[] {
  const uids = kind === "Node" ? [metadata.uid ?? "", metadata.name] : [metadata.uid ?? ""];
  return uids
    .flatMap((uid) => view.indexed("Event", "involved", uid))
    .filter((event) => event.involvedObject.name === metadata.name);
}

/** The text of `kubectl describe` for one object, ending in a line feed. */
export function describe(view: View, object: KubeObject, { now, showEvents, lastUsedBy }: DescribeOptions): string {
  const out = new Outline();
  const events = (): void => {
    if (showEvents) describeEvents(out, eventsAbout(view, object), now);
  };
  describerOf(object)(out, object, { view, now, events, ...(lastUsedBy === undefined ? {} : { lastUsedBy }) });
  return out.aligned();
}
