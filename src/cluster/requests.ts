import { invalidStatus } from "../api/field-error.ts";
import { withCondition, type Pod } from "../api/kinds/pod/types.ts";
import type { KubeObject, ObjectKey } from "../api/object.ts";
import { badRequest, refused, type Answer, type ApiStatus } from "../api/status.ts";
import type { Decoded } from "../api/structure/decode.ts";
import { withEmptyMaps } from "../api/structure/empty-maps.ts";
import { validateScale } from "../api/validation/scale.ts";
import type { Cluster, DeleteOptions, Patch, WriteOptions } from "./cluster.ts";
import { eviction, evictionVerdict } from "./eviction.ts";
import { kindOf } from "./kind-of.ts";
import { applied, patched, type Authorship } from "./patch-request.ts";
import { decoded, isClusterWide, placed } from "./request-body.ts";
import { scaleOf, withScale } from "./scale.ts";
import { sentWarnings } from "./sent-warnings.ts";
import type { ServerState } from "./server-state.ts";
import { identityRefusal, preconditionRefusal } from "./stored-version.ts";
import { missing, type Writes } from "./writes.ts";

const USER = "user";

/** A body, and what decoding it gave. */
interface Reading {
  readonly body: unknown;
  readonly result: Decoded;
  /** Whether the client wrote all of it, and not a patch that was applied to what is stored. */
  readonly isWhole?: true;
}

/** Refusals show values as Go holds them, and with them what is empty; nothing else depends on that. */
function toldInFull(write: (object: KubeObject) => Answer, object: KubeObject, body: unknown): Answer {
  const answer = write(object);
  const told = answer.ok || answer.status.reason !== "Invalid" ? answer : write(withEmptyMaps(object, body));
  return told.warnings.length === 0 ? told : { ...told, warnings: sentWarnings(told.warnings) };
}

/** @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go, `checkName` (1.36) */
function nameRefusal({ metadata }: KubeObject, name: string): ApiStatus | undefined {
  const own = (metadata as Partial<KubeObject["metadata"]>).name ?? "";
  if (own === name) return undefined;
  return badRequest(
    own === ""
      ? `the name of the object (${name} based on URL) was undeterminable: name must be provided`
      : `the name of the object (${own}) does not match the name on the URL (${name})`,
  );
}

/** What the API server makes of requests from outside, whose bodies are decoded first. */
export function createRequests(
  state: ServerState,
  writes: Writes,
): Pick<Cluster, "create" | "update" | "patch" | "delete" | "evict" | "get"> {
  const { store } = state;
  const author = (options: WriteOptions): Authorship => ({ options, at: state.now });

  function create(body: unknown, namespace: string, options: WriteOptions = {}): Answer {
    const result = decoded(body, options);
    if (!result.ok) return refused(result.status);
    const isPlaced = namespace === "" && kindOf(result.object).namespaced && !isClusterWide(result.object);
    const object = isPlaced ? result.object : placed(result.object, namespace);
    if ("code" in object) return refused(object, result.warnings);
    const write = (written: KubeObject): Answer =>
      writes.create({ actor: USER, object: written, warned: result.warnings, options });
    return toldInFull(write, object, body);
  }

  function update(key: ObjectKey, body: unknown, options: WriteOptions = {}): Answer {
    if (options.subresource === "scale") return updateScale(key, body, options);
    return updateDecoded(key, { body, result: decoded(body, options), isWhole: true }, options);
  }

  function updatePatched(key: ObjectKey, body: unknown, options: WriteOptions): Answer {
    if (options.subresource === "scale") return updateScale(key, body, options);
    return updateDecoded(key, { body, result: decoded(body, options) }, options);
  }

  function updateDecoded(key: ObjectKey, { body, result, isWhole }: Reading, options: WriteOptions): Answer {
    if (!result.ok) return refused(result.status);
    const isPlaced = key.namespace === "" && !isClusterWide(result.object);
    const object = isPlaced ? result.object : placed(result.object, key.namespace);
    if ("code" in object) return refused(object, result.warnings);
    const misnamed = nameRefusal(object, key.name);
    if (misnamed !== undefined) return refused(misnamed, result.warnings);
    const old = isWhole === true ? store.get(key) : undefined;
    const other = old && identityRefusal(kindOf(object), object, old, options.dryRun === true);
    if (other !== undefined) return refused(other, result.warnings);
    const write = (written: KubeObject): Answer => {
      const request = { actor: USER, object: written, warned: result.warnings, options };
      return options.subresource === "status" ? writes.updateStatus(request) : writes.update(request);
    };
    return toldInFull(write, object, body);
  }

  /** A write to the scale subresource answers with the workload; `scaleOf` makes the Scale of it. */
  function updateScale(key: ObjectKey, body: unknown, options: WriteOptions): Answer {
    const old = store.get(key);
    if (old === undefined) return missing(key);
    const errors = validateScale((body as { spec?: { replicas?: number } }).spec?.replicas ?? 0);
    if (errors.length > 0) return refused(invalidStatus({ group: "autoscaling", kind: "Scale" }, key.name, errors));
    const scaled = withScale(old, body as { spec?: { replicas?: number } });
    const { resourceVersion: _own, ...metadata } = scaled.metadata;
    const version = (body as Partial<KubeObject>).metadata?.resourceVersion;
    const object = {
      ...scaled,
      metadata: { ...metadata, ...(version === undefined ? {} : { resourceVersion: version }) },
    };
    return writes.update({ actor: USER, object, options });
  }

  function patch(key: ObjectKey, request: Patch, options: WriteOptions = {}): Answer {
    if (request.type === "apply") return apply(key, request, options);
    const old = store.get(key);
    if (old === undefined) return missing(key);
    const target = options.subresource === "scale" ? scaleOf(old) : old;
    const result = patched(target, request, author(options));
    if (!result.ok) return refused(result.status);
    const { value, decoded: known } = result;
    const isDecoded = known !== undefined && options.subresource !== "scale";
    return isDecoded ? updateDecoded(key, { body: value, result: known }, options) : updatePatched(key, value, options);
  }

  /** Server-side apply: its managedFields are its own, whatever the options say. */
  function apply(key: ObjectKey, request: Extract<Patch, { type: "apply" }>, options: WriteOptions): Answer {
    const old = store.get(key);
    const result = applied(request, old, author(options));
    if (!result.ok) return refused(result.status);
    const { fieldManager: _manager, ...untracked } = options;
    if (old === undefined) return create(result.value, key.namespace, untracked);
    return updatePatched(key, result.value, untracked);
  }

  function evict(key: ObjectKey, options: DeleteOptions = {}): Answer {
    const pod = store.get(key) as Pod | undefined;
    if (pod === undefined) return missing(key);
    const verdict = evictionVerdict(pod, store.live, state.now);
    if (verdict.kind === "refused") return refused(verdict.status);
    const refusal = preconditionRefusal(kindOf(pod), pod, options);
    if (options.dryRun === true || refusal !== undefined) return writes.delete(USER, key, options);
    if (verdict.budget !== undefined) {
      const answer = writes.updateStatus({ actor: USER, object: verdict.budget });
      if (!answer.ok) return answer;
    }
    const marked = writes.updateStatus({ actor: USER, object: withCondition(pod, eviction(state.now)) });
    return marked.ok ? writes.delete(USER, key, options) : marked;
  }

  function get(key: ObjectKey): Answer {
    const object = store.get(key);
    return object === undefined ? missing(key) : { ok: true, object, warnings: [] };
  }

  return { create, update, patch, delete: (key, options = {}) => writes.delete(USER, key, options), evict, get };
}
