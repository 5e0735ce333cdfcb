import { classNameOf } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { controllerOf, type KubeObject, namespaceOf } from "../../api/object.ts";
import { selects } from "../../api/selector.ts";
import { termsOf } from "../facts/affinity.ts";
import { templateOfClaim, usersOf } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleDeployment } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { isOfHook, type Workload, workloadIn } from "../facts/workload.ts";

const HOSTNAME = "kubernetes.io/hostname";
/** Volumes of these stay on their node, and pods are put where they are. */
const ON_ONE_NODE =
  /^(?:kubernetes\.io\/no-provisioner|rancher\.io\/local-path|topolvm\.|openebs\.io\/local|local\.csi\.)/;

/** The claim that a volume names, where one node at a time can have it. */
function isOfOneNode(claimName: string, namespace: string, project: Project): boolean {
  const claim =
    project.find("PersistentVolumeClaim", namespace, claimName) ??
    templateOfClaim(project, namespace, claimName)?.template;
  const { accessModes = [] } = claim?.spec ?? {};
  const { provisioner = "" } = (claim && project.find("StorageClass", "", classNameOf(claim))) ?? {};
  return accessModes.includes("ReadWriteOnce") && accessModes.length === 1 && !ON_ONE_NODE.test(provisioner);
}

/** Whether the pods of one workload are put where those of the other are. */
function goesTo(one: Workload, other: Workload): boolean {
  const near = termsOf(one.spec, one.path, "podAffinity");
  return near.some(({ term, required }) => {
    return required && term.topologyKey === HOSTNAME && selects(term.labelSelector, other.labels);
  });
}

/** The node that all pods of a workload are bound to. */
function nodeOf({ spec }: Workload): string | undefined {
  return spec.nodeName ?? spec.nodeSelector?.[HOSTNAME];
}

/** Whether both are bound to one node, or one of them to the other. */
function areTogether(one: Workload, other: Workload): boolean {
  if (nodeOf(one) !== undefined && nodeOf(one) === nodeOf(other)) return true;
  return goesTo(one, other) || goesTo(other, one);
}

/** Who has the claim besides: the set that makes it, or the first that names it. */
function otherUser(object: KubeObject, claimName: string, project: Project): KubeObject | undefined {
  const namespace = namespaceOf(object);
  const owner = templateOfClaim(project, namespace, claimName)?.set;
  const [first] = usersOf(claimName, namespace, project);
  const other = owner ?? first;
  return other === object ? undefined : other;
}

function isAtRest(object: KubeObject): boolean {
  return (object as { readonly spec?: { readonly replicas?: number } }).spec?.replicas === 0;
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined || controllerOf(object) !== undefined || isOfHook(object) || isAtRest(object)) return;
  for (const [index, { persistentVolumeClaim }] of (workload.spec.volumes ?? []).entries()) {
    const { claimName = "" } = persistentVolumeClaim ?? {};
    if (claimName === "" || !isOfOneNode(claimName, namespaceOf(object), project)) continue;
    const user = otherUser(object, claimName, project);
    const other = user === undefined ? undefined : workloadIn(user);
    if (user === undefined || other === undefined || isAtRest(user) || areTogether(workload, other)) continue;
    const path = [...workload.path, "spec", "volumes", index, "persistentVolumeClaim"];
    const related = [{ object: user, path: ["metadata", "name"], message: "the other one" }];
    const message = `${user.kind} ${user.metadata.name} mounts the claim "${claimName}" too, perhaps on another node`;
    report(path, message, { related });
  }
};

const APP = (name: string, more = ""): string =>
  exampleDeployment({
    name,
    head: "replicas: 1",
    selector: `app: ${name}`,
    container: EXAMPLE_MOUNT,
    pod: `${more}volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared`,
  });
const CLAIM = exampleClaim({ name: "shared" });
const NODE = "nodeSelector:\n  kubernetes.io/hostname: a\n";

export const claimOfOneNodeShared: Rule = {
  id: "claim-of-one-node-shared",
  code: "STS330",
  severity: "warning",
  summary: "Workloads that share a ReadWriteOnce claim are kept on one node.",
  why:
    "One node at a time can have such a volume: on another node the second pod hangs in ContainerCreating with " +
    "Multi-Attach error until the first one is gone.",
  fix: "use ReadWriteMany, or required pod affinity by kubernetes.io/hostname",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
  passes: () => [documents(CLAIM, APP("app", NODE), APP("web", NODE))],
  fails: () => [
    {
      manifest: documents(CLAIM, APP("app"), APP("web")),
      findings: [{ path: "spec.template.spec.volumes[0].persistentVolumeClaim", at: "54:13" }],
    },
  ],
  checks: ofWorkloads(check),
};
