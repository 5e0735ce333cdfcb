import { describe, expect, it } from "vitest";
import type { Request } from "../../src/cluster/client/request.ts";
import type { Plan } from "../../src/plan/model.ts";
import { applied, asked, cluster, drained, fault, planned, words } from "./rehearsed.ts";

interface Kept {
  readonly image?: string;
  readonly kind?: "StatefulSet" | "Deployment";
  /** YAML in flow style. */
  readonly mounts?: string;
  readonly volumes?: string;
  readonly claims?: string;
  readonly container?: string;
  readonly init?: string;
  readonly annotations?: string;
  readonly replicas?: number;
  readonly spec?: string;
  readonly pod?: string;
}

function db({
  image = "mysql:8.4",
  kind = "StatefulSet",
  mounts = "",
  volumes = "",
  claims = "",
  container = "",
  init = "",
  annotations = "",
  replicas = 1,
  spec = "",
  pod = "",
}: Kept): string {
  const templates = claims
    .split(" ")
    .filter((name) => name !== "")
    .map(
      (name) =>
        `{metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`,
    );
  return `apiVersion: apps/v1
kind: ${kind}
metadata: {name: db, annotations: {${annotations}}}
spec:
  ${spec === "" ? "" : `${spec}\n  `}replicas: ${replicas}
  selector: {matchLabels: {app: db}}
  ${templates.length === 0 ? "" : `volumeClaimTemplates: [${templates.join(", ")}]\n  `}template:
    metadata: {labels: {app: db}}
    spec:
      ${pod === "" ? "" : `${pod}\n      `}initContainers: [${init}]
      containers: [{name: db, image: "${image}", volumeMounts: [${mounts}]${container}}]
      volumes: [${volumes}]
`;
}

const at = (mountPath: string, name = "data"): string => `{name: ${name}, mountPath: ${mountPath}}`;
const EMPTY = "{name: data, emptyDir: {}}";
const MYSQL: Kept = { mounts: at("/var/lib/mysql"), volumes: EMPTY };
const EPHEMERAL =
  "{name: data, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}";
const RESTART = asked("rollout restart sts/db");
const RESTART_DEPLOYMENT = asked("rollout restart deployment/db");

function restarted(kept: Kept): Plan {
  return planned(cluster(db(kept)), kept.kind === "Deployment" ? RESTART_DEPLOYMENT : RESTART);
}

function lossesIn({ verdicts }: Plan): readonly string[] {
  return verdicts.flatMap(({ word, sentence }) => (word === "DATA LOSS" ? [sentence] : []));
}

function notesIn({ notes }: Plan): readonly string[] {
  return notes.map(({ sentence }) => sentence);
}

const loses = (image: string, path: string, place = 'in the emptyDir "data"'): string =>
  `db loses what ${image} keeps at ${path}, ${place}: db-0`;

describe("data is lost for certain", () => {
  const OWN = "in the container itself";
  it.each<[string, Kept, string]>([
    ["in an emptyDir where the image keeps it", MYSQL, loses("mysql:8.4", "/var/lib/mysql")],
    [
      "in an emptyDir around that folder",
      { image: "postgres:18", mounts: at("/var/lib/"), volumes: EMPTY },
      loses("postgres:18", "/var/lib/postgresql"),
    ],
    [
      "in a folder that is set",
      {
        image: "postgres:16",
        mounts: at("/pg"),
        volumes: EMPTY,
        container: ", env: [{name: PGDATA, value: /pg/data}]",
      },
      loses("postgres:16", "/pg/data"),
    ],
    ["on no volume", { image: "mongo:7" }, loses("mongo:7", "/data/db", OWN)],
    [
      "on a volume of the image, over which a claim is mounted in vain",
      { image: "postgres:16", mounts: at("/var/lib/postgresql"), claims: "data" },
      loses("postgres:16", "/var/lib/postgresql/data", OWN),
    ],
    [
      "on an ephemeral volume",
      { ...MYSQL, volumes: EPHEMERAL },
      loses("mysql:8.4", "/var/lib/mysql", 'on the ephemeral volume "data"'),
    ],
  ])("%s", (_where, kept, sentence) => {
    const plan = restarted(kept);
    expect(lossesIn(plan)).toEqual([sentence]);
    expect(notesIn(plan)).toEqual([]);
  });
});

describe("nothing is said of what is no data, or lasts", () => {
  it.each<[string, Kept]>([
    ["a cache", { image: "nginx:1.25", mounts: at("/var/cache/nginx"), volumes: EMPTY }],
    ["scratch space of its own claim", { image: "nginx:1.25", mounts: at("/scratch"), volumes: EPHEMERAL }],
    ["a claim of a template", { mounts: at("/var/lib/mysql"), claims: "data" }],
    ["memory, which was asked for", { ...MYSQL, volumes: "{name: data, emptyDir: {medium: Memory}}" }],
    [
      "a socket beside a claim",
      {
        mounts: `${at("/var/lib/mysql")}, ${at("/var/run/mysqld", "run")}`,
        claims: "data",
        volumes: "{name: run, emptyDir: {}}",
      },
    ],
    [
      "a folder for imports beside a claim",
      {
        image: "example.com/our-mysql:1",
        mounts: `${at("/var/lib/mysql")}, ${at("/var/lib/mysql-files", "files")}`,
        claims: "data",
        volumes: "{name: files, emptyDir: {}}",
      },
    ],
    ["a client of the same image", { image: "mongo:7", container: ', command: [sh, -c, "mongosh --eval 1"]' }],
    ["an agent", { image: "consul:1.15", container: ", args: [agent, -retry-join=consul]" }],
    [
      "what paths alone tell of a Deployment",
      { kind: "Deployment", image: "redis:7", mounts: at("/data"), volumes: EMPTY },
    ],
    ["a cache of memory without a volume", { image: "redis:7" }],
  ])("%s", (_what, kept) => {
    const plan = restarted(kept);
    expect(lossesIn(plan)).toEqual([]);
    expect(notesIn(plan)).toEqual([]);
    expect(plan.podData).toEqual([]);
  });

  it("nor of a pod that never ran", () => {
    const start = cluster(db(MYSQL), { faults: [fault("image/mysql:8.4", "image-pull")] });
    expect(planned(start, asked("delete pod db-0")).podData).toEqual([]);
  });
});

describe("a note tells what may be data", () => {
  const may = (path: string): string => `db: what lies at ${path}, in the emptyDir "data", goes with its pod: db-0`;
  it.each<[string, Kept, string]>([
    ["by its path", { image: "redis:7", mounts: at("/data"), volumes: EMPTY }, may("/data")],
    [
      "where a flag may have moved it",
      { image: "mongo:7", mounts: at("/data/db"), volumes: EMPTY, container: ", args: [--dbpath, /elsewhere]" },
      may("/data/db"),
    ],
    [
      "where an init container fills the folder",
      { ...MYSQL, init: `{name: seed, image: seed, volumeMounts: [${at("/seed")}]}` },
      may("/var/lib/mysql"),
    ],
  ])("%s", (_why, kept, sentence) => {
    const plan = restarted(kept);
    expect(lossesIn(plan)).toEqual([]);
    expect(notesIn(plan)).toEqual([sentence]);
    expect(plan.podData).toMatchObject([{ isKnown: false, on: "emptyDir", volume: "data", pods: ["db-0"] }]);
  });

  it("and what its author has told lint may go", () => {
    const annotations = (rules: string): string => `stsctl.dev/ignore: "${rules}"`;
    for (const rules of ["empty-dir-for-data", "STS318: a test database", "even-members, empty-dir-for-data"]) {
      const plan = restarted({ ...MYSQL, annotations: annotations(rules) });
      expect(lossesIn(plan)).toEqual([]);
      expect(notesIn(plan)).toEqual([loses("mysql:8.4", "/var/lib/mysql")]);
    }
    expect(lossesIn(restarted({ ...MYSQL, annotations: annotations("even-members") }))).toHaveLength(1);
    const guessed = { image: "redis:7", mounts: at("/data"), volumes: EMPTY };
    expect(notesIn(restarted({ ...guessed, annotations: annotations("empty-dir-for-data") }))).toEqual([]);
  });
});

describe("what a change does to an emptyDir", () => {
  const three = (spec = ""): string => db({ ...MYSQL, replicas: 3, spec });
  it.each<[string, Request, readonly string[], string?]>([
    ["a new image", asked("set image sts/db db=mysql:9"), ["db-2", "db-1", "db-0"]],
    ["a restart", RESTART, ["db-2", "db-1", "db-0"]],
    ["a deleted pod", asked("delete pod db-1"), ["db-1"]],
    ["fewer pods", asked("scale sts/db --replicas=1"), ["db-2", "db-1"]],
    ["no pods", asked("scale sts/db --replicas=0"), ["db-2", "db-1", "db-0"]],
    ["the end of the set", asked("delete sts db"), ["db-0", "db-1", "db-2"]],
    ["a node that is emptied", drained(["node-1"]), ["db-0"]],
    ["an update from a partition on", RESTART, ["db-2"], "updateStrategy: {rollingUpdate: {partition: 2}}"],
    ["an update by hand", RESTART, [], "updateStrategy: {type: OnDelete}"],
    ["a set that leaves its pods", asked("delete sts db --cascade=orphan"), []],
    ["more pods", asked("scale sts/db --replicas=4"), []],
    ["an annotation", asked("annotate sts db note=now"), []],
  ])("%s", (_what, request, pods, spec) => {
    const { podData } = planned(cluster(three(spec)), request);
    expect(podData.flatMap((one) => one.pods)).toEqual(pods);
    expect(podData.every(({ fate, on }) => fate === "lost" && on === "emptyDir")).toBe(true);
  });

  it("is nothing when its containers start again in the same pod", () => {
    const pod = (volume: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: db}\nspec: {containers: [{name: db, image: "mysql:8.4"${volume}`;
    const kept = pod(`, volumeMounts: [${at("/var/lib/mysql")}]}], volumes: [${EMPTY}]}\n`);
    const bare = pod("}]}\n");
    const update = asked("set image pod/db db=mysql:8.5");
    expect(lossesIn(planned(cluster(kept), update))).toEqual([]);
    expect(lossesIn(planned(cluster(bare), update))).toEqual([
      "db loses what mysql:8.4 keeps at /var/lib/mysql, in the container itself",
    ]);
    expect(lossesIn(planned(cluster(bare), asked("label pod db tier=data")))).toEqual([]);
    expect(lossesIn(planned(cluster(kept), asked("delete pod db")))).toHaveLength(1);
  });

  it("says of pods that come back that they begin empty, and of members that nothing waits for their copies", () => {
    const advice = (request: Request, text = three()): string | undefined =>
      planned(cluster(text), request).verdicts.find(({ word }) => word === "DATA LOSS")?.butNot;
    const begins = "An emptyDir goes with its pod: what takes its place begins empty, even on the same node.";
    const copy = "Copy it elsewhere first; a claim template keeps it from then on.";
    expect(advice(asked("delete pod db-1"))).toBe(`${begins} ${copy}`);
    expect(advice(RESTART)).toBe(
      `${begins} Where members copy it from each other, the next one goes as soon as the one before is ready, copied or not. ${copy}`,
    );
    expect(advice(asked("scale sts/db --replicas=1"))).toBe(`An emptyDir goes with its pod. ${copy}`);
    expect(advice(asked("delete sts db"))).toBe("An emptyDir goes with its pod. Copy it elsewhere first.");
    expect(advice(RESTART, db({ image: "mongo:7" }))).toBe(
      `It goes with the container, even when that only restarts. ${copy}`,
    );
    expect(advice(RESTART_DEPLOYMENT, db({ ...MYSQL, kind: "Deployment" }))).toBe(
      `${begins} Copy it elsewhere first; a claim keeps it from then on.`,
    );
  });

  it("is told of each of several sets that are alike, and of images by their digests' beginnings", () => {
    const image = `mysql@sha256:${"0123456789abcdef".repeat(4)}`;
    const sets = ["red", "blue", "green"].map((name) => db({ ...MYSQL, image }).replaceAll("db", name));
    const plan = planned(cluster(sets.join("---\n")), asked("rollout restart sts"));
    expect(lossesIn(plan)).toEqual(
      ["blue", "green", "red"].map((name) => {
        return `${name} loses what mysql@sha256:0123456789ab… keeps at /var/lib/mysql, in the emptyDir "data": ${name}-0`;
      }),
    );
  });

  it("is told of Deployments, too", () => {
    const plan = restarted({ ...MYSQL, kind: "Deployment" });
    expect(lossesIn(plan)[0]).toMatch(
      /^db loses what mysql:8.4 keeps at .*, in the emptyDir "data": db-[a-z0-9]+-[a-z0-9]+$/,
    );
  });
});

describe("claims of ephemeral volumes", () => {
  it("go with their pods, which is no loss, and come anew with the next", () => {
    const plan = restarted({ image: "nginx:1.25", mounts: at("/scratch"), volumes: EPHEMERAL });
    expect(plan.claims.map(({ name, fate, isEphemeral }) => [name, fate, isEphemeral])).toEqual([
      ["db-0-data", "deleted", true],
      ["db-0-data", "created", true],
    ]);
    expect(words(plan)).not.toContain("DATA LOSS");
  });
});

describe("data on a node", () => {
  const HOST: Kept = { mounts: at("/var/lib/mysql"), volumes: "{name: data, hostPath: {path: /srv/db}}" };
  const drain = drained(["node-1"]);
  const stays =
    "db: in this rehearsal db-0 comes up on another node; what mysql:8.4 keeps at /var/lib/mysql stays behind in /srv/db of node-1";

  it("stays behind where the pod comes up on another, and is not lost", () => {
    const plan = planned(cluster(db(HOST)), drain);
    expect(notesIn(plan)).toEqual([stays]);
    expect(lossesIn(plan)).toEqual([]);
    expect(plan.podData).toMatchObject([
      { fate: "left-behind", on: "hostPath", nodePath: "/srv/db", nodes: ["node-1"] },
    ]);
  });

  it("is found again on the same one, or nobody comes for it", () => {
    expect(notesIn(planned(cluster(db(HOST)), RESTART))).toEqual([]);
    expect(notesIn(planned(cluster(db(HOST)), asked("scale sts/db --replicas=0")))).toEqual([]);
    const tied = db({ ...HOST, pod: "nodeSelector: {kubernetes.io/hostname: node-1}" });
    expect(planned(cluster(tied), drain).podData).toEqual([]);
  });

  it("stays behind for a Deployment's next pod, too", () => {
    const { podData } = planned(cluster(db({ ...HOST, kind: "Deployment" })), drain);
    expect(podData).toMatchObject([{ fate: "left-behind", workload: { kind: "Deployment", name: "db" } }]);
  });

  it("ties a pod to its node where a local volume holds it", () => {
    const volume = `apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: disks
  local: {path: /mnt/disk}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: disks}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
---
`;
    const set = db({ mounts: at("/var/lib/mysql"), claims: "data" }).replace(
      "accessModes",
      "storageClassName: disks, accessModes",
    );
    const plan = planned(cluster(volume + set), drain);
    expect(plan.podData).toEqual([]);
    expect(words(plan)).toEqual(["STUCK", "DOWNTIME"]);
  });
});

describe("a way round", () => {
  it("says what data goes on it", () => {
    const withClaim = db({ mounts: at("/var/lib/mysql"), claims: "data" });
    const [refusal] = planned(cluster(db(MYSQL)), applied(withClaim)).refusals;
    expect(refusal?.wayRound?.cautions).toContain(`On the way ${loses("mysql:8.4", "/var/lib/mysql")}.`);
  });
});

describe("variables from elsewhere", () => {
  it("may move the data, and count where they are known", () => {
    const set = db({ image: "postgres:16", container: ", envFrom: [{configMapRef: {name: settings}}]" });
    const config = (data: string): string =>
      `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {${data}}\n`;
    expect(planned(cluster(set + config("A: b")), RESTART).podData).toHaveLength(1);
    expect(planned(cluster(set + config("PGDATA: /mine")), RESTART).podData).toEqual([]);
  });
});
