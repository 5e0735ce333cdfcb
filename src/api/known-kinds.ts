import { apiVersionOf, groupOf, parsedApiVersion, RESOURCE_KINDS, type ResourceKind } from "./kinds.ts";
import { kindOf } from "./kind-of.ts";

/**
 * The kinds that a 1.36 server serves besides those simulated here, by apiVersion: `Kind`, then its short names; `*`
 * marks kinds without a namespace, `+` those that `get all` lists.
 */
const OTHERS: Readonly<Record<string, string>> = {
  v1: "*ComponentStatus:cs LimitRange:limits PodTemplate +ReplicationController:rc ResourceQuota:quota",
  "admissionregistration.k8s.io/v1":
    "*MutatingAdmissionPolicy *MutatingAdmissionPolicyBinding *MutatingWebhookConfiguration " +
    "*ValidatingAdmissionPolicy *ValidatingAdmissionPolicyBinding *ValidatingWebhookConfiguration",
  "apiextensions.k8s.io/v1": "*CustomResourceDefinition:crd,crds",
  "apiregistration.k8s.io/v1": "*APIService",
  "autoscaling/v1": "+HorizontalPodAutoscaler:hpa",
  "autoscaling/v2": "+HorizontalPodAutoscaler:hpa",
  "batch/v1": "+CronJob:cj +Job",
  "certificates.k8s.io/v1": "*CertificateSigningRequest:csr",
  "coordination.k8s.io/v1": "Lease",
  "events.k8s.io/v1": "Event:ev",
  "flowcontrol.apiserver.k8s.io/v1": "*FlowSchema *PriorityLevelConfiguration",
  "networking.k8s.io/v1": "Ingress:ing *IngressClass *IPAddress:ip NetworkPolicy:netpol *ServiceCIDR",
  "node.k8s.io/v1": "*RuntimeClass",
  "policy/v1": "",
  "rbac.authorization.k8s.io/v1": "*ClusterRole *ClusterRoleBinding Role RoleBinding",
  "resource.k8s.io/v1": "*DeviceClass ResourceClaim ResourceClaimTemplate *ResourceSlice",
  "scheduling.k8s.io/v1": "*PriorityClass:pc",
  "storage.k8s.io/v1": "*CSIDriver *CSINode CSIStorageCapacity *VolumeAttachment *VolumeAttributesClass:vac",
};

/** Groups of Kubernetes' own: what they do not list does not exist. All others may hold custom resources. */
const OWN_GROUPS: ReadonlySet<string> = new Set([
  "",
  "apps",
  "extensions",
  "kustomize.config.k8s.io",
  ...Object.keys(OTHERS).map((apiVersion) => apiVersion.split("/").slice(0, -1).join("/")),
  ...RESOURCE_KINDS.map(({ group }) => group),
]);

function mayBeCustom(group: string): boolean {
  return !OWN_GROUPS.has(group) && group.includes(".") && /^[a-z]/.test(group);
}

function otherKind(apiVersion: string, word: string): ResourceKind {
  const [marked = "", shortNames = ""] = word.split(":");
  const kind = marked.replace(/^[*+]/, "");
  const metadata = { name: "", ...(marked.startsWith("*") ? {} : { namespace: "" }) };
  return {
    ...kindOf({ apiVersion, kind, metadata }),
    shortNames: shortNames === "" ? [] : shortNames.split(","),
    inAll: marked.startsWith("+"),
  };
}

let known: readonly ResourceKind[] | undefined;

/**
 * Every kind that the server knows by name, those simulated first. Of two versions the preferred one comes first. Made
 * when first asked for: most manifests name simulated kinds only.
 */
export function knownKinds(): readonly ResourceKind[] {
  if (known !== undefined) return known;
  const others = Object.entries(OTHERS).flatMap(([apiVersion, words]) =>
    words === "" ? [] : words.split(" ").map((word) => otherKind(apiVersion, word)),
  );
  known = [
    ...RESOURCE_KINDS,
    ...others.filter(({ group, version }) => group !== "autoscaling" || version === "v2"),
    ...others.filter(({ group, version }) => group === "autoscaling" && version !== "v2"),
  ];
  return known;
}

/** An object's kind, as far as an object that is not decoded yet tells it. */
export interface KindOfObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
}

/**
 * The kind of an object: one served, one that the server knows and this program only stores, or a custom resource,
 * whose plural is guessed. Undefined where a group of Kubernetes' own has no such kind.
 */
export function resourceKindOf({ apiVersion, kind, namespace }: KindOfObject): ResourceKind | undefined {
  const isNamed = (resource: ResourceKind): boolean => resource.kind === kind && apiVersionOf(resource) === apiVersion;
  const named = RESOURCE_KINDS.find(isNamed) ?? knownKinds().find(isNamed);
  if (named !== undefined) return named;
  if (kind === "" || !mayBeCustom(groupOf(apiVersion))) return undefined;
  const namespaced = namespace !== undefined || !kind.startsWith("Cluster");
  return { ...kindOf({ apiVersion, kind, metadata: { name: "" } }), namespaced };
}

/**
 * The kind that kubectl takes an object's for, which is not always the server's: it may be written in lower case, and
 * a group without a version stands for any.
 * @see k8s.io/client-go/restmapper/discovery.go, `NewDiscoveryRESTMapper` (1.36)
 */
export function mappedKind(object: KindOfObject): ResourceKind | undefined {
  const known = resourceKindOf(object);
  if (known !== undefined) return known;
  const { group, version } = parsedApiVersion(object.apiVersion);
  return knownKinds().find(
    (served) =>
      served.group === group &&
      (version === "" || served.version === version) &&
      (served.kind === object.kind || served.kind.toLowerCase() === object.kind),
  );
}

/** Whether kubectl takes a type for one of lists: a `List` in each version that is served, and one for each kind. */
export function isMappedList({ apiVersion, kind }: KindOfObject): boolean {
  const { group, version } = parsedApiVersion(apiVersion);
  if (!kind.endsWith("List")) return false;
  if (kind !== "List") return resourceKindOf({ apiVersion, kind: kind.slice(0, -"List".length) }) !== undefined;
  if (mayBeCustom(group)) return true;
  return knownKinds().some((served) => served.group === group && (version === "" || served.version === version));
}

/** That a server has no kind of that name, in kubectl's words. */
export function noMatches({ apiVersion, kind }: KindOfObject): string {
  const { group, version } = parsedApiVersion(apiVersion);
  const parsed = group === "" ? version : `${group}/${version}`;
  return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(parsed)}`;
}
