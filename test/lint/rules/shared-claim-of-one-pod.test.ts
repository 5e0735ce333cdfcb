import { expect, it } from "vitest";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleClaim,
  exampleDeployment,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import { sharedClaimOfOnePod } from "../../../src/lint/rules/shared-claim-of-one-pod.ts";
import { messagesIn } from "../messages.ts";

it("minds how many replicas there may be", () => {
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared" }),
        exampleService(),
        exampleSet({
          head: "serviceName: db\nreplicas: 1",
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
      ),
      sharedClaimOfOnePod,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleClaim({ name: "shared" }),
        exampleService(),
        exampleSet({
          head: "serviceName: db",
          container: EXAMPLE_MOUNT,
          pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
        }),
        exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
          name: "db",
          body: "spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: db\n  maxReplicas: 6",
        }),
      ),
      sharedClaimOfOnePod,
    ),
  ).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim: 6 replicas share the claim "shared", which ReadWriteOnce gives to the pods of one node',
  ]);
});

const MOUNTS = "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared";
const PATH = "spec.template.spec.volumes[0].persistentVolumeClaim";

it.each([
  "nodeName: a",
  "nodeSelector:\n  kubernetes.io/hostname: a",
  "affinity:\n  podAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        labelSelector:\n          matchLabels:\n            app: app",
])("lets the pods of one node share what ReadWriteOnce gives to a node: %s", (place) => {
  const app = exampleDeployment({ pod: `${MOUNTS}\n${place}`, container: EXAMPLE_MOUNT });
  expect(messagesIn(documents(exampleClaim({ name: "shared" }), app), sharedClaimOfOnePod)).toEqual([]);
  const alone = exampleClaim({ name: "shared", accessMode: "ReadWriteOncePod" });
  expect(messagesIn(documents(alone, app), sharedClaimOfOnePod)).toHaveLength(1);
});

it("counts the pods of other workloads where a claim is for one pod", () => {
  const [one, two] = ["one", "two"].map((name) =>
    exampleDeployment({ name, head: "replicas: 1", selector: `app: ${name}`, pod: MOUNTS, container: EXAMPLE_MOUNT }),
  );
  const both = (accessMode: string): string =>
    documents(exampleClaim({ name: "shared", accessMode }), one ?? "", two ?? "");
  expect(messagesIn(both("ReadWriteOnce"), sharedClaimOfOnePod)).toEqual([]);
  expect(messagesIn(both("ReadWriteOncePod"), sharedClaimOfOnePod)).toEqual([
    `${PATH}: Deployment one mounts the claim "shared" too, which ReadWriteOncePod gives to one pod`,
  ]);
});

it("counts the pod that a set makes a claim for", () => {
  const set = exampleSet({ spec: exampleTemplates({ accessMode: "ReadWriteOncePod" }), container: EXAMPLE_MOUNT });
  const pod = MOUNTS.replace("shared", "data-db-0");
  const app = exampleDeployment({ head: "replicas: 1", pod, container: EXAMPLE_MOUNT });
  expect(messagesIn(documents(exampleService(), set, app), sharedClaimOfOnePod)).toEqual([
    `${PATH}: StatefulSet db mounts the claim "data-db-0" too, which ReadWriteOncePod gives to one pod`,
  ]);
});

it("knows that a backup cannot have the claim of one pod as well", () => {
  const backup = exampleObject("batch/v1", "CronJob", {
    name: "backup",
    body: "spec:\n  schedule: 0 1 * * *\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: backup\n              image: backup:1\n          volumes:\n            - name: data\n              persistentVolumeClaim:\n                claimName: data-db-0",
  });
  const set = (accessMode: string): string =>
    exampleSet({ spec: exampleTemplates({ accessMode }), container: EXAMPLE_MOUNT });
  expect(messagesIn(documents(set("ReadWriteOnce"), backup), sharedClaimOfOnePod)).toEqual([]);
  expect(messagesIn(documents(set("ReadWriteOncePod"), backup), sharedClaimOfOnePod)).toEqual([
    'spec.jobTemplate.spec.template.spec.volumes[0].persistentVolumeClaim: StatefulSet db mounts the claim "data-db-0" too, which ReadWriteOncePod gives to one pod',
  ]);
});

it("knows that an update starts the new pod before it ends the old one", () => {
  const app = (spec: string): readonly string[] =>
    messagesIn(
      documents(
        exampleClaim({ name: "files", accessMode: "ReadWriteOncePod" }),
        exampleDeployment({
          head: "replicas: 1",
          spec,
          pod: "volumes:\n  - name: files\n    persistentVolumeClaim:\n      claimName: files",
        }),
      ),
      sharedClaimOfOnePod,
    );
  expect(app("strategy:\n  type: Recreate")).toEqual([]);
  expect(app("strategy:\n  rollingUpdate:\n    maxUnavailable: 1")).toEqual([]);
  expect(app("")).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim: the new pod of an update waits for the claim "files", which the old one keeps until it is ready',
  ]);
});

it("counts the pods of Jobs and of DaemonSets", () => {
  const POD =
    "spec:\n  containers:\n    - name: a\n      image: a:1\n  restartPolicy: Always\n  volumes:\n    - name: data\n      persistentVolumeClaim:\n        claimName: shared";
  const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, " ".repeat(by));
  const claim = exampleClaim({ name: "shared" });
  const labels = "metadata:\n  labels:\n    app: a\n";
  const agent = exampleObject("apps/v1", "DaemonSet", {
    body: `spec:\n  selector:\n    matchLabels:\n      app: a\n  template:\n${indented(labels + POD, 4)}`,
  });
  expect(messagesIn(documents(claim, agent), sharedClaimOfOnePod)).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim: the pods of all nodes share the claim "shared", which ReadWriteOnce gives to the pods of one node',
  ]);
  const JOB = (parallelism: number): string =>
    exampleObject("batch/v1", "Job", {
      body: `spec:\n  parallelism: ${parallelism}\n  template:\n${indented(POD.replace("Always", "Never"), 4)}`,
    });
  expect(messagesIn(documents(claim, JOB(1)), sharedClaimOfOnePod)).toEqual([]);
  expect(messagesIn(documents(claim, JOB(3)), sharedClaimOfOnePod)).toEqual([
    'spec.template.spec.volumes[0].persistentVolumeClaim: 3 pods share the claim "shared", which ReadWriteOnce gives to the pods of one node',
  ]);
});
