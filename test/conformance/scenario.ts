import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commandIn, type Ran } from "../e2e/command.ts";
import { normal, withoutTails } from "./normal.ts";

interface Effect {
  readonly effect: string;
  readonly revision?: string;
  readonly number?: number;
}

interface RecordedEvent {
  readonly object: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

interface Step {
  readonly kubectl?: string;
  readonly stdin?: string;
  readonly exit?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly fault?: Readonly<Record<string, string>>;
  readonly recover?: string | readonly string[];
  readonly sleep?: number;
  readonly order?: "strict" | "set";
  readonly effects: readonly Effect[];
  readonly events: readonly RecordedEvent[];
  readonly state: Readonly<Record<string, readonly object[]>>;
}

/** One recording: files, then steps, each with what a real control plane did and said. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly order: "strict" | "set";
  readonly storageClasses?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** One difference from the recording. */
export interface Difference {
  readonly step: number;
  readonly command: string;
  readonly what: string;
  readonly want: unknown;
  readonly got: unknown;
}

const MUTATES = /^(apply|create|replace|delete|scale|rollout|set|patch|label|annotate|cordon|uncordon|drain|edit)\b/;

/** The words of a recorded command line. */
export function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/s, "$2"));
}

type Obj = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- recorded JSON of every kind

function ownersOf(object: Obj): string[] {
  const references: Obj[] = object["metadata"].ownerReferences ?? [];
  return references.map((one) => `${one["kind"]}/${one["name"]}${one["controller"] ? " controller" : ""}`).sort();
}

function isReady(pod: Obj): boolean {
  const conditions: Obj[] = pod["status"]?.conditions ?? [];
  return conditions.some((condition) => condition["type"] === "Ready" && condition["status"] === "True");
}

/** The recorded view of a state, of one namespace. */
function stateOf(items: readonly Obj[]): Record<string, Obj[]> {
  const of = (kind: string): Obj[] =>
    items
      .filter((item) => item["kind"] === kind && (item["metadata"].namespace ?? "default") === "default")
      .sort((a, b) => (a["metadata"].name < b["metadata"].name ? -1 : 1));
  return {
    statefulsets: of("StatefulSet").map((o) => ({
      name: o["metadata"].name,
      generation: o["metadata"].generation,
      replicas: o["spec"].replicas,
      status: o["status"],
    })),
    pods: of("Pod").map((p) => ({
      name: p["metadata"].name,
      labels: p["metadata"].labels,
      owners: ownersOf(p),
      hostname: p["spec"].hostname,
      subdomain: p["spec"].subdomain,
      phase: p["status"]?.phase,
      ready: isReady(p),
      terminating: p["metadata"].deletionTimestamp !== undefined,
      claims: (p["spec"].volumes ?? [])
        .filter((volume: Obj) => volume["persistentVolumeClaim"] !== undefined)
        .map((volume: Obj) => `${volume["name"]}=${volume["persistentVolumeClaim"].claimName}`),
      images: p["spec"].containers.map((container: Obj) => container["image"]),
    })),
    persistentvolumeclaims: of("PersistentVolumeClaim").map((c) => ({
      name: c["metadata"].name,
      labels: c["metadata"].labels,
      owners: ownersOf(c),
      phase: c["status"]?.phase,
      terminating: c["metadata"].deletionTimestamp !== undefined,
      request: c["spec"].resources?.requests?.storage,
      storageClassName: c["spec"].storageClassName,
      finalizers: c["metadata"].finalizers,
    })),
    controllerrevisions: of("ControllerRevision").map((r) => ({
      name: r["metadata"].name,
      revision: r["revision"],
      owners: ownersOf(r),
    })),
    endpoints: of("EndpointSlice")
      .flatMap((slice) =>
        (slice["endpoints"] ?? []).map((endpoint: Obj) => ({
          service: slice["metadata"].labels?.["kubernetes.io/service-name"],
          pod: endpoint["targetRef"]?.name,
          hostname: endpoint["hostname"],
          ready: endpoint["conditions"]?.ready,
          serving: endpoint["conditions"]?.serving,
          terminating: endpoint["conditions"]?.terminating,
          ports: (slice["ports"] ?? []).map((port: Obj) => ({
            name: port["name"] ?? "",
            port: port["port"],
            protocol: port["protocol"],
          })),
        })),
      )
      .filter((endpoint) => endpoint.service !== "kubernetes"),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}

function withoutConditions(list: readonly Obj[] | undefined): unknown[] {
  return (list ?? []).map((object) => {
    if (object["status"] === undefined) return sorted(object);
    const { conditions: _conditions, ...status } = object["status"];
    return sorted({ ...object, status });
  });
}

function same(a: readonly unknown[], b: readonly unknown[], isOrdered: boolean): boolean {
  const texts = (list: readonly unknown[]): string[] => list.map((one) => JSON.stringify(one));
  return isOrdered
    ? texts(a).join("\n") === texts(b).join("\n")
    : texts(a).sort().join("\n") === texts(b).sort().join("\n");
}

function plain({ effect, revision, number }: Effect): unknown {
  return sorted({ effect, ...(revision ? { revision } : {}), ...(number != null ? { number } : {}) });
}

function revisionIn(effect: Effect): string | undefined {
  return /controllerrevision\/(\S+)/.exec(effect.effect)?.[1] ?? effect.revision;
}

/** A restart writes the moment into the template, so that revisions have other names: they become numbers. */
class RevisionNames {
  readonly #names: string[] = [];
  readonly #isOn: boolean;
  constructor(isOn: boolean) {
    this.#isOn = isOn;
  }
  learn(name: string | undefined): void {
    if (this.#isOn && name !== undefined && !this.#names.includes(name)) this.#names.push(name);
  }
  number(text: string): string {
    let result = text;
    this.#names.forEach((name, index) => {
      result = result.replaceAll(name, `REV${index + 1}`).replaceAll(name.replace(/^.*-/, ""), `rev${index + 1}`);
    });
    return result;
  }
}

/** What the API server and the controllers said about workloads; Events of other sources are not in the recordings. */
function eventsOf(items: readonly Obj[]): RecordedEvent[] {
  return items
    .filter((event) => /-controller$|controllermanager|^replicaset|^deployment/.test(event["source"]?.component ?? ""))
    .map((event) => ({
      object: `${String(event["involvedObject"].kind).toLowerCase()}/${event["involvedObject"].name}`,
      type: event["type"],
      reason: event["reason"],
      message: event["message"],
    }));
}

/** Replays a recording against the program, in process, and returns where they differ. */
export async function replay(file: string): Promise<readonly Difference[]> {
  const scenario = JSON.parse(readFileSync(file, "utf8")) as Scenario;
  const folder = mkdtempSync(join(tmpdir(), "scenario-"));
  try {
    for (const [name, text] of Object.entries(scenario.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await new Replay(scenario, commandIn(folder)).run();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Command = (argv: readonly string[], stdin?: string) => Promise<Ran>;

class Replay {
  readonly #scenario: Scenario;
  readonly #command: Command;
  readonly #differences: Difference[] = [];
  readonly #isTimed: boolean;
  readonly #isRandomlyNamed: boolean;
  readonly #theirs: RevisionNames;
  readonly #ours: RevisionNames;
  readonly #seenEvents = new Set<string>();
  readonly #allWanted: unknown[] = [];
  readonly #allGot: unknown[] = [];

  constructor(scenario: Scenario, command: Command) {
    this.#scenario = scenario;
    this.#command = command;
    const { steps } = scenario;
    this.#isTimed = steps.some((step) => step.sleep !== undefined);
    this.#isRandomlyNamed = steps.some((step) => step.state["deployments"] ?? step.state["daemonsets"]);
    const restarts = steps.some((step) => /rollout restart/.test(step.kubectl ?? ""));
    this.#theirs = new RevisionNames(restarts);
    this.#ours = new RevisionNames(restarts);
    for (const step of steps) {
      for (const effect of step.effects) this.#theirs.learn(revisionIn(effect));
      for (const revision of step.state["controllerrevisions"] ?? []) this.#theirs.learn((revision as Obj)["name"]);
    }
  }

  async run(): Promise<readonly Difference[]> {
    const classes = (this.#scenario.storageClasses ?? ["standard*"]).join(",");
    const instant = this.#isTimed ? ["start-after=0s", "stop-after=0s", "pull-time=0s"] : [];
    await this.#command(["sim", "set", `storage-classes=${classes}`, ...instant]);
    for (let index = 0; index < this.#scenario.steps.length; index++) await this.#step(index);
    return this.#differences;
  }

  #miss(step: number, what: string, want: unknown, got: unknown): void {
    const command = this.#scenario.steps[step]?.kubectl ?? "fault";
    this.#differences.push({ step, command, what, want, got });
  }

  async #step(index: number): Promise<void> {
    const step = this.#scenario.steps[index];
    if (step === undefined) return;
    const got: unknown[] = [];
    if (step.kubectl !== undefined && (await this.#kubectl(index, step, step.kubectl))) await this.#collect(got);
    if (step.sleep !== undefined) {
      await this.#command(["sim", "advance", `${step.sleep}s`]);
      await this.#collect(got);
    }
    for (const [target, as] of Object.entries(step.fault ?? {})) {
      const ran = await this.#command(["sim", "fail", target, "--as", as]);
      if (ran.exit !== 0) this.#miss(index, "fault", 0, ran.stderr);
      await this.#collect(got);
    }
    for (const target of [step.recover ?? []].flat()) {
      await this.#command(["sim", "recover", target]);
      await this.#collect(got);
    }
    this.#compareEffects(index, step, got);
    const isLast = index === this.#scenario.steps.length - 1;
    if (!this.#isTimed || isLast) await this.#compareState(index, step);
  }

  /** Whether the command was one that changes things. */
  async #kubectl(index: number, step: Step, line: string): Promise<boolean> {
    const words = wordsOf(line);
    const mutates = MUTATES.test(line);
    const quiet = mutates && !words.some((word) => word.startsWith("-o") || word.startsWith("--output")) ? ["-q"] : [];
    const bounded = mutates && this.#isTimed ? ["--for", "2s"] : [];
    const ran = await this.#command([...words, ...quiet, ...bounded], step.stdin);
    if (mutates) for (const effect of await this.#lastEffects()) this.#ours.learn(revisionIn(effect));
    if (ran.exit !== step.exit) this.#miss(index, "exit", step.exit, `${ran.exit} ${ran.stderr}`);
    for (const stream of ["stdout", "stderr"] as const) {
      const want = this.#text(step[stream], this.#theirs);
      const got = this.#text(ran[stream], this.#ours);
      if (want !== got) this.#miss(index, stream, want, got);
    }
    return mutates;
  }

  #text(text: string | undefined, names: RevisionNames): string {
    const plainText = names.number(normal(text));
    return this.#isRandomlyNamed ? withoutTails(plainText) : plainText;
  }

  async #lastEffects(): Promise<readonly Effect[]> {
    return JSON.parse((await this.#command(["timeline", "-o", "json", "--last"])).stdout) as Effect[];
  }

  async #collect(into: unknown[]): Promise<void> {
    into.push(...(await this.#lastEffects()).map(plain));
  }

  #compareEffects(index: number, step: Step, got: readonly unknown[]): void {
    const want = step.effects.map(plain);
    if (this.#isRandomlyNamed) {
      if (want.length !== got.length) this.#miss(index, "effects", want, got);
      return;
    }
    if (this.#isTimed) {
      this.#allWanted.push(...want);
      this.#allGot.push(...got);
      const isLast = index === this.#scenario.steps.length - 1;
      if (isLast && !same(this.#allWanted, this.#allGot, this.#scenario.order === "strict")) {
        this.#miss(index, "effects", this.#allWanted, this.#allGot);
      }
      return;
    }
    const theirs = JSON.parse(this.#theirs.number(JSON.stringify(want))) as unknown[];
    const ours = JSON.parse(this.#ours.number(JSON.stringify(got))) as unknown[];
    if (!same(theirs, ours, (step.order ?? this.#scenario.order) === "strict"))
      this.#miss(index, "effects", theirs, ours);
  }

  async #compareState(index: number, step: Step): Promise<void> {
    if (this.#isRandomlyNamed) return;
    const kinds = "statefulsets,pods,persistentvolumeclaims,controllerrevisions,endpointslices";
    const state = stateOf(JSON.parse((await this.#command(["get", kinds, "-o", "json"])).stdout).items);
    for (const [kind, objects] of Object.entries(state)) {
      const want = JSON.parse(this.#theirs.number(JSON.stringify(withoutConditions(step.state[kind])))) as unknown[];
      const got = JSON.parse(this.#ours.number(JSON.stringify(withoutConditions(objects)))) as unknown[];
      if (!same(want, got, false)) this.#miss(index, `state.${kind}`, want, got);
    }
    await this.#compareEvents(index, step);
  }

  /** The events that were recorded since the step before are there, and no other. */
  async #compareEvents(index: number, step: Step): Promise<void> {
    const listed = await this.#command(["get", "events", "-o", "json"]);
    const events = eventsOf(JSON.parse(listed.stdout).items);
    const textOf = (event: RecordedEvent): string => {
      const { object, type, reason, message } = event;
      return normal(JSON.stringify({ object, type, reason, message }));
    };
    const got = events.map(textOf);
    const fresh = got.filter((text) => !this.#seenEvents.has(text));
    const want = step.events.map(textOf);
    const known = new Set(want);
    const missing = want.filter((text) => !got.includes(text));
    const extra = index === 0 || this.#isTimed ? [] : fresh.filter((text) => !known.has(text));
    if (missing.length > 0 || extra.length > 0) this.#miss(index, "events", { missing }, { extra });
    for (const text of got) this.#seenEvents.add(text);
  }
}
