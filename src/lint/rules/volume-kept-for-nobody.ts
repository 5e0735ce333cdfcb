import { claimNamespaces, templateOfClaim, whyOfNoSet } from "../facts/claims.ts";
import { documents, EXAMPLE_MOUNT, exampleObject, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { splitOrdinal } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const VOLUME = (claim: string): string =>
  exampleObject("v1", "PersistentVolume", {
    name: "disk-0",
    body:
      "spec:\n  capacity:\n    storage: 10Gi\n  accessModes:\n    - ReadWriteOnce\n  hostPath:\n    path: /disk\n" +
      `  claimRef:\n    namespace: default\n    name: ${claim}`,
  });
const SET = exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT });

export const volumeKeptForNobody: Rule = {
  id: "volume-kept-for-nobody",
  code: "STS327",
  severity: "warning",
  summary: "A volume that is kept for a claim of a set names a claim that the set makes.",
  why: "No other claim may have the volume: the pod that it is meant for gets a new, empty one, or stays Pending.",
  fix: "write <template>-<set>-<ordinal>, and the namespace of the set",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume",
  passes: () => [documents(VOLUME("data-db-0"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(VOLUME("db-data-0"), exampleService(), SET),
      findings: [{ path: "spec.claimRef.name", at: "14:11" }],
    },
  ],
  checks: {
    PersistentVolume(volume, project, report) {
      const { name = "", namespace = "" } = volume.spec.claimRef ?? {};
      if (name === "" || namespace === "" || !project.isComplete("StatefulSet", "PersistentVolumeClaim")) return;
      if (project.find("PersistentVolumeClaim", namespace, name) !== undefined) return;
      if (templateOfClaim(project, namespace, name) !== undefined) return;
      const why = whyOfNoSet(name, namespace, project);
      const message = `no set makes the claim ${name} in namespace ${namespace}`;
      if (why !== undefined) {
        report(["spec", "claimRef", "name"], `${message}: ${why}`);
        return;
      }
      const other = project.index(claimNamespaces).get(splitOrdinal(name)?.base ?? "");
      if (other !== undefined) report(["spec", "claimRef", "namespace"], `${message}: its set is in ${other}`);
    },
  },
};
