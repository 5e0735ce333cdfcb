import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import type { Rule } from "../rule.ts";

const SERVICE = (name: string): string =>
  `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  clusterIP: None
  selector:
    app: db
  ports:
    - port: 5432
`;
const SET = `apiVersion: apps/v1
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

export const governingServiceMissing: Rule = {
  id: "governing-service-missing",
  code: "STS101",
  severity: "error",
  summary: "The Service that spec.serviceName names exists.",
  why: "The pods run, but no name of theirs is in DNS: a pod's own name is published by this Service alone.",
  fix: "add the headless Service, or name one that exists",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: [`${SERVICE("db")}---\n${SET}`],
  fails: [{ manifest: `${SERVICE("dbs")}---\n${SET}`, findings: [{ path: "spec.serviceName", at: "17:16" }] }],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "" } = set.spec;
      const namespace = namespaceOf(set);
      if (serviceName === "" || project.find("Service", namespace, serviceName) !== undefined) return;
      if (!project.isComplete("Service")) return;
      const path = ["spec", "serviceName"];
      const message = `Service "${serviceName}" does not exist in namespace ${namespace}`;
      const selecting = project.servicesSelecting(namespace, set.spec.template.metadata?.labels);
      const headless = selecting.filter(({ spec }) => spec.clusterIP === "None");
      const meant =
        headless.length === 1
          ? headless[0]
          : headless.find(({ metadata: { name } }) => suggest(serviceName, [name]) !== undefined);
      if (meant === undefined) report(path, message);
      else {
        report(path, message, {
          fix: `write ${meant.metadata.name}: it is headless and selects these pods`,
          related: [
            { object: meant, path: ["metadata", "name"], message: "a headless Service that selects these pods" },
          ],
        });
      }
    },
  },
};
