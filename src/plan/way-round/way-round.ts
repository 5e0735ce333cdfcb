import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { compareQuantities, parseQuantity, type Quantity } from "../../api/quantity.ts";
import { controllerOf, type ObjectKey } from "../../api/object.ts";
import type { Request } from "../../cluster/client/request.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import { command } from "../../rollout/commands.ts";
import { isServing, slotsOf } from "../../rollout/slots.ts";
import { actOf } from "../command-line.ts";
import type { Refusal, WayRound } from "../model.ts";
import { sourcesOf } from "../objects/object-changes.ts";
import type { RefusedWrite } from "../objects/refused-writes.ts";
import { Rehearsal, type RehearsalOptions } from "../rehearsal.ts";

export interface Refused {
  readonly snapshot: Snapshot;
  readonly request: Request;
  readonly options: RehearsalOptions;
  readonly refused: readonly RefusedWrite[];
}

/** A way that is being walked: each command is tried at once. */
class Walk {
  readonly rehearsal: Rehearsal;
  readonly commands: string[] = [];
  readonly cautions: string[] = [];

  constructor({ snapshot, options }: Refused) {
    this.rehearsal = new Rehearsal(snapshot, { ...options, until: { kind: "settled" } });
  }

  /** Does what a command line says; gives whether the server took it. Only then it is part of the way. */
  go(text: string): boolean {
    const act = actOf(text);
    if (act === undefined || !("request" in act)) return false;
    return this.send(text, act.request);
  }

  send(text: string, request: Request, about?: ObjectKey): boolean {
    const { failures } = this.rehearsal.try(request);
    const concerns = failures.filter((failure) => {
      if (about === undefined || failure.kind !== "status") return true;
      return failure.status.details?.name === about.name && failure.status.details.kind === about.kind;
    });
    if (concerns.length > 0) return false;
    this.commands.push(text);
    return true;
  }

  set({ namespace, name }: ObjectKey): StatefulSet | undefined {
    return this.rehearsal.cluster.view().get("StatefulSet", namespace, name);
  }
}

/** The command that sends the request again. */
function again(request: Request): string {
  const files = [...new Set(sourcesOf(request).map(({ file }) => (file === "STDIN" ? "-" : file)))];
  const verb = request.verb === "replace" ? "replace" : "apply";
  return command(`${verb} ${files.map((file) => `-f ${file}`).join(" ")}`, request.namespace);
}

function quantity(value: unknown): Quantity | undefined {
  const parsed = typeof value === "string" || typeof value === "number" ? parseQuantity(String(value)) : undefined;
  return parsed?.ok === true ? parsed.quantity : undefined;
}

function sizeOf(claim: Pick<PersistentVolumeClaim, "spec">): Quantity | undefined {
  return quantity(claim.spec.resources?.requests?.["storage"]);
}

/** Claims that exist do not follow their template: those that are to be larger are enlarged one by one. */
function enlarge(walk: Walk, wanted: StatefulSet): void {
  const { namespace = "", name } = wanted.metadata;
  const view = walk.rehearsal.cluster.view();
  for (const template of wanted.spec.volumeClaimTemplates ?? []) {
    const size = sizeOf(template);
    const claims = view.list("PersistentVolumeClaim", namespace).filter((claim) => {
      return claim.metadata.name.startsWith(`${template.metadata.name}-${name}-`) && /-\d+$/.test(claim.metadata.name);
    });
    for (const claim of claims) {
      const is = sizeOf(claim);
      if (size === undefined || is === undefined) continue;
      const order = compareQuantities(size, is);
      if (order < 0) walk.cautions.push(`Claim ${claim.metadata.name} keeps its size: claims do not shrink.`);
      if (order <= 0) continue;
      const storage = String(template.spec.resources?.requests?.["storage"]);
      const patch = JSON.stringify({ spec: { resources: { requests: { storage } } } });
      if (walk.go(command(`patch pvc ${claim.metadata.name} -p '${patch}'`, namespace))) continue;
      walk.cautions.push(`Claim ${claim.metadata.name} keeps its size: its storage class does not let it grow.`);
    }
  }
}

function hasClaims(pod: Pod, set: StatefulSet): boolean {
  const mounted = new Set((pod.spec.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? []));
  return (set.spec.volumeClaimTemplates ?? []).every(({ metadata }) =>
    mounted.has(`${metadata.name}-${pod.metadata.name}`),
  );
}

/** Whether a pod is not what the set would make: another's, without the claims, or below another Service. */
function isOutdated(pod: Pod, set: StatefulSet): boolean {
  if (controllerOf(pod)?.uid !== set.metadata.uid) return true;
  return !hasClaims(pod, set) || (pod.spec.subdomain ?? "") !== (set.spec.serviceName ?? "");
}

/** The pods that the set does not change by itself, in an order in which each comes back before the next goes. */
function replaceOutdated(walk: Walk, key: ObjectKey): void {
  const MOST = 1000;
  for (let count = 0; count < MOST; count++) {
    const set = walk.set(key);
    if (set === undefined) return;
    const view = walk.rehearsal.cluster.view();
    const first = set.spec.ordinals?.start ?? 0;
    const names = Array.from({ length: set.spec.replicas ?? 1 }, (_, index) => `${key.name}-${first + index}`);
    const pods = names.flatMap((name) => view.get("Pod", key.namespace, name) ?? []);
    const outdated = pods.filter((pod) => isOutdated(pod, set));
    const foreign = outdated.filter((pod) => controllerOf(pod)?.uid !== set.metadata.uid);
    const next = foreign[0] ?? outdated.at(-1);
    if (next === undefined || !walk.go(command(`delete pod ${next.metadata.name}`, key.namespace))) return;
  }
}

function reached(walk: Walk, key: ObjectKey, servingBefore: number): boolean {
  const set = walk.set(key);
  if (set === undefined) return false;
  const { replicas } = slotsOf(walk.rehearsal.cluster.view(), set);
  const ready = replicas.filter(isServing);
  const isCurrent = replicas.every(({ pod }) => pod !== undefined && !isOutdated(pod, set));
  return isCurrent && ready.length >= Math.min(servingBefore, replicas.length);
}

function sentenceFor(commands: readonly string[], changesTemplates: boolean): string {
  const pods = commands.filter((text) => text.includes(" delete pod ")).length;
  const keep = "the set is deleted alone and made anew around its pods, which run on";
  const replaced =
    pods === 0
      ? ""
      : `; then ${pods === 1 ? "a pod is" : `${pods} pods are`} replaced one by one, each when the one before is ready`;
  return `${keep}${replaced}${changesTemplates ? ". Claims that exist stay, with their data" : ""}`;
}

const KEPT_CLASS =
  "Claims that exist keep what their old template said; only a claim that is made anew follows the new one, without the old data.";

function statefulSetWay(
  facts: Refused,
  key: ObjectKey,
  live: StatefulSet,
  wanted: StatefulSet,
  fields: readonly string[],
): WayRound | undefined {
  const walk = new Walk(facts);
  const servingBefore = slotsOf(walk.rehearsal.cluster.view(), live).replicas.filter(isServing).length;
  if (!walk.go(command(`delete sts ${key.name} --cascade=orphan`, key.namespace))) return undefined;
  enlarge(walk, wanted);
  if (!walk.send(again(facts.request), facts.request, key)) return undefined;
  replaceOutdated(walk, key);
  const others = fields.filter(
    (field) => field.includes("volumeClaimTemplates") && !field.endsWith("requests.storage"),
  );
  const keepsOld = others.some((field) => /storageClassName|accessModes|volumeMode|selector/.test(field));
  return {
    sentence: sentenceFor(
      walk.commands,
      fields.some((field) => field.includes("volumeClaimTemplates")),
    ),
    cautions: [...(keepsOld ? [KEPT_CLASS] : []), ...walk.cautions],
    commands: walk.commands,
    isVerified: reached(walk, key, servingBefore),
  };
}

const REMAKABLE: Readonly<Record<string, string>> = {
  Service: "svc",
  Deployment: "deploy",
  DaemonSet: "ds",
  PodDisruptionBudget: "pdb",
};

/** Kinds that hold no data are deleted and made anew. */
function remade(facts: Refused, key: ObjectKey): WayRound | undefined {
  const word = REMAKABLE[key.kind];
  if (word === undefined) return undefined;
  const walk = new Walk(facts);
  if (!walk.go(command(`delete ${word} ${key.name}`, key.namespace))) return undefined;
  if (!walk.send(again(facts.request), facts.request, key)) return undefined;
  const isVerified = walk.rehearsal.cluster.view().get(key.kind, key.namespace, key.name) !== undefined;
  const gone = key.kind === "Service" ? "its names are unanswered meanwhile" : "its pods are made anew";
  return { sentence: `it is deleted and made anew; ${gone}`, cautions: [], commands: walk.commands, isVerified };
}

function wayRound(facts: Refused, { key, fields }: Refusal): WayRound | undefined {
  if (key === undefined || fields.length === 0 || sourcesOf(facts.request).length === 0) return undefined;
  const write = facts.refused.find(
    (one) => one.key.kind === key.kind && one.key.name === key.name && one.key.namespace === key.namespace,
  );
  if (write?.live === undefined || write.wanted === undefined) return undefined;
  if (key.kind !== "StatefulSet") return remade(facts, key);
  const names = fields.map(({ field }) => field);
  return statefulSetWay(facts, key, write.live as StatefulSet, write.wanted as StatefulSet, names);
}

/** Refusals with a way to the same end, where a rehearsal has found one. */
export function withWaysRound(refusals: readonly Refusal[], facts: Refused): readonly Refusal[] {
  return refusals.map((refusal) => {
    const way = wayRound(facts, refusal);
    return way?.isVerified === true ? { ...refusal, wayRound: way } : refusal;
  });
}
