import { describe, expect, it } from "vitest";
import type { Request } from "../../src/cluster/client/request.ts";
import type { Snapshot } from "../../src/cluster/snapshot.ts";
import type { Plan, VerdictWord } from "../../src/plan/model.ts";
import { actOf } from "../../src/plan/command-line.ts";
import { Rehearsal } from "../../src/plan/rehearsal.ts";
import { atOnce } from "./at-once.ts";
import { diagnoseAll } from "../../src/rollout/diagnose.ts";
import type { PlanOptions } from "../../src/plan/plan.ts";
import { applied, asked, cluster, drained, fault, planned, setYaml, words } from "./rehearsed.ts";

interface Case {
  readonly when: string;
  readonly start: () => Snapshot;
  readonly request: Request;
  readonly options?: Partial<PlanOptions>;
}

const RETENTION = "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}";
const PARALLEL = "podManagementPolicy: Parallel";
const BAD = "set image sts web nginx=nginx:1.99";
const badImage = [fault("image/nginx:1.99", "image-pull")];

const pdb = (name: string, line: string): string =>
  `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}}\nspec:\n  ${line}\n  selector: {matchLabels: {app: web}}\n`;
const bare = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: a}]}\n`;
const workload = (kind: string, image: string): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: api}\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: c, image: "${image}"}]}\n`;
const unreadyOld = (spec = ""): Snapshot => cluster(setYaml({ spec }), { faults: [fault("pod/web-1", "not-ready")] });

const HOLDS: Readonly<Record<VerdictWord, readonly Case[]>> = {
  STUCK: [
    {
      when: "an image cannot be pulled",
      start: () => cluster(setYaml()),
      request: asked(BAD),
      options: { faults: badImage },
    },
    {
      when: "a pod of a new set never becomes ready",
      start: () => cluster(bare("other")),
      request: applied(setYaml()),
      options: { faults: [fault("pod/web-1", "not-ready")] },
    },
    {
      when: "the storage class of a claim does not exist",
      start: () => {
        const empty = cluster(bare("other"));
        return { ...empty, world: { ...empty.world, settings: { ...empty.world.settings, storageClasses: [] } } };
      },
      request: applied(setYaml({ claims: "1Gi" }).replace("accessModes", "storageClassName: fast\n      accessModes")),
    },
    {
      when: "a Deployment's new pods crash",
      start: () => cluster(workload("Deployment", "a:1")),
      request: applied(workload("Deployment", "a:2")),
      options: { faults: [fault("image/a:2", "crash-loop")] },
    },
    {
      when: "a DaemonSet's new pods crash",
      start: () => cluster(workload("DaemonSet", "a:1")),
      request: applied(workload("DaemonSet", "a:2")),
      options: { faults: [fault("image/a:2", "crash-loop")] },
    },
    {
      when: "no node has room",
      start: () => cluster(setYaml({ replicas: 1 })),
      request: applied(setYaml({ replicas: 1, pod: "nodeSelector: {disk: ssd}" })),
    },
    {
      when: "no node could hold a pod alone",
      start: () => cluster(setYaml()),
      request: applied(
        setYaml().replace("image: nginx:1.25", "image: nginx:1.25\n        resources: {requests: {cpu: 500}}"),
      ),
    },
  ],
  BLOCKED: [
    {
      when: "a pod leaves its set and keeps its name",
      start: () => cluster(setYaml()),
      request: {
        verb: "label",
        targets: { words: ["pod", "web-1"] },
        changes: ["app-"],
        dryRun: "none",
        namespace: "default",
        namespaceIsExplicit: false,
      },
    },
    { when: "a pod of that name is not the set's", start: () => cluster(bare("web-1")), request: applied(setYaml()) },
    {
      when: "a disruption budget holds a node's pods",
      start: () => cluster(setYaml({ replicas: 1 }) + pdb("web", "maxUnavailable: 0")),
      request: drained(["node-1"]),
    },
    {
      when: "evicted pods find no node, and a budget holds the others",
      start: () => cluster(setYaml() + pdb("web", "minAvailable: 2")),
      request: drained(["node-1", "node-2", "node-3"]),
    },
    {
      when: "a pod does not finish terminating",
      start: () => cluster(setYaml()),
      request: asked("scale sts web --replicas=2"),
      options: { faults: [fault("pod/web-2", "stuck-terminating")] },
    },
  ],
  DEADLOCK: [
    {
      when: "a pod of the old revision is not ready and OrderedReady waits for it",
      start: () => cluster(setYaml(), { faults: [fault("image/nginx:1.25", "crash-loop")] }),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    {
      when: "going back leaves the broken pod",
      start: () => cluster(setYaml(), { faults: badImage, after: [BAD] }),
      request: asked("set image sts web nginx=nginx:1.25"),
    },
    {
      when: "two pods to be removed are not ready",
      start: () =>
        cluster(setYaml({ replicas: 4 }), {
          faults: [fault("pod/web-2", "not-ready"), fault("pod/web-3", "not-ready")],
        }),
      request: asked("scale sts web --replicas=1"),
    },
  ],
  "DATA LOSS": [
    {
      when: "a set that deletes its claims is scaled down",
      start: () => cluster(setYaml({ spec: RETENTION, claims: "10Gi" })),
      request: asked("scale sts web --replicas=1"),
    },
    {
      when: "a set that deletes its claims is deleted",
      start: () => cluster(setYaml({ spec: RETENTION, claims: "10Gi" })),
      request: asked("delete sts web"),
    },
    {
      when: "a claim that nobody mounts is deleted",
      start: () => cluster(setYaml({ claims: "10Gi" }), { after: ["scale sts web --replicas=1"] }),
      request: asked("delete pvc data-web-2"),
    },
  ],
  DOWNTIME: [
    {
      when: "the only pod is replaced",
      start: () => cluster(setYaml({ replicas: 1 })),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    { when: "all pods go", start: () => cluster(setYaml()), request: asked("scale sts web --replicas=0") },
    {
      when: "a Service selects no pod any more",
      start: () => cluster(setYaml()),
      request: applied(setYaml().replace("selector: {app: web}", "selector: {app: wbe}")),
    },
    { when: "the set goes with its pods", start: () => cluster(setYaml()), request: asked("delete sts web") },
  ],
  QUORUM: [
    {
      when: "one of two members is replaced",
      start: () => cluster(setYaml({ replicas: 2 })),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    {
      when: "three of five members go",
      start: () => cluster(setYaml({ replicas: 5 })),
      request: asked("scale sts web --replicas=2"),
    },
    {
      when: "nodes are drained one after the other and nothing holds their pods",
      start: () => cluster(setYaml()),
      request: drained(["node-1", "node-2"]),
    },
    {
      when: "a budget lets too many go",
      start: () => cluster(setYaml() + pdb("web", "maxUnavailable: 2")),
      request: drained(["node-1", "node-2"]),
    },
    {
      when: "no budget is asked",
      start: () => cluster(setYaml() + pdb("web", "maxUnavailable: 1")),
      request: drained(["node-1", "node-2"], true),
    },
    {
      when: "one of three is away and another is replaced",
      start: () => cluster(setYaml({ spec: PARALLEL }), { faults: [fault("pod/web-0", "not-ready")] }),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
  ],
};

const LACKS: Readonly<Record<VerdictWord, readonly Case[]>> = {
  STUCK: [
    { when: "the image can be pulled", start: () => cluster(setYaml()), request: asked(BAD) },
    {
      when: "a partition keeps every pod",
      start: () => cluster(setYaml({ spec: "updateStrategy: {rollingUpdate: {partition: 3}}" })),
      request: asked(BAD),
      options: { faults: badImage },
    },
    {
      when: "pods wait to be deleted by hand",
      start: () => cluster(setYaml({ spec: "updateStrategy: {type: OnDelete}" })),
      request: asked(BAD),
    },
    {
      when: "a set is made and its classes are there",
      start: () => cluster(bare("other")),
      request: applied(setYaml({ claims: "1Gi" })),
    },
  ],
  BLOCKED: [
    {
      when: "the pod of that name is the set's",
      start: () => cluster(setYaml()),
      request: asked("scale sts web --replicas=4"),
    },
    {
      when: "the budget allows one pod to go",
      start: () => cluster(setYaml() + pdb("web", "maxUnavailable: 1")),
      request: drained(["node-1"]),
    },
    { when: "pods terminate in time", start: () => cluster(setYaml()), request: asked("scale sts web --replicas=2") },
  ],
  DEADLOCK: [
    {
      when: "every pod is ready",
      start: () => cluster(setYaml()),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    {
      when: "the new revision alone is broken",
      start: () => cluster(setYaml()),
      request: asked(BAD),
      options: { faults: badImage },
    },
    {
      when: "one of the pods to be removed is not ready",
      start: () => unreadyOld(),
      request: asked("scale sts web --replicas=1"),
    },
  ],
  "DATA LOSS": [
    {
      when: "claims are retained",
      start: () => cluster(setYaml({ claims: "10Gi" })),
      request: asked("scale sts web --replicas=1"),
    },
    {
      when: "the set alone is deleted",
      start: () => cluster(setYaml({ spec: RETENTION, claims: "10Gi" })),
      request: asked("delete sts web --cascade=orphan"),
    },
    {
      when: "the volumes are retained",
      start: () => {
        const snapshot = cluster(setYaml({ spec: RETENTION, claims: "10Gi" }));
        const objects = snapshot.objects.map((object) =>
          object.kind === "PersistentVolume"
            ? {
                ...object,
                spec: { ...(object as unknown as { spec: object }).spec, persistentVolumeReclaimPolicy: "Retain" },
              }
            : object,
        );
        return { ...snapshot, objects };
      },
      request: asked("scale sts web --replicas=1"),
    },
  ],
  DOWNTIME: [
    {
      when: "pods are replaced one by one",
      start: () => cluster(setYaml()),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    { when: "a set is made", start: () => cluster(bare("other")), request: applied(setYaml()) },
    { when: "one pod is left", start: () => cluster(setYaml()), request: asked("scale sts web --replicas=1") },
  ],
  QUORUM: [
    {
      when: "three members are replaced one by one",
      start: () => cluster(setYaml()),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    { when: "one of three goes", start: () => cluster(setYaml()), request: asked("scale sts web --replicas=2") },
    {
      when: "one member has no majority to lose",
      start: () => cluster(setYaml({ replicas: 1 })),
      request: asked("set image sts web nginx=nginx:1.26"),
    },
    { when: "members are added", start: () => cluster(setYaml()), request: asked("scale sts web --replicas=5") },
  ],
};

describe.each(Object.entries(HOLDS))("%s", (word, cases) => {
  it("is tried on three changes or more where it holds, and on three where it does not", () => {
    expect(Math.min(cases.length, LACKS[word as VerdictWord].length)).toBeGreaterThanOrEqual(3);
  });

  it.each(cases)("holds when $when", ({ start, request, options }) => {
    const made = planned(start(), request, options);
    expect(words(made)).toContain(word);
  });

  it.each(LACKS[word as VerdictWord])("does not hold when $when", ({ start, request, options }) => {
    expect(words(planned(start(), request, options))).not.toContain(word);
  });
});

const FREED: readonly VerdictWord[] = ["STUCK", "BLOCKED", "DEADLOCK"];
const freeing = FREED.flatMap((word) => HOLDS[word].map((one) => ({ ...one, word })));

describe("the commands of a verdict", () => {
  it.each(freeing)("free what is $word when $when", ({ start, request, options, word }) => {
    const snapshot = start();
    const verdict = planned(snapshot, request, options).verdicts.find((one) => one.word === word);
    const acts = (verdict?.commands ?? []).map((text) => actOf(text));
    expect(acts.length).toBeGreaterThan(0);
    const rehearsal = new Rehearsal(snapshot, options);
    atOnce(rehearsal.try(request));
    for (const act of acts) {
      if (act === undefined) rehearsal.simulation.set({ storageClasses: ["fast"], nodes: 4 });
      else if ("recover" in act) rehearsal.simulation.recover([act.recover]);
      else atOnce(rehearsal.perform(act.request));
      atOnce(rehearsal.run());
    }
    const { cluster: now, settled } = rehearsal;
    const context = { view: now.view(), now: now.now, world: now.world, settled };
    expect(diagnoseAll(context).filter(({ verdict: found }) => found === "stuck")).toEqual([]);
  });
});

const advised = (made: Plan, word: VerdictWord): readonly string[] =>
  made.verdicts.find((one) => one.word === word)?.commands ?? [];

describe("the commands against a loss of data", () => {
  const claims = { spec: RETENTION, claims: "10Gi" };
  it.each([
    ["scale sts web --replicas=1", setYaml(claims), 1],
    ["delete sts web", setYaml(claims), 1],
    ["delete sts web other", setYaml(claims) + "---\n" + setYaml({ ...claims, name: "other" }), 2],
    ["delete pvc data-web-9", setYaml({ claims: "1Gi" }).replaceAll("replicas: 3", "replicas: 10"), 1],
  ])("are few and keep it when it is asked to %s", (line, text, count) => {
    const prepared = line.includes("web-9") ? ["scale sts web --replicas=9"] : [];
    const commands = advised(planned(cluster(text, { after: prepared }), asked(line)), "DATA LOSS");
    expect(commands).toHaveLength(count);
    const after = [...prepared, ...commands.map((one) => one.slice("stsctl ".length))];
    expect(words(planned(cluster(text, { after }), asked(line)))).not.toContain("DATA LOSS");
  });

  it("keep it when the set is deleted and made anew, with the data", () => {
    const { manifests } = applied(setYaml({ ...claims, image: "nginx:1.26" })) as Extract<Request, { verb: "apply" }>;
    const request: Request = { ...applied(""), verb: "replace", force: true, manifests, dryRun: "none" };
    const commands = advised(planned(cluster(setYaml(claims)), request), "DATA LOSS");
    expect(commands).toHaveLength(1);
    const after = commands.map((one) => one.slice("stsctl ".length));
    const made = planned(cluster(setYaml(claims), { after }), request);
    expect(words(made)).not.toContain("DATA LOSS");
    expect(made.claims.map(({ fate }) => fate)).toEqual(["re-used", "re-used", "re-used"]);
  });

  it("keep the volumes where the manifest says again that claims are to go", () => {
    const request = applied(setYaml({ ...claims, replicas: 2 }));
    expect(advised(planned(cluster(setYaml(claims)), request), "DATA LOSS").join()).toMatch(/^stsctl patch pv pvc-/);
  });
});

describe("the commands against downtime", () => {
  it("change a set in its place that was to be made anew", () => {
    const { manifests } = applied(setYaml({ image: "nginx:1.26" })) as Extract<Request, { verb: "apply" }>;
    const inputs = ["-f", "k8s/"];
    const request: Request = { ...applied(""), verb: "replace", force: true, manifests, inputs, dryRun: "none" };
    const made = planned(cluster(setYaml()), request);
    expect(words(made)).toEqual(["DOWNTIME", "QUORUM"]);
    for (const word of words(made)) expect(advised(made, word)).toEqual(["stsctl apply -f k8s/"]);
  });
});

describe("the commands against a lost majority", () => {
  it("are none where one of two members goes for good", () => {
    const made = planned(cluster(setYaml({ replicas: 2 })), asked("scale sts web --replicas=1"));
    expect(words(made)).toEqual(["QUORUM"]);
    expect(advised(made, "QUORUM")).toEqual([]);
  });

  it("keep it when nodes are drained", () => {
    const request = drained(["node-1", "node-2"]);
    expect(advised(planned(cluster(setYaml()), request), "QUORUM")).toEqual([
      "stsctl create pdb web --selector=app=web --min-available=2",
    ]);
    expect(words(planned(cluster(setYaml() + pdb("web", "minAvailable: 2")), request))).toEqual([]);
    const lax = setYaml() + pdb("web", "maxUnavailable: 2");
    const after = advised(planned(cluster(lax), request), "QUORUM").map((line) => line.slice("stsctl ".length));
    expect(after).toHaveLength(1);
    const made = planned(cluster(lax, { after }), request);
    expect(made.steps).toHaveLength(2);
    expect(words(made)).toEqual([]);
  });

  it("have an update take fewer away at once", () => {
    const snapshot = cluster(setYaml({ replicas: 1 }));
    const featureGates = { ...snapshot.world.settings.featureGates, MaxUnavailableStatefulSet: true };
    const gated: Snapshot = {
      ...snapshot,
      world: { ...snapshot.world, settings: { ...snapshot.world.settings, featureGates } },
    };
    const spec = `${PARALLEL}\nupdateStrategy: {rollingUpdate: {maxUnavailable: 3}}`;
    const after = (lines: readonly string[]): Snapshot => {
      const rehearsal = new Rehearsal(gated);
      atOnce(rehearsal.try(applied(setYaml({ name: "db", replicas: 5, spec }))));
      for (const line of lines) atOnce(rehearsal.try(asked(line)));
      return rehearsal.simulation.snapshot();
    };
    const update = asked("set image sts/db nginx=nginx:1.26");
    const lines = advised(planned(after([]), update), "QUORUM").map((line) => line.slice("stsctl ".length));
    expect(lines).toHaveLength(1);
    expect(words(planned(after(lines), update))).toEqual([]);
  });

  it("leave out the flag that asks no budget", () => {
    const start = cluster(setYaml() + pdb("web", "maxUnavailable: 1"));
    const lines = advised(planned(start, drained(["node-1", "node-2"], true)), "QUORUM");
    expect(lines).toEqual(["stsctl drain node-1 node-2 --ignore-daemonsets"]);
    expect(words(planned(start, drained(["node-1", "node-2"])))).toEqual([]);
  });

  it.each([
    [{ replicas: 1 }, "A second member helps only where the program can have several."],
    [
      { replicas: 1, claims: "1Gi" },
      "A second member begins without data: it helps only where the program can have several.",
    ],
  ])("say of a second member what it is worth: %j", (set, butNot) => {
    const { verdicts } = planned(cluster(setYaml(set)), asked("set image sts/web nginx=nginx:1.26"));
    expect(verdicts).toMatchObject([{ word: "DOWNTIME", butNot, commands: ["stsctl scale sts/web --replicas=2"] }]);
  });

  it("update before they scale down", () => {
    const lines = advised(
      planned(cluster(setYaml()), applied(setYaml({ image: "nginx:1.26", replicas: 2 }))),
      "QUORUM",
    );
    expect(lines).toEqual(["stsctl set image sts/web nginx=nginx:1.26", "stsctl scale sts/web --replicas=2"]);
    const first = cluster(setYaml());
    expect(words(planned(first, asked("set image sts/web nginx=nginx:1.26")))).toEqual([]);
    const second = cluster(setYaml(), { after: ["set image sts/web nginx=nginx:1.26"] });
    expect(words(planned(second, asked("scale sts/web --replicas=2")))).toEqual([]);
  });
});

it("offers no way to keep pods of a namespace that is deleted", () => {
  const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n---\n";
  const set = setYaml().replaceAll("metadata: {name: web}", "metadata: {name: web, namespace: team}");
  const [found] = planned(cluster(namespace + set), asked("delete namespace team")).verdicts;
  expect(found).toMatchObject({ word: "DOWNTIME", commands: [] });
});

describe("pods that find no node", () => {
  const nowhere =
    "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [gone]}]}]}}}";
  const apart =
    "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}";

  it("are not freed by a new template that asks nodes for the same", () => {
    const stuck = cluster(setYaml({ pod: nowhere }));
    const [renewed] = planned(stuck, asked("set image sts web nginx=nginx:1.26")).verdicts;
    expect(renewed).toMatchObject({
      word: "STUCK",
      butNot: "It is still at revision 1, and the template asks nodes for the same.",
      commands: ["stsctl apply -f FIXED.yaml", "stsctl delete pod web-0"],
    });
    const [moved] = planned(stuck, applied(setYaml({ pod: "nodeSelector: {}" }))).verdicts;
    expect(moved).toMatchObject({ word: "DEADLOCK", commands: ["stsctl delete pod web-0"] });
  });

  it("are freed by the label they ask for, at whatever revision they are", () => {
    const label = ["stsctl label node node-1 disk=none"];
    const stuck = cluster(setYaml({ pod: "nodeSelector: {disk: none}" }));
    const [more] = planned(stuck, asked("scale sts web --replicas=4")).verdicts;
    expect(more).toMatchObject({ word: "STUCK", commands: label });
    const [renewed] = planned(stuck, asked("set image sts web nginx=nginx:1.26")).verdicts;
    expect(renewed).toMatchObject({ word: "STUCK", commands: label });
  });

  it("have a claim that is missing made in their namespace", () => {
    const pod = "volumes: [{name: files, persistentVolumeClaim: {claimName: files}}]";
    const set = setYaml({ pod }).replaceAll("metadata: {name: web}", "metadata: {name: web, namespace: team}");
    const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n---\n";
    const [found] = planned(cluster(namespace), applied(set)).verdicts;
    expect(found).toMatchObject({ word: "STUCK", commands: ["stsctl create -f CLAIM.yaml -n team"] });
  });

  it("go back to a template that found one rather than have nodes labelled for them", () => {
    const [found] = planned(cluster(setYaml()), applied(setYaml({ pod: "nodeSelector: {disk: none}" }))).verdicts;
    expect(found?.commands).toEqual(["stsctl rollout undo sts/web --to-revision=1", "stsctl delete pod web-2"]);
  });

  it.each([[""], ["podManagementPolicy: Parallel"]])("want as many more nodes as there are of them: %s", (spec) => {
    const full = cluster(setYaml({ spec, pod: apart }));
    const [found] = planned(full, asked("scale sts web --replicas=5")).verdicts;
    expect(found).toMatchObject({ word: "STUCK", commands: ["stsctl sim set nodes=5"] });
  });
});
