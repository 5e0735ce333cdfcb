import { scaledValue } from "../../../src/api/int-or-percent.ts";
import type { DaemonSet } from "../../../src/api/kinds/daemonset/types.ts";
import type { Deployment } from "../../../src/api/kinds/deployment/types.ts";
import { isActive, isAvailable } from "../../../src/api/kinds/pod/lifecycle.ts";
import { isPodReady, type Pod } from "../../../src/api/kinds/pod/types.ts";
import type { ReplicaSet } from "../../../src/api/kinds/replicaset/types.ts";
import { controllerOf, type KubeObject, type ObjectKey } from "../../../src/api/object.ts";
import { selects } from "../../../src/api/selector.ts";
import type { Cluster } from "../../../src/cluster/cluster.ts";
import type { View } from "../../../src/cluster/view.ts";
import { boundsIn, demandIn } from "./demand.ts";
import { isReachable, nodeOf } from "./promises.ts";

const isTerminating = ({ metadata }: KubeObject): boolean => metadata.deletionTimestamp !== undefined;

/** Holds every write of Deployments', ReplicaSets' and DaemonSets' controllers against the bounds of their updates. */
export class BoundsWatch {
  readonly broken: string[] = [];
  /** Deletions that left a Deployment with fewer available pods than its update allows: wrong unless others take pods away. */
  readonly shortfalls: string[] = [];
  readonly #cluster: () => Cluster;
  readonly #objects: () => readonly KubeObject[];

  constructor(cluster: () => Cluster, objects: () => readonly KubeObject[]) {
    this.#cluster = cluster;
    this.#objects = objects;
  }

  #require(holds: boolean, what: string): void {
    if (!holds) this.broken.push(what);
  }

  #view(): View {
    return this.#cluster().view();
  }

  /** Objects as they are now, past the view that a step has. */
  #live(kind: string, name: string): KubeObject | undefined {
    const answer = this.#cluster().get({ kind, namespace: "default", name });
    return answer.ok ? answer.object : undefined;
  }

  #list(kind: "ReplicaSet" | "Pod", uid: string | undefined): readonly KubeObject[] {
    return this.#objects().filter((one) => one.kind === kind && controllerOf(one)?.uid === uid);
  }

  wrote(controller: string, verb: "create" | "update", object: KubeObject): void {
    if (controller === "deployment-controller" && object.kind === "ReplicaSet") this.#sized(object as ReplicaSet, verb);
    if (verb === "create" && object.kind === "Pod") {
      if (controller === "replicaset-controller") this.#fills(object as Pod);
      if (controller === "daemonset-controller") this.#surges(object as Pod);
    }
  }

  /** A Deployment that rolls never wants more pods than its surge allows, once it wants more at all. */
  #sized(set: ReplicaSet, verb: "create" | "update"): void {
    const owner = controllerOf(set);
    const deployment = owner === undefined ? undefined : (this.#live("Deployment", owner.name) as Deployment);
    if (deployment === undefined) return;
    const old = verb === "create" ? undefined : (this.#live("ReplicaSet", set.metadata.name) as ReplicaSet);
    const wanted = set.spec.replicas ?? 0;
    if (wanted <= (old?.spec.replicas ?? 0)) return;
    const others = (this.#list("ReplicaSet", deployment.metadata.uid) as readonly ReplicaSet[]).filter(
      (one) => one.metadata.name !== set.metadata.name,
    );
    const sum = others.reduce((all, one) => all + (one.spec.replicas ?? 0), wanted);
    const most = (deployment.spec.replicas ?? 1) + boundsIn(deployment).maxSurge;
    this.#require(sum <= most, `${deployment.metadata.name} wants ${sum} pods and may have ${most}`);
    if (deployment.spec.strategy?.type !== "Recreate" || old !== undefined) return;
    const running = others.flatMap((one) => this.#list("Pod", one.metadata.uid)).length;
    this.#require(running === 0 || others.length === 0, `${deployment.metadata.name} recreates beside ${running} pods`);
  }

  /** A ReplicaSet never makes more pods than it is to have. */
  #fills(pod: Pod): void {
    const owner = controllerOf(pod);
    const set = owner === undefined ? undefined : (this.#live("ReplicaSet", owner.name) as ReplicaSet | undefined);
    if (set === undefined) return;
    this.#require(!isTerminating(set), `creates a pod of ${set.metadata.name}, which is being deleted`);
    const active = (this.#list("Pod", set.metadata.uid) as readonly Pod[]).filter(isActive).length;
    this.#require(active < (set.spec.replicas ?? 1), `${set.metadata.name} makes pod ${active + 1}`);
  }

  /** A node never has two pods of a DaemonSet, but in an update that may surge. */
  #surges(pod: Pod): void {
    const owner = controllerOf(pod);
    const set = owner === undefined ? undefined : (this.#live("DaemonSet", owner.name) as DaemonSet | undefined);
    if (set === undefined) return;
    this.#require(!isTerminating(set), `creates a pod of ${set.metadata.name}, which is being deleted`);
    const there = (this.#list("Pod", set.metadata.uid) as readonly Pod[]).filter(
      (one) => nodeOf(one) === nodeOf(pod) && isActive(one),
    );
    const surge = set.spec.updateStrategy?.rollingUpdate?.maxSurge ?? 0;
    const most = surge === 0 || surge === "0%" ? 0 : 1;
    this.#require(there.length <= most, `${set.metadata.name} makes a pod beside ${there.length} on its node`);
  }

  deletes(controller: string, key: ObjectKey): void {
    if (key.kind !== "Pod") {
      if (key.kind === "ReplicaSet" && controller === "deployment-controller") this.#trims(key.name);
      return;
    }
    const pod = this.#live("Pod", key.name) as Pod | undefined;
    if (pod === undefined || controllerOf(pod) === undefined) return;
    if (controller === "replicaset-controller") this.#shrinks(pod);
    if (controller === "daemonset-controller") this.#replaces(pod);
  }

  /** History is cleaned up of sets that have no pods and are not the current one. */
  #trims(name: string): void {
    const set = this.#live("ReplicaSet", name) as ReplicaSet | undefined;
    if (set === undefined) return;
    this.#require((set.spec.replicas ?? 0) === 0, `the history drops ${name}, which has ${set.spec.replicas} pods`);
  }

  /** A ReplicaSet deletes pods as long as it has too many. */
  #shrinks(pod: Pod): void {
    const set = this.#live("ReplicaSet", controllerOf(pod)?.name ?? "") as ReplicaSet | undefined;
    if (set === undefined) return;
    const pods = this.#list("Pod", set.metadata.uid) as readonly Pod[];
    const active = pods.filter(isActive);
    this.#require(
      active.length > (set.spec.replicas ?? 1),
      `${set.metadata.name} deletes ${pod.metadata.name} and is short of pods`,
    );
    this.#thins(set, pod);
  }

  #thins(set: ReplicaSet, pod: Pod): void {
    const owner = controllerOf(set);
    const deployment =
      owner === undefined ? undefined : (this.#live("Deployment", owner.name) as Deployment | undefined);
    if (deployment === undefined || deployment.spec.strategy?.type === "Recreate") return;
    const { now } = this.#cluster();
    const serves = (one: Pod): boolean => isActive(one) && isAvailable(one, deployment.spec.minReadySeconds ?? 0, now);
    if (!serves(pod)) return;
    const pods = this.#list("ReplicaSet", deployment.metadata.uid).flatMap(
      (one) => this.#list("Pod", one.metadata.uid) as readonly Pod[],
    );
    const left = pods.filter((one) => one !== pod && serves(one)).length;
    const least = (deployment.spec.replicas ?? 1) - boundsIn(deployment).maxUnavailable;
    if (left < least)
      this.shortfalls.push(`${deployment.metadata.name} is left with ${left} pods of at least ${least}`);
  }

  /** Old pods of a DaemonSet that are available go as long as few enough nodes are without one. */
  #replaces(pod: Pod): void {
    const set = this.#live("DaemonSet", controllerOf(pod)?.name ?? "") as DaemonSet | undefined;
    if (set === undefined) return;
    this.#require(!isTerminating(set), `deletes a pod of ${set.metadata.name}, which is being deleted`);
    const pods = (this.#list("Pod", set.metadata.uid) as readonly Pod[]).filter((one) => !isTerminating(one));
    const beside = pods.filter((one) => one !== pod && nodeOf(one) === nodeOf(pod));
    const seconds = set.spec.minReadySeconds ?? 0;
    const { now } = this.#cluster();
    const node = this.#view().get("Node", "", nodeOf(pod) ?? "");
    if (node === undefined || beside.length > 0 || !isAvailable(pod, seconds, now)) return;
    const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
    this.#require(type === "RollingUpdate", `${set.metadata.name} replaces ${pod.metadata.name} with OnDelete`);
    const nodes = this.#view().list("Node").filter(isReachable).length;
    const covered = new Set(
      pods.filter((one) => one !== pod && isAvailable(one, seconds, now)).map((one) => nodeOf(one)),
    );
    const may = Math.max(1, scaledValue(rollingUpdate?.maxUnavailable ?? 1, nodes, "up"));
    const missing = nodes - covered.size;
    this.#require(missing <= may, `${set.metadata.name} leaves ${missing} of ${nodes} nodes without a pod`);
  }

  /** Gives what judges the eviction once it was granted: healthy pods do not fall below what the budget asks for. */
  beforeEviction(key: ObjectKey): () => void {
    const pod = this.#live("Pod", key.name) as Pod | undefined;
    const budgets = this.#view().list("PodDisruptionBudget", "default");
    const covering = pod === undefined ? [] : budgets.filter((one) => selects(one.spec.selector, pod.metadata.labels));
    const [budget] = covering;
    const isCharged = pod !== undefined && isPodReady(pod) && !isTerminating(pod) && pod.status?.phase === "Running";
    return () => {
      if (budget === undefined || !isCharged) return;
      const { desired, healthy } = demandIn(budget, this.#view());
      if (desired === undefined) return;
      this.#require(healthy >= desired, `evicting ${key.name} leaves ${healthy} of ${desired} pods`);
    };
  }
}
