import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { templateOfClaim, templatesByPrefix, usersOfClaims } from "../claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { ordinalsOf, printPods, splitOrdinal } from "../ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const SET = exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT });

/** The namespaces of sets by what their claims are called before the ordinal. */
function claimNamespaces(project: Project): ReadonlyMap<string, string> {
  const prefixes = [...project.index(templatesByPrefix).keys()].map((key) => key.split("/"));
  return new Map(prefixes.map(([namespace = "", prefix = ""]) => [prefix, namespace]));
}

/** What the name lacks to be that of a claim of some set of the namespace. */
function explain(claim: PersistentVolumeClaim, project: Project): string {
  const { name } = claim.metadata;
  const namespace = namespaceOf(claim);
  const parts = splitOrdinal(name);
  const [placed] = project.index(templatesByPrefix).get(`${namespace}/${parts?.base ?? ""}`) ?? [];
  if (placed !== undefined) {
    return `StatefulSet ${placed.set.metadata.name} has ${printPods(placed.set, ordinalsOf(project, placed.set))}`;
  }
  for (const set of project.list("StatefulSet", namespace)) {
    if (!name.includes(set.metadata.name)) continue;
    const [template] = set.spec.volumeClaimTemplates ?? [];
    if (template === undefined) continue;
    const first = `${template.metadata.name}-${set.metadata.name}-${ordinalsOf(project, set).first}`;
    return `the claims of StatefulSet ${set.metadata.name} are called ${first} and so on`;
  }
  return "no pod mounts it";
}

export const claimNeverUsed: Rule = {
  id: "claim-never-used",
  code: "STS314",
  severity: "warning",
  summary: "A claim is mounted by a pod, or has the name that a set gives to its claims.",
  why:
    "Claims made ahead are found by their name, <template>-<set>-<ordinal>: with another name a new, empty one is " +
    "made.",
  fix: "correct the name, or take the claim out",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage",
  passes: () => [documents(exampleClaim({ name: "data-db-0" }), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(exampleClaim({ name: "db-data-0" }), exampleService(), SET),
      findings: [{ path: "metadata.name", at: "4:9" }],
    },
    {
      manifest: documents(exampleClaim({ name: "data-db-3" }), exampleService(), SET),
      findings: [{ path: "metadata.name", at: "4:9" }],
    },
    {
      manifest: documents(exampleClaim({ name: "data-db-0", namespace: "shop" }), exampleService(), SET),
      findings: [{ path: "metadata.namespace", at: "5:14" }],
    },
  ],
  checks: {
    PersistentVolumeClaim(claim, project, report) {
      const namespace = namespaceOf(claim);
      const { name } = claim.metadata;
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "Pod")) return;
      const { base = "" } = splitOrdinal(name) ?? {};
      const isOfOwn = project.index(templatesByPrefix).has(`${namespace}/${base}`);
      const elsewhere = isOfOwn ? undefined : project.index(claimNamespaces).get(base);
      if (project.workloads(namespace).length === 0 && elsewhere === undefined) return;
      if (templateOfClaim(project, namespace, name) !== undefined) return;
      if (project.index(usersOfClaims).has(`${namespace}/${name}`)) return;
      const message = `no pod uses the claim "${name}"`;
      if (elsewhere === undefined) {
        report(["metadata", "name"], `${message}: ${explain(claim, project)}`);
        return;
      }
      const fix = "put the claim into the namespace of the set";
      report(["metadata", "namespace"], `${message} in namespace ${namespace}: its set is in ${elsewhere}`, { fix });
    },
  },
};
