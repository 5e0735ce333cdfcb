import { describe, expect, it } from "vitest";
import type { Pod } from "../../src/api/kinds/pod/types.ts";
import type { FaultKind } from "../../src/cluster/world.ts";
import type { WhatIf } from "../../src/plan/model.ts";
import { Rehearsal } from "../../src/plan/rehearsal.ts";
import { atOnce } from "./at-once.ts";
import { applied, asked, cluster, fault, planned, setYaml } from "./rehearsed.ts";

describe("what if the new revision never becomes ready", () => {
  it("says where it stops, what serves, and what brings the old one back", () => {
    const [found] = planned(cluster(setYaml()), asked("set image sts web nginx=nginx:1.26")).whatIf;
    expect(found).toMatchObject({
      subject: "nginx:1.26",
      stopsAt: "web-2",
      step: 1,
      serving: { old: 2, new: 0, wanted: 3 },
      goingBackFrees: false,
      commands: ["stsctl set image sts/web nginx=nginx:1.25", "stsctl delete pod web-2"],
      isVerified: true,
    });
  });

  it("needs no more than going back where pods do not wait for each other", () => {
    const [found] = planned(
      cluster(setYaml({ spec: "podManagementPolicy: Parallel" })),
      asked("set image sts web nginx=nginx:1.26"),
    ).whatIf;
    expect(found).toMatchObject({
      goingBackFrees: true,
      commands: ["stsctl set image sts/web nginx=nginx:1.25"],
      isVerified: true,
    });
  });

  it("is asked of a revision whose image other pods run already", () => {
    const [found] = planned(cluster(setYaml()), asked("rollout restart sts/web")).whatIf;
    expect(found).toMatchObject({ subject: "the new revision", stopsAt: "web-2", isVerified: true });
  });

  it("is not asked where nothing is rolled out", () => {
    expect(planned(cluster(setYaml()), asked("scale sts web --replicas=5")).whatIf).toEqual([]);
  });

  it("is not asked where no pod serves that could be lost", () => {
    const stuck = cluster(setYaml({ spec: "podManagementPolicy: Parallel", pod: "nodeSelector: {disk: none}" }));
    expect(planned(stuck, asked("set image sts web nginx=nginx:1.26")).whatIf).toEqual([]);
  });

  it("leaves pods alone that are ready at that revision", () => {
    const held = cluster(setYaml({ spec: "updateStrategy: {rollingUpdate: {partition: 2}}" }), {
      after: ["set image sts web nginx=nginx:1.26"],
    });
    const lowered = asked(`patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'`);
    const [found] = planned(held, lowered).whatIf;
    expect(found).toMatchObject({ stopsAt: "web-1", serving: { old: 1, new: 1, wanted: 3 }, isVerified: true });
  });
});

const workload = (kind: string, spec: string, image: string): string => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: api}
spec:
  ${spec}
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: nginx, image: "${image}"}]}
`;

interface Case {
  readonly name: string;
  readonly yaml: (image: string) => string;
  readonly commands: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "an ordered set",
    yaml: (image) => setYaml({ image }),
    commands: ["stsctl set image sts/web nginx=nginx:1.25", "stsctl delete pod web-2"],
  },
  {
    name: "an ordered set that waits for pods to be available",
    yaml: (image) => setYaml({ image, spec: "minReadySeconds: 30" }),
    commands: ["stsctl set image sts/web nginx=nginx:1.25", "stsctl delete pod web-2"],
  },
  {
    name: "a parallel set",
    yaml: (image) => setYaml({ image, spec: "podManagementPolicy: Parallel" }),
    commands: ["stsctl set image sts/web nginx=nginx:1.25"],
  },
  {
    name: "a set of one",
    yaml: (image) => setYaml({ image, replicas: 1 }),
    commands: ["stsctl set image sts/web nginx=nginx:1.25", "stsctl delete pod web-0"],
  },
  {
    name: "a Deployment",
    yaml: (image) => workload("Deployment", "replicas: 8", image),
    commands: ["stsctl rollout undo deployment/api"],
  },
  {
    name: "a Deployment that recreates",
    yaml: (image) => workload("Deployment", "strategy: {type: Recreate}", image),
    commands: ["stsctl rollout undo deployment/api"],
  },
  {
    name: "a DaemonSet",
    yaml: (image) => workload("DaemonSet", "minReadySeconds: 5", image),
    commands: ["stsctl rollout undo daemonset/api"],
  },
];

const FAULTS: readonly FaultKind[] = ["image-pull", "crash-loop", "not-ready"];

describe.each(CASES)("the rollout of $name", ({ yaml, commands }) => {
  const snapshot = cluster(yaml("nginx:1.25"));
  const request = applied(yaml("nginx:1.26"));
  const [told] = planned(snapshot, request).whatIf;

  const isReady = ({ status, metadata }: Pod): boolean =>
    metadata.deletionTimestamp === undefined &&
    status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
  const serving = ({ cluster: now }: Rehearsal): WhatIf["serving"] => {
    const ready = now.view().list("Pod").filter(isReady);
    const fresh = ready.filter(({ spec }) => spec.containers[0]?.image === "nginx:1.26").length;
    return {
      old: ready.length - fresh,
      new: fresh,
      wanted: snapshot.objects.filter(({ kind }) => kind === "Pod").length,
    };
  };

  it("has commands that bring it back", () => {
    expect(told).toMatchObject({ commands, goingBackFrees: commands.length === 1, isVerified: true });
  });

  it.each(FAULTS)("stops where it is told to, and is freed as it is told to be, when it fails by %s", (as) => {
    const rehearsal = new Rehearsal(snapshot, { faults: [fault("image/nginx:1.26", as)] });
    atOnce(rehearsal.try(request));
    expect(serving(rehearsal)).toEqual(told?.serving);
    for (const [index, line] of commands.entries()) {
      atOnce(rehearsal.try(asked(line.replace("stsctl ", ""))));
      const { old, new: fresh, wanted } = serving(rehearsal);
      expect(old === wanted && fresh === 0).toBe(index === commands.length - 1);
    }
  });
});
