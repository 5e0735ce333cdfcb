import { namespaceOf } from "../../api/object.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { knowsPeers, peerProbeOf } from "../facts/peers.ts";
import type { Rule } from "../rule.ts";

const CONTAINER =
  "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  exec:\n    command:\n      - dbctl\n      - quorum";
const OPEN = exampleService({
  spec: "clusterIP: None\npublishNotReadyAddresses: true\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
});

export const bootstrapDeadlock: Rule = {
  id: "bootstrap-deadlock",
  code: "STS115",
  severity: "warning",
  summary: "Members that wait for each other are all started, and find each other before they are ready.",
  why:
    "OrderedReady starts the next pod when the one before is ready, and a pod has no name in DNS before it is ready: " +
    "the first member waits for the second one forever.",
  fix: "set podManagementPolicy: Parallel and publishNotReadyAddresses: true on the governing Service",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec",
  passes: () => [
    documents(OPEN, exampleSet({ spec: "podManagementPolicy: Parallel", container: CONTAINER })),
    documents(
      exampleService(),
      exampleSet({ container: "readinessProbe:\n  exec:\n    command:\n      - pg_isready" }),
    ),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ container: CONTAINER })),
      findings: [{ path: "spec.template.spec.containers[0].readinessProbe", at: "34:11" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { podManagementPolicy, replicas = 1, serviceName = "" } = set.spec;
      if (podManagementPolicy === "Parallel" || replicas < 2) return;
      const service = project.find("Service", namespaceOf(set), serviceName);
      if (service === undefined) return;
      const probe = peerProbeOf(set);
      if (probe === undefined || !(probe.namesPeer || knowsPeers(set, project))) return;
      const isPublished = service.spec.publishNotReadyAddresses === true;
      if (isPublished && !probe.namesPeer) return;
      const first = `${set.metadata.name}-${set.spec.ordinals?.start ?? 0}`;
      const message = `${first} is ready when "${probe.text}" succeeds, and its peers are started after that`;
      if (isPublished) {
        report(probe.path, message, { part: "key", fix: "set podManagementPolicy: Parallel" });
        return;
      }
      const related = [{ object: service, path: ["spec", "publishNotReadyAddresses"], message: "it is not set here" }];
      report(probe.path, message, { part: "key", related });
    },
  },
};
