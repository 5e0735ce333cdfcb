import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL, SLICE_CONTROLLER } from "../../api/kinds/endpointslice/types.ts";
import { isPodReady, type Pod } from "../../api/kinds/pod/types.ts";
import { selectsPods, type Service } from "../../api/kinds/service/types.ts";
import { namespacedName } from "../../api/object.ts";
import type { Change } from "../../cluster/change.ts";
import type { View } from "../../cluster/view.ts";
import { SETTLED, type Again } from "../again.ts";
import type { Controller, Key, StepContext } from "../controller.ts";
import type { AddressType } from "./member.ts";
import { syncPod } from "./pod-sync.ts";
import { selectingServices } from "./selecting-services.ts";
import { syncService } from "./service-sync.ts";

const NAME = "endpoint-slice-controller";

/** Whether the pod changed in what a slice says of it. @see staging/src/k8s.io/endpointslice/util/controller_utils.go, `podEndpointsChanged` (1.36) */
function matters(before: Pod | undefined, after: Pod | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  return (
    before.metadata.labels !== after.metadata.labels ||
    before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp ||
    before.metadata.uid !== after.metadata.uid ||
    before.status?.phase !== after.status?.phase ||
    before.status?.podIP !== after.status?.podIP ||
    isPodReady(before) !== isPodReady(after)
  );
}

function keysForPod({ key, before, after }: Change, view: View): readonly Key[] {
  const [old, pod] = [before as Pod | undefined, after as Pod | undefined];
  if (!matters(old, pod)) return [];
  if ((old?.status?.podIP ?? pod?.status?.podIP) === undefined) return [];
  const pods = old?.metadata.labels === pod?.metadata.labels ? [pod] : [old, pod];
  const services = selectingServices(view.list("Service", key.namespace), pods);
  return services.map((service) => `${key.namespace}/${service.metadata.name}#${key.name}`);
}

function keysForSlice({ key, actor, before, after }: Change): readonly Key[] {
  const labels = (after ?? before)?.metadata.labels;
  if (actor === NAME || labels?.[MANAGED_BY_LABEL] !== SLICE_CONTROLLER) return [];
  return [`${key.namespace}/${labels[SERVICE_NAME_LABEL] ?? ""}`];
}

function keysFor(change: Change, view: View): readonly Key[] {
  switch (change.key.kind) {
    case "Service":
      return change.after === undefined ? [] : [`${change.key.namespace}/${change.key.name}`];
    case "Pod":
      return keysForPod(change, view);
    case "EndpointSlice":
      return keysForSlice(change);
    default:
      return [];
  }
}

function families(service: Service): readonly AddressType[] {
  return service.spec.ipFamilies ?? ["IPv4"];
}

function sync(key: Key, context: StepContext): Again {
  const slash = key.indexOf("/");
  const hash = key.indexOf("#", slash);
  const namespace = key.slice(0, slash);
  const name = key.slice(slash + 1, hash < 0 ? undefined : hash);
  const pod = hash < 0 ? undefined : key.slice(hash + 1);
  const service = context.view.get("Service", namespace, name);
  if (service === undefined || !selectsPods(service) || service.metadata.deletionTimestamp !== undefined)
    return SETTLED;
  const isNew = context.view.count("EndpointSlice", "service", `${namespace}/${name}`) === 0;
  for (const type of families(service)) {
    const again =
      pod === undefined || isNew ? syncService({ service, type }, context) : syncPod({ service, type }, pod, context);
    if (again.kind !== "settled") return again;
  }
  return SETTLED;
}

/**
 * Lists the pods of every Service with a selector in EndpointSlices. A change of one pod looks at the slices that list
 * it and at no other pod.
 * @see pkg/controller/endpointslice/endpointslice_controller.go, `syncService` (1.36)
 */
export const endpointsliceController: Controller = {
  name: NAME,
  keysFor,
  allKeys: (view) => view.list("Service").filter(selectsPods).map(namespacedName),
  sync,
};
