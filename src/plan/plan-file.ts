import { isJsonObject } from "../base/json.ts";
import type { Request, SourcedObject } from "../cluster/client/request.ts";
import type { Snapshot } from "../cluster/snapshot.ts";

/** Tells one state of a cluster from another. */
export interface StateMark {
  readonly revision: number;
  readonly clock: number;
  readonly resourceVersion: number;
}

/** A plan that is kept: the request, and the state that it was made for. */
export interface PlanFile {
  readonly kind: "stsctl-plan";
  readonly version: 1;
  readonly state: StateMark;
  readonly request: Request;
}

export function markOf({ revision, clock, counters }: Snapshot): StateMark {
  return { revision, clock, resourceVersion: counters.resourceVersion };
}

export function isSameState(a: StateMark, b: StateMark): boolean {
  return a.revision === b.revision && a.clock === b.clock && a.resourceVersion === b.resourceVersion;
}

/** What the user wrote without the way to find it in its file. */
function bare({ file, object }: SourcedObject): SourcedObject {
  return { file, object };
}

/** The request as it can be kept. */
function plain(request: Request): Request {
  if ("manifests" in request) return { ...request, manifests: request.manifests.map(bare) };
  const { targets } = request;
  return targets.files === undefined
    ? request
    : { ...request, targets: { ...targets, files: targets.files.map(bare) } };
}

/** Integers beyond 2^53 keep their digits under a name of their own. */
const WIDE = "$integer";

export function encodePlanFile(request: Request, state: StateMark): string {
  const file: PlanFile = { kind: "stsctl-plan", version: 1, state, request: plain(request) };
  const text = JSON.stringify(
    file,
    (_name, value: unknown) => (typeof value === "bigint" ? { [WIDE]: String(value) } : value),
    1,
  );
  return `${text}\n`;
}

function revived(_name: string, value: unknown): unknown {
  const digits = isJsonObject(value) && Object.keys(value).length === 1 ? value[WIDE] : undefined;
  return typeof digits === "string" && /^-?\d+$/.test(digits) ? BigInt(digits) : value;
}

/** Reads a kept plan; undefined for a text that is none. */
export function decodePlanFile(text: string): PlanFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, revived);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || value["kind"] !== "stsctl-plan" || value["version"] !== 1) return undefined;
  const { state, request } = value;
  return isJsonObject(state) && isJsonObject(request) && typeof request["verb"] === "string"
    ? (value as unknown as PlanFile)
    : undefined;
}
