import { exampleService } from "../example.ts";
import type { Rule } from "../rule.ts";

const KEY = "service.alpha.kubernetes.io/tolerate-unready-endpoints";
const SERVICE = (more: string): string =>
  exampleService({ metadata: `annotations:\n  ${KEY}: "true"`, spec: `clusterIP: None\n${more}selector:\n  app: db` });

export const tolerateUnreadyAnnotation: Rule = {
  id: "tolerate-unready-annotation",
  code: "STS130",
  severity: "warning",
  summary: "Addresses that are not ready are published by the field publishNotReadyAddresses.",
  why: "No controller reads the old annotation any more: members that look for each other before they are ready find none.",
  fix: "set spec.publishNotReadyAddresses: true, and take the annotation out",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec",
  passes: () => [SERVICE("publishNotReadyAddresses: true\n")],
  fails: () => [
    {
      manifest: SERVICE(""),
      findings: [{ path: `metadata.annotations[${KEY}]`, at: "6:5" }],
    },
  ],
  checks: {
    Service({ metadata, spec }, _project, report) {
      if (metadata.annotations?.[KEY] !== "true" || spec.publishNotReadyAddresses === true) return;
      const message = `the annotation has no effect: Service "${metadata.name}" publishes no pod before it is ready`;
      report(["metadata", "annotations", { key: KEY }], message, { part: "key" });
    },
  },
};
