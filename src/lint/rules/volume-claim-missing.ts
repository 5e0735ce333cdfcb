import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { valueAt } from "../../base/field-path.ts";
import { askedClaimsOf } from "../facts/asked-claims.ts";
import { templateOfClaim } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet } from "../example.ts";
import { mayBeMade } from "../facts/makers.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

const SET = exampleSet({
  head: "serviceName: db\nreplicas: 1",
  container: EXAMPLE_MOUNT,
  pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: db-data",
});

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload?.spec.volumes === undefined || !project.isComplete("PersistentVolumeClaim", "StatefulSet")) return;
  const namespace = namespaceOf(object);
  const templates = (object as { spec?: { volumeClaimTemplates?: readonly KubeObject[] } }).spec?.volumeClaimTemplates;
  for (const [index, { persistentVolumeClaim, name }] of workload.spec.volumes.entries()) {
    if (persistentVolumeClaim === undefined || templates?.some(({ metadata }) => metadata.name === name)) continue;
    const { claimName } = persistentVolumeClaim;
    if (project.find("PersistentVolumeClaim", namespace, claimName) !== undefined) continue;
    if (templateOfClaim(project, namespace, claimName) !== undefined) continue;
    if (mayBeMade(project, "PersistentVolumeClaim", namespace, claimName)) continue;
    const elsewhere = project.list("PersistentVolumeClaim").find(({ metadata }) => metadata.name === claimName);
    const names = project.list("PersistentVolumeClaim", namespace).map(({ metadata }) => metadata.name);
    const meant = suggest(claimName, names);
    const where = elsewhere === undefined ? "" : `, only in ${namespaceOf(elsewhere)}`;
    const path = [...workload.path, "spec", "volumes", index, "persistentVolumeClaim", "claimName"];
    const message = `claim "${claimName}" is not among the manifests of namespace ${namespace}${where}`;
    report(path, message, meant === undefined ? {} : { fix: `write ${meant}` });
  }
};

/** Claims that others are to be filled from. */
const lookAtSources: Check<KubeObject> = (object, project, report) => {
  if (!project.isComplete("PersistentVolumeClaim", "StatefulSet")) return;
  const namespace = namespaceOf(object);
  for (const { spec, path } of askedClaimsOf(object)) {
    const field = spec.dataSource === undefined ? "dataSourceRef" : "dataSource";
    const kind = valueAt(spec, [field, "kind"]);
    const name = valueAt(spec, [field, "name"]);
    if (kind !== "PersistentVolumeClaim" || typeof name !== "string") continue;
    if (valueAt(spec, [field, "namespace"]) !== undefined) continue;
    if (project.find("PersistentVolumeClaim", namespace, name) !== undefined) continue;
    if (templateOfClaim(project, namespace, name) !== undefined) continue;
    if (mayBeMade(project, "PersistentVolumeClaim", namespace, name)) continue;
    const message = `claim "${name}", to be copied from, is not among the manifests of namespace ${namespace}`;
    report([...path, "spec", field, "name"], message);
  }
};

const lookAtAll: Check<KubeObject> = (object, project, report) => {
  check(object, project, report);
  lookAtSources(object, project, report);
};

export const volumeClaimMissing: Rule = {
  id: "volume-claim-missing",
  code: "STS313",
  severity: "error",
  summary: "A claim that a volume names is given, or made from a claim template.",
  why: "The pod stays Pending until the claim exists. A set with OrderedReady makes no later pod.",
  fix: "add the claim, correct its name, or use volumeClaimTemplates",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes",
  passes: () => [documents(exampleClaim({ name: "db-data" }), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(exampleClaim({ name: "data-db" }), exampleService(), SET),
      findings: [{ path: "spec.template.spec.volumes[0].persistentVolumeClaim.claimName", at: "42:24" }],
    },
  ],
  checks: { ...ofWorkloads(lookAtAll), PersistentVolumeClaim: lookAtSources },
};
