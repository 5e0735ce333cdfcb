import { namespaceOf } from "../../api/object.ts";
import type { Rule } from "../rule.ts";

const MANIFEST = (service: string): string =>
  `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
${service}  selector:
    app: db
  ports:
    - port: 5432
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: db
          image: postgres:17
`;

export const governingServiceNotHeadless: Rule = {
  id: "governing-service-not-headless",
  code: "STS102",
  severity: "error",
  summary: "The governing Service is headless.",
  why: "Only a headless Service gives every pod its own DNS name; with a cluster IP the pods' names answer NXDOMAIN.",
  fix: "set spec.clusterIP: None on a Service of its own, and keep this one for clients",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: [MANIFEST("  clusterIP: None\n")],
  fails: [{ manifest: MANIFEST(""), findings: [{ path: "spec.serviceName", at: "16:16" }] }],
  checks: {
    StatefulSet(set, project, report) {
      const service = project.find("Service", namespaceOf(set), set.spec.serviceName ?? "");
      if (service === undefined || service.spec.clusterIP === "None" || service.spec.type === "ExternalName") return;
      report(["spec", "serviceName"], `Service "${service.metadata.name}" is not headless`, {
        related: [{ object: service, path: ["spec", "clusterIP"], message: "no clusterIP: None here" }],
      });
    },
  },
};
