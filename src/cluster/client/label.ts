import { labelValueFlaws } from "../../api/names.ts";
import type { KubeObject } from "../../api/object.ts";
import { refuse } from "./refused.ts";
import type { Request } from "./request.ts";
import { dryRunSuffix, keyOfTarget, writeOptions, type Session } from "./session.ts";
import type { Target } from "./target.ts";
import { namesOne, refuseAllWithSelectors } from "./targets.ts";

type LabelRequest = Extract<Request, { verb: "label" | "annotate" }>;
type Found = Target & { readonly object: KubeObject };
type Pairs = Readonly<Record<string, string>>;

interface Changes {
  readonly set: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
}

function labelSet(word: string): readonly [string, string] {
  const parts = word.split("=");
  const [key = "", value = ""] = parts;
  if (parts.length !== 2) refuse(`invalid label spec: ${word}`);
  const flaws = labelValueFlaws(value);
  if (flaws.length > 0) refuse(`invalid label value: ${JSON.stringify(word)}: ${flaws.join(";")}`);
  return [key, value];
}

function annotationSet(word: string): readonly [string, string] {
  const at = word.indexOf("=");
  return [word.slice(0, at), word.slice(at + 1)];
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/label/label.go, `parseLabels` (1.36) */
function changesFrom({ verb, changes }: LabelRequest): Changes {
  const isLabel = verb === "label";
  const words = changes.map((word) => ({ word, sets: word.includes("=") }));
  const set = new Map(
    words.flatMap(({ word, sets }) => (sets ? [isLabel ? labelSet(word) : annotationSet(word)] : [])),
  );
  const removed = words.flatMap(({ word, sets }) => {
    if (sets) return [];
    if (!word.endsWith("-")) return refuse(`unknown ${isLabel ? "label" : "annotation"} spec: ${word}`);
    return [word.slice(0, -1)];
  });
  const both = removed.filter((key) => set.has(key));
  if (both.length > 0) {
    refuse(
      isLabel
        ? "can not both modify and remove a label in the same command"
        : `can not both modify and remove the following annotation(s) in the same command: ${both.join(", ")}`,
    );
  }
  return { set, removed };
}

function pairsOf({ verb }: LabelRequest, object: KubeObject): Pairs {
  return (verb === "label" ? object.metadata.labels : object.metadata.annotations) ?? {};
}

function valueIn(pairs: Pairs, key: string): string | undefined {
  return Object.hasOwn(pairs, key) ? pairs[key] : undefined;
}

/** Why values may not be overwritten; undefined when they may. */
function overwriting({ verb, overwrite }: LabelRequest, pairs: Pairs, { set }: Changes): string | undefined {
  if (overwrite === true) return undefined;
  const taken = [...set].flatMap(([key, value]) => {
    const now = valueIn(pairs, key);
    const isFree = now === undefined || now === value || (verb === "annotate" && key === "kubernetes.io/change-cause");
    return isFree ? [] : [`'${key}' already has a value (${now})`];
  });
  if (taken.length === 0) return undefined;
  if (verb === "annotate")
    return `--overwrite is false but found the following declared annotation(s): ${taken.join("; ")}`;
  const reasons = taken.map((reason) => `${reason}, and --overwrite is false`);
  return reasons.length === 1 ? reasons.join("") : `[${reasons.join(", ")}]`;
}

function operationOf({ verb }: LabelRequest, pairs: Pairs, { set, removed }: Changes): string {
  if (verb === "annotate") return "annotated";
  const adds = [...set].some(([key, value]) => valueIn(pairs, key) !== value);
  const removes = removed.some((key) => valueIn(pairs, key) !== undefined);
  if (adds && removes) return "modified";
  return adds ? "labeled" : removes ? "unlabeled" : "not labeled";
}

/** The object with its labels or annotations changed. */
function changed(request: LabelRequest, object: KubeObject, { set, removed }: Changes): KubeObject {
  const entries = Object.entries({ ...pairsOf(request, object), ...Object.fromEntries(set) });
  const pairs = Object.fromEntries(entries.filter(([key]) => !removed.includes(key)));
  return { ...object, metadata: { ...object.metadata, [request.verb === "label" ? "labels" : "annotations"]: pairs } };
}

/** `--list` shows what there would be and sends nothing. `isAlone`: the command line can only mean one object. */
function list(session: Session, request: LabelRequest, target: Found, changes: Changes, isAlone: boolean): void {
  const { resource, object, name } = target;
  const refusal = overwriting(request, pairsOf(request, object), changes);
  if (refusal !== undefined) {
    session.refused(refusal, target);
    return;
  }
  const what = request.verb === "label" ? "labels" : "annotations";
  const lines = Object.entries(pairsOf(request, changed(request, object, changes))).map(
    ([key, value]) => `${isAlone ? "" : " "}${key}=${value}`,
  );
  session.notes.push(...(isAlone ? [] : [`Listing ${what} for ${resource.kind}.${resource.group}/${name}:`]), ...lines);
}

function changeOne(session: Session, request: LabelRequest, target: Found, changes: Changes): void {
  const { object } = target;
  const pairs = pairsOf(request, object);
  const refusal = overwriting(request, pairs, changes);
  if (refusal !== undefined) {
    session.refused(refusal, target);
    return;
  }
  const operation = `${operationOf(request, pairs, changes)}${dryRunSuffix(request.dryRun)}`;
  if (request.dryRun === "client") {
    session.done(target, changed(request, object, changes), operation);
    return;
  }
  if (request.verb === "label") {
    for (const key of changes.removed) {
      if (valueIn(pairs, key) !== undefined) continue;
      const line = `label ${JSON.stringify(key)} not found.`;
      session.results.push({ resource: target.resource, object, operation: "not found", line });
    }
  }
  const gone = changes.removed.filter((key) => valueIn(pairs, key) !== undefined).map((key) => [key, null] as const);
  const field = Object.fromEntries([...changes.set, ...gone]);
  const metadata = {
    [request.verb === "label" ? "labels" : "annotations"]: field,
    ...(request.resourceVersion === undefined ? {} : { resourceVersion: request.resourceVersion }),
  };
  const options = writeOptions(request.dryRun, session.manager(`kubectl-${request.verb}`), { fieldValidation: "Warn" });
  const patch = { type: "merge", body: { metadata } } as const;
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), patch, options));
  if (answer.ok) session.done(target, answer.object, operation);
  else session.failed(answer.status, target);
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/label/label.go, annotate/annotate.go (1.36) */
export function label(session: Session, request: LabelRequest): void {
  const changes = changesFrom(request);
  refuseAllWithSelectors(request.targets);
  const isEmpty = changes.set.size + changes.removed.length === 0;
  if (isEmpty && request.list !== true) {
    refuse(`at least one ${request.verb === "label" ? "label" : "annotation"} update is required`);
  }
  const resolution = session.resolve(request.targets, { namesGoBeforeAll: true });
  const isAlone = namesOne(resolution);
  if (request.resourceVersion !== undefined && !isAlone) {
    refuse("--resource-version may only be used with a single resource");
  }
  for (const target of session.fetchAll(resolution.targets)) {
    if (request.list === true) list(session, request, target, changes, isAlone);
    else changeOne(session, request, target, changes);
  }
}
