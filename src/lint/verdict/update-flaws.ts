import { FEATURE_GATES } from "../../api/feature-gates.ts";
import { type FieldError, fieldErrorText } from "../../api/field-error.ts";
import { type KubeObject, namespaceOf, type ObjectMeta } from "../../api/object.ts";
import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { applyStrategicPatch } from "../../api/patch/strategic.ts";
import { threeWayPatch } from "../../api/patch/three-way.ts";
import { strategyFor } from "../../api/strategies.ts";
import { writtenField } from "../../api/written-field.ts";
import { printPath, valueAt } from "../../base/field-path.ts";
import { goJson, isJsonObject, type JsonObject } from "../../base/json.ts";
import type { ManifestInput } from "../../manifest/manifest.ts";
import { readManifests } from "../../manifest/read.ts";
import { type Difference, differences, withDifference } from "./differences.ts";
import type { Flaw } from "../flaw.ts";
import type { Changes, LintOptions } from "../lint.ts";
import type { Member } from "../project.ts";
import { UPDATE_REFUSED } from "../server-rules.ts";
import { verdictsOn, type VerdictOptions } from "./verdict.ts";

/** An object as it was before a change. */
interface FormerObject {
  readonly object: KubeObject;
  /** As its manifest has it, without defaults. */
  readonly written: JsonObject;
}

/** The objects as they were before a change, by kind, namespace and name. */
type Former = ReadonlyMap<string, FormerObject>;

const CONTEXT = { gates: FEATURE_GATES };
const SERVERS_OWN: readonly (keyof ObjectMeta)[] = [
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "managedFields",
];

function keyOf(kind: string, object: KubeObject): string {
  return `${kind}/${namespaceOf(object)}/${object.metadata.name}`;
}

/** What is wrong in the earlier manifests is nobody's concern any more: objects that the server would not take are left out. */
function formerObjects(inputs: Iterable<ManifestInput>, options: VerdictOptions): Former {
  const former = new Map<string, FormerObject>();
  for (const input of inputs) {
    const { manifests } = readManifests(input);
    for (const [index, { resource, object, refusal }] of verdictsOn(manifests, options).entries()) {
      const written = manifests[index]?.object;
      if (resource === undefined || object === undefined || written === undefined || refusal !== undefined) continue;
      former.set(keyOf(resource.key, object), { object, written });
    }
  }
  return former;
}

function ofClients(object: KubeObject): KubeObject {
  const metadata = Object.entries(object.metadata).filter(([name]) => !SERVERS_OWN.some((own) => own === name));
  return { ...object, metadata: Object.fromEntries(metadata) as unknown as ObjectMeta };
}

/** Stands for whichever address the cluster has given: that there is one is all that counts. */
const SOME_ADDRESS: Readonly<Record<string, string>> = { IPv4: "10.96.0.10", IPv6: "fd00::a" };

/** The object as a cluster has it after it was made: Services have addresses, claims are bound. */
function deployed(kind: string, object: KubeObject): KubeObject {
  const made = strategyFor(kind).prepareForCreate(object, CONTEXT);
  const { spec } = made as KubeObject & { readonly spec?: unknown };
  if (!isJsonObject(spec)) return made;
  if (kind === "PersistentVolumeClaim") {
    const capacity = valueAt(spec, ["resources", "requests"]);
    return { ...made, status: { phase: "Bound", capacity } } as KubeObject;
  }
  if (kind !== "Service") return made;
  const {
    type,
    clusterIP = "",
    ipFamilies = [],
  } = spec as {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly ipFamilies?: readonly string[];
  };
  if (type === "ExternalName" || clusterIP !== "") return made;
  const address = SOME_ADDRESS[ipFamilies[0] ?? "IPv4"];
  return { ...made, spec: { ...spec, clusterIP: address, clusterIPs: [address] } } as KubeObject;
}

/** What the server says to an update, beyond what it would say to the same object made anew. */
function refusals(kind: string, object: KubeObject, old: KubeObject): readonly FieldError[] {
  const strategy = strategyFor(kind);
  return strategy.validateUpdate(strategy.prepareForUpdate(object, old, CONTEXT), old, CONTEXT);
}

function isSame(a: FieldError, b: FieldError): boolean {
  return a.type === b.type && printPath(a.path) === printPath(b.path);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isJsonObject(value) ? "other fields" : goJson(value);
}

function changeText({ path, before, after }: Difference, kind: string): string {
  const field = printPath(path);
  if (kind === "Secret") return `${field} may not change`;
  if (before === undefined) return `${field} may not be added`;
  if (after === undefined) return `${field} may not be taken out (it is ${shown(before)})`;
  return `${field} may not change from ${shown(before)} to ${shown(after)}`;
}

function adviceFor(kind: string, { metadata: { name } }: KubeObject): string {
  switch (kind) {
    case "StatefulSet":
      return `put it back, or make the set anew around its pods: kubectl delete statefulset ${name} --cascade=orphan, then apply`;
    case "Service":
      return `put it back, or delete the Service and apply it anew: until then its names are not answered`;
    case "PersistentVolumeClaim":
    case "PersistentVolume":
      return "put it back: to delete it and make it anew can cost the data";
    default:
      return UPDATE_REFUSED.fix;
  }
}

/** What an apply makes of the object in the cluster, which keeps what nobody wrote; undefined where it cannot. */
function applied(
  { kind, object, manifest }: Member,
  { written }: FormerObject,
  old: KubeObject,
): KubeObject | undefined {
  const schema = fieldSchemaOfKind(object.apiVersion, object.kind);
  const current = old as unknown as JsonObject;
  const way = threeWayPatch({ original: written, modified: manifest.object, current, schema });
  if (!way.ok || way.type !== "strategic") return undefined;
  const patched = applyStrategicPatch(current, way.patch, schema);
  return patched.ok ? strategyFor(kind).defaults(patched.value as KubeObject, CONTEXT) : undefined;
}

const LEFT_OVER_FIX = "set it to null here for as long as the cluster has it, or use kubectl replace";

/** What is refused for what the cluster has filled in, and an apply does not take out. */
function leftOverFlaws(member: Member, former: FormerObject, old: KubeObject): readonly Flaw[] {
  const merged = applied(member, former, old);
  return (merged === undefined ? [] : refusals(member.kind, merged, old)).map((error): Flaw => {
    const message = `${printPath(error.path)} is still there after an apply: ${fieldErrorText(error)}`;
    return { rule: UPDATE_REFUSED, path: error.path, message, fix: LEFT_OVER_FIX };
  });
}

/**
 * What the API server refuses about the change that a manifest makes to the object that there was, with the fields that
 * it is about: those that are refused when they alone change.
 */
function updateFlaws(member: Member, former: Former): readonly Flaw[] {
  const { kind, object } = member;
  const before = former.get(keyOf(kind, object));
  if (before === undefined) return [];
  const [was, is] = [ofClients(before.object), ofClients(object)];
  const old = deployed(kind, was);
  const errors = refusals(kind, is, old);
  if (errors.length === 0) return leftOverFlaws(member, before, old);
  const changes = differences(was, is).map((change) => {
    const alone = withDifference(was, change) as KubeObject;
    return { change, errors: refusals(kind, alone, old) };
  });
  const told = new Set<Difference>();
  const fix = adviceFor(kind, object);
  return errors.flatMap((error): Flaw[] => {
    const message = fieldErrorText(error);
    const blamed = changes.filter((one) => one.errors.some((own) => isSame(own, error))).map(({ change }) => change);
    if (blamed.length === 0) return [{ rule: UPDATE_REFUSED, path: error.path, message, fix }];
    const fresh = blamed.filter((change) => !told.has(change));
    for (const change of fresh) told.add(change);
    return fresh.map((change) => {
      const { path } = change;
      const { path: writtenAt } = writtenField(member.manifest.object, { path });
      return { rule: UPDATE_REFUSED, path, writtenAt, message: `${changeText(change, kind)}: ${message}`, fix };
    });
  });
}

/** What manifests change of others, which are read when the first object is looked at. */
export function changesSince(
  base: Iterable<ManifestInput>,
  { namespace = "default" }: Pick<LintOptions, "namespace">,
): Changes {
  let former: Former | undefined;
  return {
    flaws: (member) => {
      former ??= formerObjects(base, { namespace, ignoreMissingSchemas: true });
      return updateFlaws(member, former);
    },
  };
}
