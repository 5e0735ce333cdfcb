import { documents, exampleService, exampleSet } from "../example.ts";
import { namespaceOf } from "../../api/object.ts";
import type { Rule } from "../rule.ts";

export const serviceNameLeftOut: Rule = {
  id: "service-name-left-out",
  code: "STS108",
  severity: "warning",
  summary: "A set names its governing Service.",
  why: "Pods get no subdomain, and so no name like web-0.web in DNS; serviceName cannot be added later.",
  fix: "set spec.serviceName to the name of a headless Service",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ head: "replicas: 3" })),
      findings: [{ path: "spec.serviceName", at: "17:1" }],
    },
    {
      manifest: exampleSet({ head: 'serviceName: ""\nreplicas: 3' }),
      findings: [{ path: "spec.serviceName", at: "6:16" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      if ((set.spec.serviceName ?? "") !== "") return;
      const pod = `${set.metadata.name}-${set.spec.ordinals?.start ?? 0}`;
      const [meant, ...others] = project
        .servicesSelecting(namespaceOf(set), set.spec.template.metadata?.labels)
        .filter(({ spec }) => spec.clusterIP === "None");
      const more =
        meant === undefined || others.length > 0
          ? {}
          : { fix: `set spec.serviceName: ${meant.metadata.name}, which is headless and selects these pods` };
      report(["spec", "serviceName"], `no serviceName is given, so ${pod} has no name in DNS`, more);
    },
  },
};
