// npm run bench -- lint [--vs "COMMAND {}"] [--documents N] [--rounds N]
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

function shown(
  name: string,
  costs: readonly Cost[],
  count: number,
): { readonly wallMs: number; readonly cpuMs: number } {
  const wallMs = median(costs.map((cost) => cost.wallMs));
  const cpuMs = median(costs.map((cost) => cost.cpuMs));
  const peakMb = Math.max(...costs.map((cost) => cost.peakMb));
  const rate = Math.round(count / (wallMs / 1000)).toLocaleString("en-US");
  const best = Math.min(...costs.map((cost) => cost.wallMs));
  console.log(
    `${name.padEnd(22)} ${(wallMs / 1000).toFixed(3)} s (best ${(best / 1000).toFixed(3)})  ${(cpuMs / 1000).toFixed(2)} CPU s  ` +
      `${peakMb.toFixed(0)} MB  ${rate} documents/s  exit ${costs[0]?.status ?? "?"}`,
  );
  return { wallMs, cpuMs };
}

async function compare(title: string, folder: string, count: number): Promise<void> {
  console.log(`\n${title}`);
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  const other = values.vs?.replaceAll("{}", folder);
  for (let round = 0; round < rounds; round++) {
    ours.push(await measure([process.execPath, program, "lint", folder, "-q"], folder));
    if (other !== undefined) theirs.push(await measure(["sh", "-c", `exec ${other}`], folder));
  }
  const mine = shown("stsctl lint", ours, count);
  if (other === undefined) return;
  const rival = shown(other.split(" ")[0] ?? "", theirs, count);
  const ratio = (a: number, b: number): string => (b / a).toFixed(2);
  console.log(`ratio: ${ratio(mine.wallMs, rival.wallMs)} in time, ${ratio(mine.cpuMs, rival.cpuMs)} in CPU`);
}

async function startUp(folder: string): Promise<void> {
  console.log("\none file");
  const file = join(folder, "one.yaml");
  writeFileSync(file, pair(1, false));
  const runs: Cost[] = [];
  const bare: Cost[] = [];
  for (let round = 0; round < 20; round++) {
    runs.push(await measure([process.execPath, program, "lint", file], folder));
    bare.push(await measure([process.execPath, "-e", "0"], folder));
  }
  const ms = (costs: readonly Cost[], what: "wallMs" | "cpuMs"): string =>
    median(costs.map((cost) => cost[what])).toFixed(1);
  console.log(`stsctl lint one.yaml   ${ms(runs, "wallMs")} ms wall, ${ms(runs, "cpuMs")} ms CPU`);
  console.log(`node -e 0              ${ms(bare, "wallMs")} ms wall, ${ms(bare, "cpuMs")} ms CPU`);
}

const root = mkdtempSync(join(tmpdir(), "stsctl-bench-"));
try {
  await compare(`${documents} documents in ${documents / 2} files`, corpus(join(root, "fine"), 0), documents);
  await compare(`the same, 1 file in 20 broken`, corpus(join(root, "broken"), 20), documents);
  await compare("all in one namespace", corpus(join(root, "single"), 0, 1), documents);
  await startUp(root);
} finally {
  rmSync(root, { recursive: true });
}
