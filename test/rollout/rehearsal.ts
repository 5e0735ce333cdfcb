import type { StatefulSetSpec } from "../../src/api/kinds/statefulset/types.ts";
import type { KubeObject, ObjectKey } from "../../src/api/object.ts";
import { EMPTY_SNAPSHOT } from "../../src/cluster/snapshot.ts";
import type { FaultKind, Settings } from "../../src/cluster/world.ts";
import type { Diagnosis } from "../../src/rollout/diagnosis.ts";
import { diagnoseStatefulSet } from "../../src/rollout/statefulset-diagnosis.ts";
import { openSimulation, type Simulation } from "../../src/sim/simulation.ts";
import type { RunReport } from "../../src/sim/work.ts";

const KINDS: Readonly<Record<string, string>> = { sts: "StatefulSet", pod: "Pod", pvc: "PersistentVolumeClaim" };

/** The words of a command line; single quotes keep what is between them together. */
function words(line: string): readonly string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'(.*)'$/s, "$1"));
}

/** A set called `web` in a simulated cluster, and the few commands that diagnoses name. */
export class Rehearsal {
  readonly sim: Simulation = openSimulation(EMPTY_SNAPSHOT);
  report: RunReport = this.sim.run({ kind: "settled" });

  apply(spec: Partial<StatefulSetSpec> & { readonly image?: string }): this {
    const { image = "nginx:1.25", ...rest } = spec;
    const body = {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "web", namespace: "default" },
      spec: {
        replicas: 3,
        serviceName: "web",
        selector: { matchLabels: { app: "web" } },
        template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "nginx", image }] } },
        ...rest,
      },
    };
    const answer = this.sim.cluster.create(body, "default");
    if (!answer.ok) throw new Error(answer.status.message);
    return this.run();
  }

  run(): this {
    this.report = this.sim.run({ kind: "settled" });
    return this;
  }

  fail(target: string, as: FaultKind): this {
    this.sim.fail({ target, namespace: /^(pod|pvc)\//.test(target) ? "default" : "", as });
    return this.run();
  }

  patch(kind: string, name: string, body: unknown, type: "merge" | "strategic" = "merge"): this {
    const key: ObjectKey = { kind, namespace: "default", name };
    const answer = this.sim.cluster.patch(key, { type, body });
    if (!answer.ok) throw new Error(answer.status.message);
    return this.run();
  }

  image(image: string): this {
    const containers = [{ name: "nginx", image }];
    return this.patch("StatefulSet", "web", { spec: { template: { spec: { containers } } } }, "strategic");
  }

  get(kind: string, name: string): KubeObject | undefined {
    return this.sim.cluster.view().get(kind, "default", name);
  }

  diagnose(): Diagnosis {
    const { cluster } = this.sim;
    const set = cluster.view().get("StatefulSet", "default", "web");
    if (set === undefined) throw new Error("there is no set");
    const { settled } = this.report;
    return diagnoseStatefulSet({ view: cluster.view(), now: cluster.now, world: cluster.world, settled }, set);
  }

  /** Does what a command of a diagnosis says. */
  obey(line: string): this {
    const [, verb = "", ...rest] = words(line);
    switch (verb) {
      case "delete":
        return this.#delete(rest);
      case "set":
        return this.image((rest[2] ?? "").replace(/^nginx=/, ""));
      case "patch":
        return this.#patch(rest);
      case "annotate":
        return this.patch(KINDS[rest[0] ?? ""] ?? "", rest[1] ?? "", { metadata: { annotations: { wake: "now" } } });
      case "wait":
        return this.run();
      case "uncordon":
        return this.patchNode(rest[0] ?? "", { spec: { unschedulable: null } });
      case "label":
        return this.#label(rest);
      case "sim":
        return this.#sim(rest);
      default:
        throw new Error(`not a command of this test: ${line}`);
    }
  }

  patchNode(name: string, body: unknown): this {
    const answer = this.sim.cluster.patch({ kind: "Node", namespace: "", name }, { type: "merge", body });
    if (!answer.ok) throw new Error(answer.status.message);
    return this.run();
  }

  #label([kind, name = "", ...rest]: readonly string[]): this {
    if (kind !== "node") throw new Error(`not a node: ${name}`);
    const pairs = rest.filter((word) => !word.startsWith("--")).map((word) => word.split("="));
    const labels = pairs.map(([key = "", value]) => (value === undefined ? [key.slice(0, -1), null] : [key, value]));
    return this.patchNode(name, { metadata: { labels: Object.fromEntries(labels) as unknown } });
  }

  #delete(rest: readonly string[]): this {
    const options = rest.includes("--force") ? { gracePeriodSeconds: 0 } : {};
    for (const name of rest.slice(1).filter((word) => !word.startsWith("-"))) {
      this.sim.cluster.delete({ kind: KINDS[rest[0] ?? ""] ?? "", namespace: "default", name }, options);
    }
    return this.run();
  }

  #patch(rest: readonly string[]): this {
    const body: unknown = JSON.parse(rest.at(-1) ?? "");
    return this.patch(KINDS[rest[0] ?? ""] ?? "", rest[1] ?? "", body);
  }

  #sim([verb, target = ""]: readonly string[]): this {
    if (verb === "recover") {
      this.sim.recover([{ target, namespace: /^(pod|pvc)\//.test(target) ? "default" : "" }]);
      return this.run();
    }
    const nodes = /^nodes=(\d+)$/.exec(target);
    if (nodes !== null) return this.nodes(Number(nodes[1]));
    const classes = target.replace(/^storage-classes=/, "").split(",");
    return this.classes(...classes);
  }

  nodes(count: number): this {
    this.sim.set({ nodes: count });
    return this.run();
  }

  /** The storage classes there are; `*` after the default one. */
  classes(...names: readonly string[]): this {
    const marked = names.find((name) => name.endsWith("*"));
    const storageClasses = names.map((name) => name.replace(/\*$/, ""));
    const change: Partial<Settings> = { storageClasses, defaultClass: marked?.slice(0, -1) ?? "" };
    this.sim.set(change);
    return this.run();
  }
}
