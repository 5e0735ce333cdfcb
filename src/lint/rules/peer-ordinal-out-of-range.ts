import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { namingTextsOf } from "../facts/host-texts.ts";
import { ordinalFlaw } from "../facts/name-flaws.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";

const PEERS = (peers: string): string => exampleSet({ container: `env:\n  - name: PEERS\n    value: ${peers}` });

const check: Check<KubeObject> = (object, project, report) => {
  const own = namespaceOf(object);
  for (const { path, hosts } of namingTextsOf(object, project)) {
    const names = new Set(hosts.map(({ labels }) => labels.join(".")));
    for (const name of names) {
      const flaw = ordinalFlaw(name.split("."), own, project);
      if (flaw !== undefined) report(path, `${name} answers NXDOMAIN: ${flaw}`);
    }
  }
};

export const peerOrdinalOutOfRange: Rule = {
  id: "peer-ordinal-out-of-range",
  code: "STS118",
  severity: "error",
  summary: "Addresses of pods that are written down are those of ordinals that the set has.",
  why: "A member that does not exist is waited for, and counts when a quorum is formed.",
  fix: "name the pods that there are, or change replicas",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#ordinal-index",
  passes: () => [documents(exampleService(), PEERS("db-0.db,db-1.db,db-2.db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), PEERS("db-1.db,db-2.db,db-3.db")),
      findings: [{ path: "spec.template.spec.containers[0].env[0].value", at: "33:22" }],
    },
  ],
  checks: { ...ofWorkloads(check), ConfigMap: check, Secret: check },
};
