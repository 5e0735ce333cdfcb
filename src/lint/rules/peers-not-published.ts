import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { dnsNameOf } from "../facts/ordinals.ts";
import { knowsPeers, peerProbeOf } from "../facts/peers.ts";
import type { Rule } from "../rule.ts";

const CONTAINER =
  "args:\n  - --join=db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  httpGet:\n    path: /cluster/health\n    port: 5432";
const PARALLEL = "podManagementPolicy: Parallel";
const OPEN = exampleService({
  spec: "clusterIP: None\npublishNotReadyAddresses: true\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
});

export const peersNotPublished: Rule = {
  id: "peers-not-published",
  code: "STS116",
  severity: "warning",
  summary: "The governing Service of peers that need each other publishes addresses that are not ready.",
  why: "Until it is ready a pod's name answers NXDOMAIN: members that are ready only together never find each other.",
  fix: "set publishNotReadyAddresses: true on the governing Service",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec",
  passes: () => [documents(OPEN, exampleSet({ spec: PARALLEL, container: CONTAINER }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ spec: PARALLEL, container: CONTAINER })),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe", at: "34:11" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { podManagementPolicy, replicas = 1, serviceName = "" } = set.spec;
      if (podManagementPolicy !== "Parallel" || replicas < 2) return;
      const service = project.find("Service", namespaceOf(set), serviceName);
      if (service === undefined || service.spec.publishNotReadyAddresses === true) return;
      const probe = peerProbeOf(set);
      if (probe === undefined || !knowsPeers(set, project)) return;
      const unready = `Service "${serviceName}" publishes no pod before it is ready`;
      const message = `"${probe.text}" needs peers, and ${unready}: ${dnsNameOf(set)} answers NXDOMAIN till then`;
      const related = [{ object: service, path: ["spec", "publishNotReadyAddresses"], message: "it is not set here" }];
      report(probe.path, message, { part: "key", related });
    },
  },
};
