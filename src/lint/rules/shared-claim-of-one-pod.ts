import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { templateOfClaim } from "../claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet } from "../example.ts";
import { autoscalersOf } from "../ordinals.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../workload.ts";

const CLAIM = (accessMode: string): string => exampleClaim({ name: "shared", accessMode });
const SET = exampleSet({
  container: EXAMPLE_MOUNT,
  pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
});

function replicasOf(object: KubeObject, project: Project): number {
  const { replicas = 1 } = (object as KubeObject & { readonly spec: { readonly replicas?: number } }).spec;
  return Math.max(replicas, ...autoscalersOf(project, object).map(({ spec }) => spec.maxReplicas));
}

/** The modes of a claim that is given, or that a set makes. */
function modesOf(project: Project, namespace: string, name: string): readonly string[] | undefined {
  const claim = project.find("PersistentVolumeClaim", namespace, name);
  return (claim ?? templateOfClaim(project, namespace, name)?.template)?.spec.accessModes;
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const replicas = replicasOf(object, project);
  if (replicas < 2) return;
  for (const [index, { persistentVolumeClaim, name }] of (workload.spec.volumes ?? []).entries()) {
    if (persistentVolumeClaim === undefined) continue;
    const isReplaced = (
      object as { spec?: { volumeClaimTemplates?: readonly KubeObject[] } }
    ).spec?.volumeClaimTemplates?.some(({ metadata }) => metadata.name === name);
    if (isReplaced === true) continue;
    const { claimName } = persistentVolumeClaim;
    const modes = modesOf(project, namespaceOf(object), claimName) ?? [];
    const mode = modes.find((one) => one === "ReadWriteOncePod" || one === "ReadWriteOnce");
    if (mode === undefined || modes.some((one) => one.endsWith("Many"))) continue;
    const path = [...workload.path, "spec", "volumes", index, "persistentVolumeClaim"];
    const claim = project.find("PersistentVolumeClaim", namespaceOf(object), claimName);
    const more =
      claim === undefined
        ? {}
        : { related: [{ object: claim, path: ["spec", "accessModes"], message: "its access mode" }] };
    const limit = mode === "ReadWriteOncePod" ? "one pod" : "the pods of one node";
    report(path, `${replicas} replicas share the claim "${claimName}", which ${mode} gives to ${limit}`, more);
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
  passes: [documents(CLAIM("ReadWriteMany"), exampleService(), SET)],
  fails: [
    {
      manifest: documents(CLAIM("ReadWriteOncePod"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.volumes[0].persistentVolumeClaim", at: "42:13" }],
    },
    {
      manifest: documents(CLAIM("ReadWriteOnce"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.volumes[0].persistentVolumeClaim", at: "42:13" }],
    },
  ],
  checks: { StatefulSet: check, Deployment: check, ReplicaSet: check },
};
