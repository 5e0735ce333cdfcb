// npm run bench -- lint [--vs "COMMAND {}"] [--documents N] [--rounds N]
// COMMAND runs where the benchmark was started, in turn with ours; {} is the folder, or the file, that is linted:
//   npm run bench -- lint --vs "node ../other/bin/stsctl.cjs lint {} -q"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Cost, measure } from "./measure.ts";

const { values } = parseArgs({
  options: {
    vs: { type: "string" },
    documents: { type: "string", default: "10000" },
    rounds: { type: "string", default: "5" },
  },
});
const program = resolve("bin/stsctl.cjs");
const documents = Number(values.documents);
const rounds = Number(values.rounds);

/** A Service and its StatefulSet, as people write them; `broken` in one of several ways. */
function pair(index: number, broken: boolean, namespaces = 50): string {
  const name = `app-${String(index).padStart(5, "0")}`;
  const flaw = broken ? index % 4 : -1;
  return `# ${name}: a replicated store
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: team-${index % namespaces}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: platform
spec:
  clusterIP: ${flaw === 0 ? "10.96.0.300" : "None"}
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: client
      port: ${5000 + (index % 1000)}
      targetPort: client
    - name: peer
      port: 7000
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: team-${index % namespaces}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: platform
spec:
  serviceName: ${flaw === 1 ? `${name}-peers` : name}
  replicas: ${flaw === 2 ? '"three"' : 3 + (index % 5)}
  podManagementPolicy: ${index % 3 === 0 ? "Parallel" : "OrderedReady"}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  ${flaw === 3 ? "templates" : "template"}:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: platform
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "9100"
    spec:
      terminationGracePeriodSeconds: 60
      securityContext:
        runAsNonRoot: true
        fsGroup: 1000
      initContainers:
        - name: prepare
          image: registry.example/tools:1.${index % 30}
          command: ["sh", "-c", "mkdir -p /data/${name}"]
          volumeMounts:
            - name: data
              mountPath: /data
      containers:
        - name: store
          image: registry.example/store:2.${index % 20}.1
          args: ["--listen=:${5000 + (index % 1000)}", "--data=/data/${name}"]
          ports:
            - name: client
              containerPort: ${5000 + (index % 1000)}
            - name: peer
              containerPort: 7000
          env:
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: LOG_LEVEL
              value: info
          resources:
            requests:
              cpu: 250m
              memory: 512Mi
            limits:
              memory: 1Gi
          readinessProbe:
            httpGet:
              path: /ready
              port: client
            periodSeconds: 5
          volumeMounts:
            - name: data
              mountPath: /data
            - name: scratch
              mountPath: /tmp
      volumes:
        - name: scratch
          emptyDir: {}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: ["ReadWriteOnce"]
        resources:
          requests:
            storage: ${10 + (index % 90)}Gi
`;
}

function corpus(folder: string, brokenEach: number, namespaces = 50): string {
  for (let index = 0; index < documents / 2; index++) {
    const below = join(folder, `team-${index % 50}`);
    mkdirSync(below, { recursive: true });
    writeFileSync(
      join(below, `app-${index}.yaml`),
      pair(index, brokenEach > 0 && index % brokenEach === 0, namespaces),
    );
  }
  return folder;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** CPU time comes in steps of 10 ms: of short runs only the mean says anything. */
function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

interface Contender {
  readonly name: string;
  readonly command: (path: string) => readonly string[];
}

const OURS: Contender = {
  name: "stsctl lint",
  command: (path) => [process.execPath, program, "lint", path, "-q"],
};

/** With every finding placed and told, those of severity info too. */
const AS_JSON: Contender = {
  name: "stsctl lint -o json",
  command: (path) => [process.execPath, program, "lint", path, "-o", "json"],
};

function contenders(): readonly Contender[] {
  const other = values.vs;
  if (other === undefined) return [OURS];
  const name = other.length > 40 ? `${other.slice(0, 39)}…` : other;
  return [OURS, { name, command: (path) => ["sh", "-c", `exec ${other.replaceAll("{}", path)}`] }];
}

interface Weighed {
  readonly name: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly status: number | null;
}

/** Runs all contenders in turn. */
async function weigh(list: readonly Contender[], path: string, times: number): Promise<readonly Weighed[]> {
  const costs = list.map(() => new Array<Cost>());
  for (let round = 0; round < times; round++) {
    for (const [index, { command }] of list.entries()) costs[index]?.push(await measure(command(path), process.cwd()));
  }
  return list.map(({ name }, index) => {
    const own = costs[index] ?? [];
    return {
      name,
      wallMs: median(own.map(({ wallMs }) => wallMs)),
      cpuMs: mean(own.map(({ cpuMs }) => cpuMs)),
      peakMb: Math.max(...own.map(({ peakMb }) => peakMb)),
      status: own[0]?.status ?? null,
    };
  });
}

function printRatio([ours, other]: readonly Weighed[]): void {
  if (ours === undefined || other === undefined) return;
  const ratio = (what: "wallMs" | "cpuMs" | "peakMb"): string => (other[what] / ours[what]).toFixed(2);
  console.log(`theirs / ours: ${ratio("wallMs")} in time, ${ratio("cpuMs")} in CPU, ${ratio("peakMb")} in memory`);
}

async function compare(title: string, folder: string, list = contenders()): Promise<void> {
  console.log(`\n${title}`);
  const weighed = await weigh(list, folder, rounds);
  for (const { name, wallMs, cpuMs, peakMb, status } of weighed) {
    const rate = Math.round(documents / (wallMs / 1000)).toLocaleString("en-US");
    console.log(
      `${name.padEnd(40)} ${(wallMs / 1000).toFixed(2)} s  ${(cpuMs / 1000).toFixed(2)} CPU s  ` +
        `${peakMb.toFixed(0).padStart(4)} MB  ${rate} documents/s  exit ${status ?? "by signal"}`,
    );
  }
  printRatio(weighed);
}

const SHORT_ROUNDS = 20;

async function startUp(title: string, file: string): Promise<void> {
  console.log(`\n${title}`);
  const bare: Contender = { name: "node -e 0", command: () => [process.execPath, "-e", "0"] };
  const weighed = await weigh([...contenders(), bare], file, SHORT_ROUNDS);
  for (const { name, wallMs, cpuMs, peakMb, status } of weighed) {
    const times = `${wallMs.toFixed(1).padStart(6)} ms  ${cpuMs.toFixed(1).padStart(6)} CPU ms`;
    console.log(`${name.padEnd(40)} ${times}  ${peakMb.toFixed(0).padStart(4)} MB  exit ${status ?? "by signal"}`);
  }
  if (values.vs !== undefined) printRatio(weighed);
}

const root = mkdtempSync(join(tmpdir(), "stsctl-bench-"));
try {
  const fine = corpus(join(root, "fine"), 0);
  const broken = corpus(join(root, "broken"), 20);
  await compare(`${documents} documents in ${documents / 2} files`, fine);
  await compare("the same as data", fine, [AS_JSON]);
  await compare("the same, 1 file in 20 broken", broken);
  await compare("all in one namespace", corpus(join(root, "single"), 0, 1));
  await startUp("one file", join(fine, "team-0/app-0.yaml"));
  await startUp("one broken file", join(broken, "team-0/app-0.yaml"));
} finally {
  rmSync(root, { recursive: true });
}
