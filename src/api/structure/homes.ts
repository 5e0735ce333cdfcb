import type { FieldPath } from "../../base/field-path.ts";
import { definition, refOf, type SchemaNode } from "./schema.ts";

/** A field that has members: the way to it, with `[]` behind lists, and how many steps lie between it and another. */
interface Home {
  readonly segments: readonly string[];
  readonly steps: number;
  /** Whether every object that it lies in has it. */
  readonly isRequired: boolean;
}

/** Ways that people do not write, or that lead in circles. */
const PASSED_BY = new Set(["status", "managedFields", "ownerReferences", "ephemeralContainers"]);
const DEEPEST = 9;

/** So far away, another field of the same name is another thing. */
const FARTHEST = 4;

/** More places than that are no advice. */
const MOST = 3;

function structIn(node: SchemaNode): { readonly name: string; readonly suffix: string } | undefined {
  const own = refOf(node);
  if (own !== undefined) return { name: own, suffix: "" };
  const item = refOf(node.items);
  return item === undefined ? undefined : { name: item, suffix: "[]" };
}

function shared(one: readonly string[], other: readonly string[]): number {
  const differ = one.findIndex((segment, index) => segment !== other[index]);
  return differ < 0 ? one.length : differ;
}

function* homesBelow(name: string, field: string, home: Home, from: readonly string[]): Generator<Home> {
  const { properties = {}, required = [] } = definition(name) ?? {};
  const { segments } = home;
  if (Object.hasOwn(properties, field)) yield home;
  if (segments.length === DEEPEST) return;
  for (const [member, node] of Object.entries(properties)) {
    const struct = PASSED_BY.has(member) ? undefined : structIn(node);
    if (struct === undefined || struct.name === name) continue;
    const below = [...segments, `${member}${struct.suffix}`];
    const steps = below.length + from.length - 2 * shared(below, from);
    const next = { segments: below, steps, isRequired: required.includes(member) };
    yield* homesBelow(struct.name, field, next, from);
  }
}

/** `spec.containers[0]` as `["spec", "containers[]"]`. */
function withoutIndexes(path: FieldPath): string[] {
  const segments: string[] = [];
  for (const segment of path) {
    if (typeof segment === "number") segments.push(`${segments.pop() ?? ""}[]`);
    else segments.push(typeof segment === "object" ? segment.key : segment);
  }
  return segments;
}

/**
 * Where a field belongs that its parent does not know: the nearest fields that know one of that name, such as
 * `spec.template.spec.containers[]`, in the order of the schema. Of several as near, the one that it lies in already, else
 * those that no object lacks.
 * @param kind a definition, e.g. `apps.v1.StatefulSet`
 */
export function homesOf(kind: string, path: FieldPath): readonly string[] {
  const parent = withoutIndexes(path);
  const field = parent.pop() ?? "";
  const root = { segments: [], steps: parent.length, isRequired: false };
  const homes = [...homesBelow(kind, field, root, parent)].filter(({ steps }) => steps > 0 && steps <= FARTHEST);
  const nearest = homes.filter(({ steps }) => steps === Math.min(...homes.map((home) => home.steps)));
  const around = nearest.filter(({ segments }) => shared(segments, parent) === segments.length);
  const required = nearest.filter(({ isRequired }) => isRequired);
  const best = [around, required, nearest].find((some) => some.length > 0) ?? [];
  return best.length > MOST ? [] : best.map(({ segments }) => segments.join("."));
}

/** `spec`, `spec or metadata`, `grpc or exec of livenessProbe`; the object itself is `the top`. */
export function homesText(homes: readonly string[]): string {
  const ways = homes.map((home) => home.split("."));
  const [first = []] = ways;
  const common = homes.length < 2 ? 0 : Math.min(...ways.map((way) => shared(first.slice(0, -1), way)));
  const named = ways.map((way) => way.slice(common).join(".") || "the top");
  const text = [named.slice(0, -1).join(", "), named.at(-1)].filter((part) => part !== "").join(" or ");
  return common === 0 ? text : `${text} of ${first.slice(0, common).join(".")}`;
}
