import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Request } from "../../src/cluster/client/request.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import type { Plan } from "../../src/plan/model.ts";
import { planDocument } from "../../src/print/plan/json.ts";
import { applied, asked, cluster, drained, fault, planned, setYaml } from "./rehearsed.ts";

const schema = JSON.parse(readFileSync(new URL("../../schemas/plan.schema.json", import.meta.url), "utf8")) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const RETENTION = "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}";

function fields(plan: Plan): readonly string[] {
  return plan.objects.flatMap((object) =>
    object.fields.map(({ field, before, after, at }) => {
      const place = at === undefined ? "" : ` ${at.file}:${at.line}`;
      return `${field} ${JSON.stringify(before) ?? "-"} → ${JSON.stringify(after) ?? "-"}${place}`;
    }),
  );
}

const env = (list: string): string =>
  setYaml().replace("image: nginx:1.25\n", `image: nginx:1.25\n        env: [${list}]\n`);

describe("the changes of objects", () => {
  it("name each field, its old and new value, and the line of the new one", () => {
    const made = planned(cluster(setYaml()), applied(setYaml({ image: "nginx:1.26", replicas: 2 })));
    expect(fields(made)).toEqual([
      "spec.replicas 3 → 2 web.yaml:14",
      'spec.template.spec.containers[nginx].image "nginx:1.25" → "nginx:1.26" web.yaml:21',
    ]);
  });

  it("are none where only the server's defaults are written out", () => {
    const made = planned(
      cluster(setYaml()),
      applied(setYaml({ spec: "podManagementPolicy: OrderedReady\nrevisionHistoryLimit: 10" })),
    );
    expect(made.objects.map(({ action }) => action)).toEqual(["unchanged", "unchanged"]);
    expect(made.steps).toEqual([]);
  });

  it("match the elements of lists by their names, so that an order is told as an order", () => {
    const [a, b] = ["{name: A, value: a}", "{name: B, value: b}"];
    const made = planned(cluster(env(`${a}, ${b}`)), applied(env(`{name: C, value: c}, ${b}, ${a}`)));
    expect(fields(made).map((line) => line.replace(/ web.yaml.*/, ""))).toEqual([
      'spec.template.spec.containers[nginx].env[C] - → {"name":"C","value":"c"}',
      'spec.template.spec.containers[nginx].env ["A","B"] → ["B","A"]',
    ]);
  });

  it("are not what servers and controllers write for each other", () => {
    const daemon = (image: string): string =>
      `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: c, image: "${image}"}]}\n`;
    const made = planned(cluster(daemon("c:1")), applied(daemon("c:2")));
    expect(fields(made)).toEqual(['spec.template.spec.containers[c].image "c:1" → "c:2" web.yaml:8']);
    const budget =
      "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {maxUnavailable: 0, selector: {matchLabels: {app: web}}}\n";
    const emptied = planned(cluster(setYaml() + budget), drained(["node-1"]));
    expect(fields(emptied)).toEqual(["spec.unschedulable - → true"]);
  });

  it("stand at their lines, those of kinds that are only stored as well", () => {
    const rows = (value: number): string =>
      `apiVersion: example.com/v1\nkind: Foo\nmetadata: {name: f}\nspec: {a: ${value}}\n`;
    const [change] = planned(cluster(rows(1)), applied(`---\n${rows(2)}`)).objects;
    expect(change?.at).toMatchObject({ file: "web.yaml", line: 3 });
    expect(change?.fields.map(({ field, at }) => [field, at?.line])).toEqual([["spec.a", 5]]);
  });

  it("do not hide that some of the input could not be read", () => {
    const at = { file: "bad.yaml", start: { line: 3, column: 2 } };
    const unread = [{ kind: "client" as const, message: "error parsing bad.yaml: …", at }];
    const made = planned(cluster(setYaml()), applied(setYaml({ replicas: 4 })), { unread });
    expect(made.refusals).toEqual([
      {
        name: "bad.yaml",
        at: { file: "bad.yaml", line: 3, column: 2 },
        message: "error parsing bad.yaml: …",
        fields: [],
      },
    ]);
    expect(made.objects.map(({ action }) => action)).toEqual(["unchanged", "update"]);
  });

  it("hide what a Secret holds", () => {
    const secret = (value: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: ${value}}\n`;
    const made = planned(cluster(secret("first-word")), applied(secret("second-word")));
    expect(fields(made)).toEqual(['data.password "***" → "***"']);
    expect(JSON.stringify(planDocument(made))).not.toMatch(/first-word|second-word|Zmlyc3|c2Vjb2/);
  });
});

describe("the steps of pods", () => {
  it("come in their order, each with what it waits for", () => {
    const made = planned(
      cluster(setYaml({ spec: "minReadySeconds: 10" })),
      applied(setYaml({ spec: "minReadySeconds: 10", image: "nginx:1.26", replicas: 2 })),
    );
    expect(
      made.steps.map(({ pod, action, from, to, waitsFor, startsAfterMs, takesMs }) => [
        pod,
        action,
        from,
        to,
        waitsFor,
        startsAfterMs,
        takesMs,
      ]),
    ).toEqual([
      ["web-2", "delete", "1", undefined, undefined, 0, 1000],
      ["web-1", "replace", "1", "2", "web-2 is gone", 1000, 4000],
      ["web-0", "replace", "1", "2", "web-1 is ready for 10s (minReadySeconds)", 15000, 4000],
    ]);
  });

  const waits = (made: Plan): readonly unknown[] =>
    made.steps.map(({ pod, action, waitsFor, comesBackWhen }) => [pod, action, waitsFor, comesBackWhen]);

  it("wait for nothing where somebody else than the controller takes the pods away, and come back in their order", () => {
    const made = planned(cluster(setYaml()), asked("delete pod web-0 web-1 --force --grace-period=0"));
    expect(waits(made)).toEqual([
      ["web-0", "replace", undefined, undefined],
      ["web-1", "replace", undefined, "web-0 is ready"],
    ]);
  });

  it("wait for budgets, and for the nodes before, where nodes are drained", () => {
    const budget =
      "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 2, selector: {matchLabels: {app: web}}}\n";
    const request = drained(["node-1", "node-2"]);
    expect(waits(planned(cluster(setYaml()), request)).at(1)).toEqual([
      "web-1",
      "replace",
      "the nodes before are drained",
      "web-0 is ready",
    ]);
    expect(waits(planned(cluster(setYaml() + budget), request)).at(1)).toEqual([
      "web-1",
      "replace",
      "its disruption budget lets it go",
      undefined,
    ]);
  });

  it("are one where a pod is lost and taken away at once", () => {
    const made = planned(cluster(setYaml()), asked("delete node node-1"));
    expect(waits(made)).toEqual([["web-0", "replace", "its node is gone for 40s", undefined]]);
    const faults = [fault("node/node-1", "down")];
    const lost = planned(cluster(setYaml()), asked("annotate sts web a=b"), {
      faults,
      until: { kind: "for", ms: 400_000 },
    });
    expect(waits(lost)).toContainEqual(["web-0", "delete", "its node is down for 300s", undefined]);
  });

  it("take as long as is assumed", () => {
    const made = planned(cluster(setYaml({ replicas: 1 })), asked("set image sts web nginx=b"), {
      settings: { pullTimeMs: 10_000, startAfterMs: 5000, stopAfterMs: 2000 },
    });
    expect(made.steps.map(({ takesMs }) => takesMs)).toEqual([17_000]);
    expect(made.assumptions).toMatchObject({ pullTimeMs: 10_000, startAfterMs: 5000, stopAfterMs: 2000 });
  });

  it("say what is not at its end when the time is up", () => {
    const cut = (line: string, ms: number): readonly unknown[] =>
      planned(cluster(setYaml()), asked(line), { until: { kind: "for", ms } }).steps.map(({ hangs }) => hangs);
    expect(cut("set image sts web nginx=b", 2000)).toEqual(["not ready yet"]);
    expect(cut("set image sts web nginx=b", 500)).toEqual(["still terminating"]);
  });

  it("say why one does not come to its end", () => {
    const made = planned(cluster(setYaml()), asked("set image sts web nginx=nginx:1.99"), {
      faults: [fault("image/nginx:1.99", "image-pull")],
    });
    expect(made.steps.map(({ pod, hangs }) => [pod, hangs])).toEqual([["web-2", "ImagePullBackOff"]]);
  });
});

describe("the ledger of claims", () => {
  const fates = ({ claims }: Plan): readonly string[] =>
    claims.map(({ name, fate, losesData }) => `${name} ${fate}${losesData ? " with its data" : ""}`);

  it("tells claims that go from those that stay and those that are used again", () => {
    const text = setYaml({ spec: RETENTION, claims: "10Gi" });
    const made = planned(
      cluster(text),
      applied(setYaml({ spec: RETENTION, claims: "10Gi", image: "nginx:1.26", replicas: 2 })),
    );
    expect(fates(made)).toEqual(["data-web-2 deleted with its data", "data-web-1 re-used", "data-web-0 re-used"]);
  });

  it("tells that data outlive a volume that is retained, even where its object is deleted with the claim", () => {
    const volume = `apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: manual
  hostPath: {path: /data}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: files}
spec: {storageClassName: manual, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
    const { claims, verdicts } = planned(cluster(volume), asked("delete pv/disk pvc/files"));
    expect(claims).toMatchObject([{ name: "files", fate: "deleted", volumeGoes: true, losesData: false }]);
    expect(verdicts).toEqual([]);
  });

  it("tells claims that nobody uses any more, and those that are made or used again after that", () => {
    const snapshot = cluster(setYaml({ claims: "10Gi" }));
    expect(fates(planned(snapshot, asked("scale sts web --replicas=1")))).toEqual([
      "data-web-2 orphaned",
      "data-web-1 orphaned",
    ]);
    const smaller = cluster(setYaml({ claims: "10Gi" }), { after: ["scale sts web --replicas=2"] });
    expect(fates(planned(smaller, asked("scale sts web --replicas=4")))).toEqual([
      "data-web-2 re-used",
      "data-web-3 created",
    ]);
  });
});

describe("the names", () => {
  it("appear, vanish, and are unanswered for as long as their pod is away", () => {
    const made = planned(cluster(setYaml()), applied(setYaml({ image: "nginx:1.26", replicas: 2 })));
    expect(made.names.map(({ name, fate, unansweredMs }) => [name, fate, unansweredMs])).toEqual([
      ["web-2.web.default.svc", "vanishes", 0],
      ["web-1.web.default.svc", "changes", 4000],
      ["web-0.web.default.svc", "changes", 4000],
    ]);
  });

  it("may be heard as absent for longer by who asks through a cache", () => {
    const cached = (request: Request): readonly unknown[] =>
      planned(cluster(setYaml()), request).names.map(({ name, cachedMs }) => [name.split(".")[0], cachedMs]);
    expect(cached(applied(setYaml({ image: "nginx:1.26", replicas: 2 })))).toEqual([
      ["web-2", 0],
      ["web-1", 34_000],
      ["web-0", 34_000],
    ]);
    expect(cached(asked("scale sts web --replicas=4"))).toEqual([["web-3", 30_000]]);
  });

  it("are those of ports as well, where a Service stays and its ports change", () => {
    const told = (before: string, after: string): readonly unknown[] => {
      const yaml = (ports: string): string => setYaml().replace("[{port: 80, name: http}]", ports);
      const { names } = planned(cluster(yaml(before)), applied(yaml(after)));
      return names.map((one) => [one.name, one.fate, one.before.join(), one.after.join()]);
    };
    expect(told("[{port: 80, name: http}]", "[{port: 80, name: rest}]")).toEqual([
      ["_http._tcp.web.default.svc", "vanishes", "port 80", ""],
      ["_rest._tcp.web.default.svc", "appears", "", "port 80"],
    ]);
    expect(told("[{port: 80, name: http}]", "[{port: 81, name: http}]")).toEqual([
      ["_http._tcp.web.default.svc", "changes", "port 80", "port 81"],
    ]);
    expect(told("[{port: 80, name: http}]", "[{port: 90, targetPort: 80, name: http}]")).toEqual([]);
    expect(told("[{port: 80}]", "[{port: 81}]")).toEqual([]);
  });

  it("are unanswered where their pod finds no node", () => {
    const made = planned(cluster(setYaml({ replicas: 1 })), drained(["node-1", "node-2", "node-3"]));
    expect(made.names.map(({ name, fate }) => [name, fate])).toEqual([
      ["web.default.svc", "unanswered"],
      ["web-0.web.default.svc", "unanswered"],
    ]);
  });

  it("are unanswered where their pod is there and not ready", () => {
    const request = asked("set image sts web nginx=b");
    const fates = (text: string): readonly string[] =>
      planned(cluster(text), request, { faults: [fault("image/b", "crash-loop")] }).names.map(
        ({ name, fate }) => `${name} ${fate}`,
      );
    expect(fates(setYaml())).toEqual(["web-2.web.default.svc unanswered"]);
    expect(fates(setYaml({ replicas: 1 }))).toEqual(["web.default.svc unanswered", "web-0.web.default.svc unanswered"]);
  });

  it("of a Service are interrupted while no pod stands behind it", () => {
    const made = planned(cluster(setYaml({ replicas: 1 })), asked("set image sts web nginx=b"));
    expect(made.names.map(({ name, fate, unansweredMs }) => [name, fate, unansweredMs])).toContainEqual([
      "web.default.svc",
      "interrupted",
      4000,
    ]);
  });

  it.each([
    ["", "set image sts web nginx=b", ["beside interrupted 4000"]],
    ["", "scale sts web --replicas=0", ["beside vanishes 0"]],
    ["", "delete svc beside", ["beside vanishes 0"]],
    ["", "drain node-1 node-2 node-3", ["beside unanswered 0"]],
    ["  publishNotReadyAddresses: true\n", "set image sts web nginx=b", []],
    ["  publishNotReadyAddresses: true\n", "scale sts web --replicas=0", ["beside vanishes 0"]],
  ])("of another headless Service hold as long as a pod is behind it: %j, %s", (more, line, expected) => {
    const [service = "", set = ""] = setYaml({ replicas: 1 }).split("---");
    const beside = service.replace("name: web}", "name: beside}").replace("spec:\n", `spec:\n${more}`);
    const start = cluster(`${service}---\n${beside}---${set}`);
    const request = line.startsWith("drain ") ? drained(line.split(" ").slice(1)) : asked(line);
    const told = planned(start, request).names.filter(({ name }) => name.startsWith("beside."));
    expect(told.map(({ name, fate, unansweredMs }) => `${name.split(".")[0]} ${fate} ${unansweredMs}`)).toEqual(
      expected,
    );
  });

  it("of another headless Service appear with the first pod that is ready", () => {
    const [service = "", set = ""] = setYaml().split("---");
    const beside = service.replace("name: web}", "name: beside}");
    const made = planned(EMPTY_SNAPSHOT, applied(`${service}---\n${beside}---${set}`));
    expect(made.names.find(({ name }) => name === "beside.default.svc")).toMatchObject({ fate: "appears", atMs: 3000 });
    const later = planned(cluster(setYaml()), applied(beside));
    expect(later.names).toMatchObject([{ name: "beside.default.svc", fate: "appears", atMs: 0 }]);
  });

  it("of a Service with an address of its own stay answered, whoever stands behind it", () => {
    const start = cluster(setYaml({ replicas: 1 }).replace("  clusterIP: None\n", ""));
    const told = (request: Request): readonly string[] =>
      planned(start, request).names.map(({ name, fate }) => `${name} ${fate}`);
    expect(told(asked("set image sts web nginx=b"))).toEqual(["web-0.web.default.svc changes"]);
    expect(told(asked("scale sts web --replicas=0"))).toEqual(["web-0.web.default.svc vanishes"]);
    expect(told(asked("delete svc web"))).toEqual(["web.default.svc vanishes", "web-0.web.default.svc vanishes"]);
  });
});

describe("a plan as a value", () => {
  const snapshot = cluster(setYaml({ spec: RETENTION, claims: "10Gi" }));
  it.each([
    ["an update", applied(setYaml({ spec: RETENTION, claims: "10Gi", image: "nginx:1.26", replicas: 2 }))],
    ["a refusal", applied(setYaml({ spec: RETENTION, claims: "20Gi" }))],
    ["an object that cannot be read", applied(setYaml().replace("replicas:", "replica:"))],
    ["a deletion", asked("delete sts web")],
    ["no change", applied(setYaml({ spec: RETENTION, claims: "10Gi" }))],
  ])("of %s is what its schema says", (_what, request) => {
    const document: unknown = JSON.parse(JSON.stringify(planDocument(planned(snapshot, request))));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it("tells of data on no claim as its schema says", () => {
    const volumes = "volumes: [{name: v, emptyDir: {}}, {name: h, hostPath: {path: /srv}}]";
    const mounted = (path: string, name = "v"): string => `volumeMounts: [{name: ${name}, mountPath: ${path}}]`;
    for (const [image, container] of [
      ["mysql:8.4", mounted("/var/lib/mysql")],
      ["mysql:8.4", mounted("/var/lib/mysql", "h")],
      ["mongo:7", ""],
      ["redis:7", mounted("/data")],
    ] as const) {
      const text = setYaml({ replicas: 1, pod: volumes, image: `${image}\n        ${container}` });
      const made = planned(cluster(text), drained(["node-1"], true));
      expect(made.podData).toHaveLength(1);
      validate(JSON.parse(JSON.stringify(planDocument(made))));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it("is the same each time, and leaves the snapshot as it was", () => {
    const before = JSON.stringify(snapshot);
    const request = asked("delete sts web");
    expect(planned(snapshot, request)).toEqual(planned(snapshot, request));
    expect(JSON.stringify(snapshot)).toBe(before);
  });
});
