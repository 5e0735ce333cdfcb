import { describe, expect, it } from "vitest";
import type { Request } from "../../src/cluster/client/request.ts";
import { applied, asked, cluster, fault, planned, setYaml } from "./rehearsed.ts";

const RETENTION = "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}";

function sentences(start: string, request: Request): readonly string[] {
  return planned(cluster(start), request).notes.map(({ sentence }) => sentence);
}

describe("a note tells of pods", () => {
  it("without an owner, and of those that a partition or OnDelete keeps", () => {
    const told = (request: Request, spec = ""): readonly string[] => sentences(setYaml({ spec }), request);
    expect(told(asked("delete sts web --cascade=orphan"))).toEqual([
      "3 pods of statefulset.apps/web run on without an owner: nothing replaces one that fails, until a set that selects them is made",
    ]);
    const update = asked("set image sts/web nginx=nginx:1.26");
    expect(told(update, "updateStrategy: {rollingUpdate: {partition: 2}}")).toEqual([
      "web: partition 2 keeps web-1 and web-0 at the old revision",
    ]);
    expect(told(update, "updateStrategy: {type: OnDelete}")).toHaveLength(1);
    expect(told(asked("delete sts web"))).toEqual([]);
  });
});

describe("a note tells of claims that will go with their set", () => {
  it("when its retention policy turns", () => {
    const request = applied(setYaml({ claims: "10Gi", spec: RETENTION }));
    const { notes } = planned(cluster(setYaml({ claims: "10Gi" })), request);
    expect(notes).toMatchObject([
      {
        sentence:
          "web: from now on deleting the set deletes its 3 claims (30Gi) with their data, and scaling it down deletes the claims of the pods that go",
        lead: "To keep them",
      },
    ]);
    const after = notes.flatMap(({ commands }) => commands.map((line) => line.slice("stsctl ".length)));
    const kept = cluster(setYaml({ claims: "10Gi", spec: RETENTION }), { after });
    expect(planned(kept, asked("delete sts web")).summary.claims).toMatchObject({ deleted: 0, orphaned: 3 });
  });

  it("and not when it turned before, turns back, or there are no claims", () => {
    const [kept, turned] = [setYaml({ claims: "1Gi" }), setYaml({ claims: "1Gi", spec: RETENTION })];
    expect(sentences(turned, applied(setYaml({ claims: "1Gi", spec: RETENTION, replicas: 4 })))).toEqual([]);
    expect(sentences(turned, applied(kept))).toEqual([]);
    expect(sentences(setYaml(), applied(setYaml({ spec: RETENTION })))).toEqual([]);
  });
});

describe("a note tells of a volume that is to go", () => {
  const VOLUME = (policy: string): string =>
    `---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], ${policy}storageClassName: disks, hostPath: {path: /srv}}\n`;
  const CLAIM =
    "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], storageClassName: disks, resources: {requests: {storage: 1Gi}}}\n";
  const gone = asked("delete pv disk");
  it("and stays as long as a claim has it", () => {
    expect(sentences(VOLUME("") + CLAIM, gone)).toEqual([
      "persistentvolume/disk is bound, and goes when claim default/data is gone; its data stays on the disk",
    ]);
    expect(sentences(VOLUME("persistentVolumeReclaimPolicy: Delete, ") + CLAIM, gone)).toEqual([
      "persistentvolume/disk is bound, and goes when claim default/data is gone; its data goes with it",
    ]);
    expect(sentences(VOLUME(""), gone)).toEqual([]);
    expect(sentences(VOLUME("") + CLAIM, asked("delete pv/disk pvc/data"))).toEqual([]);
  });
});

const CONFIG = (data: string): string => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {${data}}\n`;
const variable = "env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: a}}}]";
const mounted = (mount: string): string => `volumeMounts: [{name: v, mountPath: /v${mount}}]`;
const VOLUME = "volumes: [{name: v, configMap: {name: c}}]";

function reading(container: string, pod = "", image = "nginx:1.25"): string {
  return setYaml({ pod, image: `${image}\n        ${container}` });
}

describe("a note tells what pods see of a ConfigMap that is changed", () => {
  const keep = "configmap/c is read when containers start: 3 pods of sts/web keep the old values until replaced";
  const follow =
    "configmap/c is mounted as files: 3 pods of sts/web see the change after a minute or two, without a restart";
  it.each([
    { how: "as a variable", set: reading(variable), note: [keep] },
    { how: "as variables", set: reading("envFrom: [{configMapRef: {name: c}}]"), note: [keep] },
    { how: "as files", set: reading(mounted(""), VOLUME), note: [follow] },
    { how: "as a file below a subPath", set: reading(mounted(", subPath: a"), VOLUME), note: [keep] },
    { how: "not at all", set: reading(mounted(""), VOLUME.replace("name: c", "name: d")), note: [] },
  ])("and that they read $how", ({ set, note }) => {
    expect(sentences(set + CONFIG("a: old"), applied(CONFIG("a: new")))).toEqual(note);
  });

  it("by the keys that they read", () => {
    expect(sentences(reading(variable) + CONFIG("a: old, b: old"), applied(CONFIG("a: old, b: new")))).toEqual([]);
  });

  it("by keys with dots, too", () => {
    const dotted = reading(variable.replace("key: a", "key: a.conf"));
    expect(sentences(dotted + CONFIG("a.conf: old"), applied(CONFIG("a.conf: new")))).toEqual([keep]);
  });

  it("where they are not replaced anyway", () => {
    const request = applied(reading(variable, "", "nginx:1.26") + CONFIG("a: new"));
    expect(sentences(reading(variable) + CONFIG("a: old"), request)).toEqual([]);
  });

  it("and that its labels mean nothing to them", () => {
    const labelled = CONFIG("a: old").replace("{name: c}", "{name: c, labels: {team: red}}");
    expect(sentences(reading(variable) + CONFIG("a: old"), applied(labelled))).toEqual([]);
  });

  it("or is deleted, and needed", () => {
    const gone = asked("delete configmap c");
    expect(sentences(reading(variable) + CONFIG("a: old"), gone)).toEqual([
      "configmap/c is gone: 3 pods of sts/web run on, but do not start again without it",
    ]);
    const optional = variable.replace("key: a", "key: a, optional: true");
    expect(sentences(reading(optional) + CONFIG("a: old"), gone)).toEqual([]);
  });
});

describe("a note tells of faults that are assumed in vain", () => {
  it.each([
    ["pod/wbe-1", "not-ready", "there is no such pod"],
    ["pod/w*", "not-ready", undefined],
    ["pod/web-3", "not-ready", undefined],
    ["image/nginx:1.26", "image-pull", "no pod runs it"],
    ["image/nginx:1.25", "image-pull", undefined],
    ["node/node-9", "down", "there is no such node"],
    ["node/node-1", "down", undefined],
    ["pvc/data-web-9", "unbound", "there is no such claim"],
    ["pvc/data-web-3", "unbound", undefined],
    ["storageclass/fast", "unbound", "no claim is of that class"],
    ["storageclass/standard", "unbound", undefined],
  ] as const)("such as %s=%s", (target, as, why) => {
    const start = cluster(setYaml({ claims: "1Gi" }));
    const { notes } = planned(start, asked("scale sts web --replicas=4"), { faults: [fault(target, as)] });
    const told = notes.map(({ sentence }) => sentence);
    expect(told).toEqual(why === undefined ? [] : [`assumed in vain: ${target}=${as}; ${why}, before or after`]);
  });
});

describe("a note tells what pods need to start and nobody has made", () => {
  const OTHERS = CONFIG("").replace("name: c", "name: other");
  const account = "serviceAccountName: web";
  const said = (what: string): string => `${what}, which sts/web needs to start, is not here: taken as given`;
  const both = [said('ConfigMap "c"'), said('ServiceAccount "web"')];

  it("of a new set, and of a changed one what it did not need before", () => {
    expect(sentences(OTHERS, applied(reading(variable, account)))).toEqual(both);
    expect(sentences(setYaml(), applied(reading(variable, account)))).toEqual(both);
    expect(sentences(reading(variable, account), asked("scale sts/web --replicas=4"))).toEqual([]);
  });

  it("and nothing of what is there, comes along or may be left out", () => {
    expect(sentences(OTHERS, applied(reading(variable) + CONFIG("a: x")))).toEqual([]);
    expect(sentences(CONFIG("a: x"), applied(reading(variable)))).toEqual([]);
    expect(sentences(OTHERS, applied(reading(variable.replace("key: a", "key: a, optional: true"))))).toEqual([]);
    expect(sentences(CONFIG("b: x"), applied(reading(variable)))).toEqual([said('key "a" of ConfigMap "c"')]);
  });

  it("by name as long as it is little", () => {
    const env = ["a", "b", "c", "d"].map(
      (name) => `{name: ${name}, valueFrom: {secretKeyRef: {name: ${name}, key: k}}}`,
    );
    expect(sentences(OTHERS, applied(reading(`env: [${env.join(", ")}]`)))).toEqual([
      said('Secret "a"'),
      said('Secret "b"'),
      "pods need 2 more things like that to start: taken as given",
    ]);
  });
});

describe("a note tells of a set without its Service", () => {
  const [, set = ""] = setYaml().split("---\n");
  const OTHER = setYaml({ name: "other" });

  it("as long as nobody has made it", () => {
    const said = 'Service "web" is not here: pods of sts/web have no names in DNS until it is made';
    expect(sentences(OTHER, applied(set))).toEqual([said]);
    expect(sentences(OTHER, applied(setYaml()))).toEqual([]);
    expect(sentences(OTHER, applied(set.replace("  serviceName: web\n", "")))).toEqual([]);
  });

  it("and not again when it is changed", () => {
    expect(sentences(set, asked("scale sts/web --replicas=4"))).toEqual([]);
  });
});
