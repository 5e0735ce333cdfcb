import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const LONGEST = 64;
const DOMAIN = "cluster.local";
const POD = "setHostnameAsFQDN: true";
const NAME = "customer-orders-database";

export const fqdnTooLong: Rule = {
  id: "fqdn-too-long",
  code: "STS202",
  severity: "error",
  summary: "With setHostnameAsFQDN the whole name of a pod has at most 64 characters.",
  why: "The kernel takes no longer host name: the pod stays in ContainerCreating with FailedCreatePodSandBox.",
  fix: "shorten the names, or take setHostnameAsFQDN out",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-sethostnameasfqdn-field",
  passes: () => [documents(exampleService(), exampleSet({ pod: POD }))],
  fails: () => [
    {
      manifest: documents(
        exampleService({ name: NAME }),
        exampleSet({ name: NAME, head: `serviceName: ${NAME}\nreplicas: 3`, pod: POD }),
      ),
      findings: [{ path: "spec.template.spec.setHostnameAsFQDN", at: "28:7" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "", template } = set.spec;
      if (template.spec.setHostnameAsFQDN !== true || serviceName === "") return;
      const { last } = ordinalsOf(project, set);
      const name = `${set.metadata.name}-${last}.${serviceName}.${namespaceOf(set)}.svc.${DOMAIN}`;
      if (name.length <= LONGEST) return;
      const path = ["spec", "template", "spec", "setHostnameAsFQDN"];
      report(path, `${name} has ${name.length} characters, ${LONGEST} are allowed`, { part: "key" });
    },
  },
};
