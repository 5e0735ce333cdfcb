import { describe, expect, it } from "vitest";
import { isPodReady } from "../../src/api/kinds/pod/types.ts";
import type { Request } from "../../src/cluster/client/request.ts";
import { actOf } from "../../src/plan/command-line.ts";
import { Rehearsal } from "../../src/plan/rehearsal.ts";
import { atOnce } from "./at-once.ts";
import { applied, cluster, planned, setYaml } from "./rehearsed.ts";

const set = setYaml({ claims: "10Gi" });

describe("a refusal", () => {
  const before = setYaml({ claims: "10Gi" });

  it("names the field that differs, where it stands, and what else goes through", () => {
    const after = setYaml({ claims: "20Gi" }).replace("port: 80", "port: 81");
    const made = planned(cluster(before), applied(after));
    const [refusal] = made.refusals;
    expect(refusal?.fields.map(({ field, before: was, after: is }) => [field, was, is])).toEqual([
      ["spec.volumeClaimTemplates[0].spec.resources.requests.storage", "10Gi", "20Gi"],
    ]);
    expect(refusal?.at).toMatchObject({ file: "web.yaml" });
    expect(refusal?.message).toContain("updates to statefulset spec for fields other than");
    expect(made.objects.map(({ name, action }) => `${name} ${action}`)).toEqual(["service/web update"]);
  });

  it.each([
    ["a larger claim", setYaml({ claims: "20Gi" }), 5],
    ["another Service", set.replace("serviceName: web", "serviceName: other"), 3],
    ["another policy", setYaml({ claims: "10Gi", spec: "podManagementPolicy: Parallel" }), 2],
    ["another template of claims", set.replaceAll("name: data", "name: files"), 7],
    ["other labels", set.replaceAll("{app: web}", "{app: shop}"), 3],
    ["another strategy", setYaml({ claims: "10Gi", image: "nginx:1.26", spec: "updateStrategy: {type: OnDelete}" }), 2],
  ])("of %s comes with a way round that ends where it was to end", (_what, text, commands) => {
    const snapshot = cluster(set);
    const request = applied(text);
    const [refusal] = planned(snapshot, request).refusals;
    expect(refusal?.wayRound?.commands).toHaveLength(commands);
    const rehearsal = new Rehearsal(snapshot);
    for (const line of refusal?.wayRound?.commands ?? []) {
      const act = actOf(line);
      if (line.startsWith("stsctl wait ")) continue;
      atOnce(rehearsal.try(act !== undefined && "request" in act ? act.request : request));
    }
    const again = planned(rehearsal.simulation.snapshot(), request);
    expect(again.refusals).toEqual([]);
    expect(again.objects.map(({ action }) => action)).toEqual(["unchanged", "unchanged"]);
    const pods = rehearsal.cluster.view().list("Pod");
    expect(pods.map(({ status }) => status?.conditions?.find(({ type }) => type === "Ready")?.status)).toEqual([
      "True",
      "True",
      "True",
    ]);
  });
});

describe("a way round", () => {
  const cautions = (from: string, to: string): readonly string[] | undefined =>
    planned(cluster(from), applied(to)).refusals[0]?.wayRound?.cautions;

  it("waits for each pod that it deletes before it deletes the next", () => {
    const request = applied(set.replaceAll("name: data", "name: files"));
    const commands = planned(cluster(set), request).refusals[0]?.wayRound?.commands ?? [];
    expect(commands.slice(2, 5)).toEqual([
      "stsctl delete pod web-0",
      "stsctl wait pod/web-0 --for=condition=Ready --timeout=10m",
      "stsctl delete pod web-1",
    ]);
  });

  it.each(["OrderedReady", "Parallel"])("has each pod back before the next goes in %s", (policy) => {
    const from = setYaml({ claims: "10Gi", spec: `podManagementPolicy: ${policy}` });
    const snapshot = cluster(from);
    const request = applied(from.replaceAll("name: data", "name: files"));
    const rehearsal = new Rehearsal(snapshot);
    for (const line of planned(snapshot, request).refusals[0]?.wayRound?.commands ?? []) {
      const act = actOf(line);
      if (line.startsWith("stsctl wait ")) continue;
      atOnce(rehearsal.try(act !== undefined && "request" in act ? act.request : request));
      const ready = rehearsal.cluster.view().list("Pod").filter(isPodReady);
      expect(ready.map(({ metadata }) => metadata.name)).toHaveLength(3);
    }
  });

  it("names many pods by the labels that they have", () => {
    const many = setYaml({ replicas: 12 });
    const tiered = many
      .replace("matchLabels: {app: web}", "matchLabels: {app: web, tier: x}")
      .replace("labels: {app: web}", "labels: {app: web, tier: x}");
    const [refusal] = planned(cluster(many), applied(tiered)).refusals;
    expect(refusal?.wayRound?.commands).toEqual([
      "stsctl delete sts web --cascade=orphan",
      "stsctl label pod -l app=web tier=x --overwrite",
      "stsctl apply -f web.yaml",
    ]);
  });

  it("counts the pods of its own set alone, and those that go for good apart", () => {
    const other = (image: string): string => setYaml({ name: "other", image });
    const start = cluster(set + "---\n" + other("nginx:1.25"));
    const to = setYaml({ claims: "20Gi", image: "nginx:1.26", replicas: 2 });
    const [refusal] = planned(start, applied(to + "---\n" + other("nginx:1.26"))).refusals;
    expect(refusal?.wayRound?.sentence).toBe(
      "the set is deleted alone and made anew around its pods; its update then removes a pod and replaces 2 pods. Claims that exist stay, with their data",
    );
  });

  it("says that pods have no names below a Service that is not there", () => {
    expect(cautions(set, set.replace("serviceName: web", "serviceName: other"))).toEqual([
      'There is no Service "other": until there is one, pods have no names in DNS.',
    ]);
  });

  it("says that claims of another name are empty", () => {
    expect(cautions(set, set.replaceAll("name: data", "name: files"))).toEqual([
      "files-web-0, files-web-1 and files-web-2 begin EMPTY; data-web-0, data-web-1 and data-web-2 keep the data, used by nobody: copy it before pods go on with the new ones.",
    ]);
  });

  it("names the files as they were named, in words that a shell reads back", () => {
    const request = { ...applied(setYaml({ claims: "20Gi" })), inputs: ["-R", "-f", "my files/", "-f", "it's.yaml"] };
    const commands = planned(cluster(set), request).refusals[0]?.wayRound?.commands ?? [];
    expect(commands.at(-1)).toBe("stsctl apply -R -f 'my files/' -f 'it'\\''s.yaml'");
  });

  it("names only the field that is wrong where the server names one beside it", () => {
    const request = applied(setYaml({ image: "nginx:1.26", spec: "updateStrategy: {type: OnDelete}" }));
    const [refusal] = planned(cluster(setYaml()), request).refusals;
    expect(refusal?.fields.map(({ field }) => field)).toEqual(["spec.updateStrategy.type"]);
  });

  it("says once which claims keep their size, and why", () => {
    const large = setYaml({ claims: "10Gi" });
    expect(cautions(large, setYaml({ claims: "5Gi" }))).toEqual([
      "Claims data-web-0, data-web-1 and data-web-2 keep their size: claims do not shrink.",
    ]);
    const many = setYaml({ claims: "10Gi", replicas: 5 });
    expect(cautions(many, setYaml({ claims: "5Gi", replicas: 5 }))).toEqual([
      "Claims data-web-0 to data-web-4, 5 in all, keep their size: claims do not shrink.",
    ]);
    const fixed = `${large}---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fixed}\nprovisioner: a.b/c\n`;
    const named = fixed
      .replace("accessModes:", "storageClassName: fixed\n      accessModes:")
      .replace("replicas: 3", "replicas: 1");
    expect(cautions(named, named.replace("10Gi", "20Gi"))).toEqual([
      "Claim data-web-0 keeps its size: its storage class does not let it grow.",
    ]);
  });
});

describe("a refusal of a patch", () => {
  const patched = (patch: object, type: "strategic" | "merge" | "json" = "merge"): Request => {
    const targets = { words: ["sts", "web"] };
    return { verb: "patch", targets, type, patch, dryRun: "none", namespace: "default", namespaceIsExplicit: false };
  };
  const snapshot = cluster(setYaml({ claims: "10Gi" }));
  const size = "/spec/volumeClaimTemplates/0/spec/resources/requests/storage";

  it.each([
    ["serviceName", patched({ spec: { serviceName: "other" } }), []],
    ["policy", patched({ spec: { podManagementPolicy: "Parallel" } }), []],
    ["claims", patched([{ op: "replace", path: size, value: "20Gi" }], "json"), []],
    [
      "selector",
      patched({
        metadata: { annotations: { note: "it's" } },
        spec: { selector: { matchLabels: { a: "b" } }, template: { metadata: { labels: { a: "b" } } } },
      }),
      ["stsctl label pod web-0 web-1 web-2 a=b --overwrite"],
    ],
  ])("keeps what it makes of the %s in a file, from which the set is made anew", (_what, request, labelled) => {
    const [refusal] = planned(snapshot, request).refusals;
    const commands = refusal?.wayRound?.commands ?? [];
    const patch = JSON.stringify("patch" in request ? request.patch : {}).replaceAll("'", `'\\''`);
    const type = "type" in request ? request.type : "";
    expect(commands[0]).toBe(
      `stsctl patch sts web --type=${type} -p '${patch}' --dry-run=client -o yaml > web-changed.yaml`,
    );
    expect(commands).toContain("stsctl delete sts web --cascade=orphan");
    expect(commands).toContain("stsctl create -f web-changed.yaml");
    expect(commands.filter((line) => /^stsctl (label|delete pod) /.test(line))).toEqual(labelled);
  });

  it("has no way round where the patch itself is wrong", () => {
    const [refusal] = planned(snapshot, patched({ spec: { replicas: -1 } })).refusals;
    expect(refusal?.fields.map(({ field }) => field)).toEqual(["spec.replicas"]);
    expect(refusal?.wayRound).toBeUndefined();
  });
});

describe("a refusal of other verbs", () => {
  const snapshot = cluster(setYaml({ claims: "10Gi" }));
  const scope = { dryRun: "none", namespace: "default", namespaceIsExplicit: false } as const;

  it("of replace leads to the same end as that of apply, also where the pods are updated", () => {
    const after = setYaml({ claims: "20Gi", image: "nginx:1.26" });
    const { manifests } = applied(after) as Extract<Request, { verb: "apply" }>;
    const [refusal] = planned(snapshot, { ...scope, verb: "replace", manifests }).refusals;
    expect(refusal?.wayRound).toEqual(planned(snapshot, applied(after)).refusals[0]?.wayRound);
    expect(refusal?.wayRound?.sentence).toContain("; its update then replaces 3 pods");
  });

  it.each([
    [{ verb: "set-env", changes: ["A=b"] } as const, "stsctl set env statefulset/web A=b"],
    [
      { verb: "set-resources", changes: [], limits: "cpu=1" } as const,
      "stsctl set resources statefulset/web --limits=cpu=1",
    ],
    [
      { verb: "patch", type: "strategic", patch: { spec: { hostNetwork: true } } } as const,
      `stsctl patch statefulset/web -p '{"spec":{"template":{"spec":{"hostNetwork":true}}}}'`,
    ],
  ])("of a pod leads through the template of its set", (part, command) => {
    const [refusal] = planned(snapshot, { ...scope, ...part, targets: { words: ["pod/web-0"] } }).refusals;
    expect(refusal?.key).toEqual({ kind: "Pod", namespace: "default", name: "web-0" });
    expect(refusal?.wayRound).toMatchObject({ commands: [command], isVerified: true });
  });
});

describe("a refusal of what comes too early", () => {
  const map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: prod}\n---\n";
  const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}\n";
  const ways = (text: string): readonly unknown[] =>
    planned(cluster(setYaml()), applied(text)).refusals.map(({ wayRound }) => wayRound?.commands);

  it("is got round by sending the files once more, if what it needs is in them", () => {
    expect(ways(map + namespace)).toEqual([["stsctl apply -f web.yaml", "stsctl apply -f web.yaml"]]);
    expect(ways(map.replace("v1\nkind: ConfigMap", "apps/v1\nkind: StatefulSet"))).toEqual([undefined]);
  });

  it("is got round by making the namespace that is nowhere", () => {
    expect(ways(map)).toEqual([["stsctl create namespace prod", "stsctl apply -f web.yaml"]]);
  });
});

describe("a refusal of other kinds", () => {
  const deployment = (label: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: front}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${label}}}
  template:
    metadata: {labels: {app: ${label}}}
    spec: {containers: [{name: c, image: c}]}
`;
  it.each([
    ["a Deployment", deployment("a"), deployment("b"), "spec.selector.matchLabels.app", "stsctl delete deploy front"],
    [
      "a Service",
      setYaml(),
      setYaml().replace("clusterIP: None", "clusterIP: 10.96.0.77"),
      "spec.clusterIP",
      "stsctl delete svc web",
    ],
  ])("names the field of %s, and makes it anew", (_what, before, after, field, first) => {
    const [refusal] = planned(cluster(before), applied(after)).refusals;
    expect(refusal?.fields.map((change) => change.field)).toContain(field);
    expect(refusal?.wayRound).toMatchObject({ commands: [first, "stsctl apply -f web.yaml"], isVerified: true });
  });

  it("has no way round where data is at stake", () => {
    const claim = (size: string): string =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: ${size}}}\n`;
    const [refusal] = planned(cluster(claim("2Gi")), applied(claim("1Gi"))).refusals;
    expect(refusal?.fields.map(({ field, before, after }) => [field, before, after])).toEqual([
      ["spec.resources.requests.storage", "2Gi", "1Gi"],
    ]);
    expect(refusal?.wayRound).toBeUndefined();
  });
});
