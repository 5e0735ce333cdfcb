import { namespaceOf } from "../../api/object.ts";
import { claimNamespaces, templateOfClaim, templatesByPrefix, usersOfClaims, whyOfNoSet } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleClaim, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const SET = exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT });

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
  looksFor: ["volumeMounts", "volumes", "volumeClaimTemplates"],
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
        report(["metadata", "name"], `${message}: ${whyOfNoSet(name, namespace, project) ?? "no pod mounts it"}`);
        return;
      }
      const fix = "put the claim into the namespace of the set";
      report(["metadata", "namespace"], `${message} in namespace ${namespace}: its set is in ${elsewhere}`, { fix });
    },
  },
};
