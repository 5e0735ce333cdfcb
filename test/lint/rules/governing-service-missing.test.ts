import { it } from "vitest";
import { governingServiceMissing } from "../../../src/lint/rules/governing-service-missing.ts";
import { ruleCases } from "../rule-test.ts";

const SET = (serviceName: string, namespace = "default"): string =>
  `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: ${namespace}}
spec:
  serviceName: ${serviceName}
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: "postgres:17"}]}
---
`;
const SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {clusterIP: None, selector: {app: db}}\n";

it("looks for the governing Service in the set's own namespace", () => {
  ruleCases(governingServiceMissing, {
    passes: [SET("db") + SERVICE, SET('""')],
    fails: [
      { manifest: SET("db", "other") + SERVICE, findings: [{ path: "spec.serviceName", at: "5:16" }] },
      { manifest: SET("dbs"), findings: [{ path: "spec.serviceName", at: "5:16" }] },
    ],
  });
});
