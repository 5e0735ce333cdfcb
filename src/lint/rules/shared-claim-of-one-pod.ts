import type { Deployment } from "../../api/kinds/deployment/types.ts";
import { scaledValue } from "../../api/int-or-percent.ts";
import { controllerOf, type KubeObject, namespaceOf } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { selectsSelf, termsOf } from "../facts/affinity.ts";
import { templateOfClaim, usersOf } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { mostReplicasOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

const CLAIM = (accessMode: string): string => exampleClaim({ name: "shared", accessMode });
const SET = exampleSet({
  container: EXAMPLE_MOUNT,
  pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
});

/** How many pods of a workload run at once; of a DaemonSet one on each node. */
function podsOf(object: KubeObject, project: Project): number {
  if (object.kind === "DaemonSet") return Infinity;
  const place = object.kind === "CronJob" ? ["spec", "jobTemplate", "spec"] : ["spec"];
  const parallelism = valueAt(object, [...place, "parallelism"]);
  return typeof parallelism === "number" ? parallelism : mostReplicasOf(project, object);
}

/** The modes of a claim that is given, or that a set makes. */
function modesOf(project: Project, namespace: string, name: string): readonly string[] | undefined {
  const claim = project.find("PersistentVolumeClaim", namespace, name);
  return (claim ?? templateOfClaim(project, namespace, name)?.template)?.spec.accessModes;
}

const HOSTNAME = "kubernetes.io/hostname";

/** Whether all pods of a workload lie on one node, by its name or by affinity to themselves. */
function isOnOneNode(workload: Workload): boolean {
  const { spec, path } = workload;
  if ((spec.nodeName ?? "") !== "" || spec.nodeSelector?.[HOSTNAME] !== undefined) return true;
  return termsOf(spec, path, "podAffinity").some(
    (placed) => placed.required && placed.term.topologyKey === HOSTNAME && selectsSelf(placed, workload),
  );
}

/** Kinds that this is looked at for. */
const LOOKED_AT = new Set(["StatefulSet", "Deployment", "ReplicaSet", "DaemonSet", "Pod", "Job", "CronJob"]);

/** Who else mounts a claim, told at one of the two only. */
function otherUser(object: KubeObject, claimName: string, project: Project): KubeObject | undefined {
  const users = usersOf(claimName, namespaceOf(object), project);
  const owner = templateOfClaim(project, namespaceOf(object), claimName)?.set;
  if (owner !== undefined) return owner === object ? undefined : owner;
  const others = users.filter((user) => user !== object);
  return users[0] === object ? others.find(({ kind }) => !LOOKED_AT.has(kind)) : others[0];
}

/** Whether a Deployment of one pod starts the next one before it ends the first. */
function isSurged(object: KubeObject): boolean {
  if (object.kind !== "Deployment") return false;
  const { type, rollingUpdate = {} } = (object as Deployment).spec.strategy ?? {};
  return type !== "Recreate" && scaledValue(rollingUpdate.maxUnavailable ?? 0, 1, "down") === 0;
}

interface Flaw {
  readonly message: string;
  readonly fix?: string;
}

/** What keeps a claim of these modes from being used by all who mount it. */
function flawOf(workload: Workload, claimName: string, project: Project): Flaw | undefined {
  const { object } = workload;
  const modes = modesOf(project, namespaceOf(object), claimName) ?? [];
  const mode = modes.find((one) => one === "ReadWriteOncePod" || one === "ReadWriteOnce");
  if (mode === undefined || modes.some((one) => one.endsWith("Many"))) return undefined;
  const replicas = podsOf(object, project);
  const isOfPod = mode === "ReadWriteOncePod";
  if (replicas > 1 && (isOfPod || !isOnOneNode(workload))) {
    const limit = isOfPod ? "one pod" : "the pods of one node";
    const who =
      replicas === Infinity
        ? "the pods of all nodes"
        : `${replicas} ${object.kind.endsWith("Job") ? "pods" : "replicas"}`;
    return { message: `${who} share the claim "${claimName}", which ${mode} gives to ${limit}` };
  }
  const other = isOfPod && replicas > 0 ? otherUser(object, claimName, project) : undefined;
  const users = usersOf(claimName, namespaceOf(object), project);
  if (other !== undefined) {
    const who = `${other.kind} ${other.metadata.name}`;
    return { message: `${who} mounts the claim "${claimName}" too, which ${mode} gives to one pod` };
  }
  if (!isOfPod || replicas !== 1 || users.length > 1 || !isSurged(object)) return undefined;
  const message = `the new pod of an update waits for the claim "${claimName}", which the old one keeps until it is ready`;
  return { message, fix: "set strategy.type: Recreate" };
}

const check: Check<KubeObject> = (object, project, report) => {
  if (controllerOf(object) !== undefined) return;
  const workload = workloadIn(object);
  const { volumeClaimTemplates = [] } =
    (object as { readonly spec?: { readonly volumeClaimTemplates?: readonly KubeObject[] } }).spec ?? {};
  for (const [index, { persistentVolumeClaim, name }] of (workload?.spec.volumes ?? []).entries()) {
    if (workload === undefined || persistentVolumeClaim === undefined) continue;
    if (volumeClaimTemplates.some(({ metadata }) => metadata.name === name)) continue;
    const { claimName } = persistentVolumeClaim;
    const flaw = flawOf(workload, claimName, project);
    if (flaw === undefined) continue;
    const path = [...workload.path, "spec", "volumes", index, "persistentVolumeClaim"];
    const claim = project.find("PersistentVolumeClaim", namespaceOf(object), claimName);
    const related =
      claim === undefined ? [] : [{ object: claim, path: ["spec", "accessModes"], message: "its access mode" }];
    report(path, flaw.message, flaw.fix === undefined ? { related } : { related, fix: flaw.fix });
  }
};

export const sharedClaimOfOnePod: Rule = {
  id: "shared-claim-of-one-pod",
  code: "STS312",
  severity: "error",
  summary: "A claim that several replicas share can be used by several nodes.",
  why:
    "The other pods stay Pending, or hang in ContainerCreating with Multi-Attach error as soon as they get another " +
    "node.",
  fix: "use volumeClaimTemplates, or a claim with ReadWriteMany",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
  passes: () => [documents(CLAIM("ReadWriteMany"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(CLAIM("ReadWriteOncePod"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.volumes[0].persistentVolumeClaim", at: "42:13" }],
    },
    {
      manifest: documents(CLAIM("ReadWriteOnce"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.volumes[0].persistentVolumeClaim", at: "42:13" }],
    },
  ],
  checks: ofWorkloads(check),
};
