import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";
import { setsUnder } from "../facts/selection.ts";

const REPLICAS = exampleSet({ name: "replica", labels: "app: db\nrole: replica", selector: "app: db\nrole: replica" });
const PRIMARY = exampleSet({ labels: "app: db\nrole: primary", selector: "app: db\nrole: primary" });

export const governingServiceShared: Rule = {
  id: "governing-service-shared",
  code: "STS106",
  severity: "info",
  summary: "Every set has a governing Service of its own.",
  why: "The Service's own name and its SRV records answer with the pods of all these sets.",
  fix: "give each set its own headless Service, unless the sets are one group of peers",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    { manifest: documents(exampleService(), PRIMARY, REPLICAS), findings: [{ path: "spec.serviceName", at: "39:16" }] },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { serviceName = "" } = set.spec;
      const sets = setsUnder(project, namespaceOf(set), serviceName);
      const [first] = sets;
      if (first === undefined || first === set) return;
      const message = `Service "${serviceName}" also governs StatefulSet ${first.metadata.name}`;
      const related = [{ object: first, path: ["spec", "serviceName"], message: "the other set" }];
      report(["spec", "serviceName"], message, { related });
    },
  },
};
