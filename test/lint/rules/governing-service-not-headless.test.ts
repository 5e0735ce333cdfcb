import { it } from "vitest";
import { governingServiceNotHeadless } from "../../../src/lint/rules/governing-service-not-headless.ts";
import { ruleCases } from "../rule-test.ts";

const MANIFEST = (spec: string): string =>
  `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: "postgres:17"}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 5432}]${spec}}
`;

it("wants clusterIP None, however the Service is exposed", () => {
  ruleCases(governingServiceNotHeadless, {
    passes: [MANIFEST(", clusterIP: None"), MANIFEST(', clusterIP: "None"')],
    fails: [
      { manifest: MANIFEST(", type: NodePort"), findings: [{ path: "spec.serviceName", at: "5:16" }] },
      { manifest: MANIFEST(", clusterIP: 10.0.0.10"), findings: [{ path: "spec.serviceName", at: "5:16" }] },
    ],
  });
});
