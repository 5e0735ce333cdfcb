import type { KubeObject } from "../../api/object.ts";
import { decode, type Decoded } from "../../api/structure/decode.ts";
import type { StructuralFault } from "../../api/structure/explain.ts";
import { homesText } from "../../api/structure/homes.ts";
import { meantBy } from "../../api/structure/meant.ts";
import { definitionOf } from "../../api/structure/schema.ts";
import { type FieldPath, nameOf, printPath, valueAt } from "../../base/field-path.ts";
import { keepingLast } from "../../base/last-answer.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { asMeant } from "./as-meant.ts";
import { substitutionFix } from "./placeholder.ts";
import { STRICT_DECODING, WRONG_TYPE } from "../server-rules.ts";
import { typeFix } from "./type-fix.ts";
import type { Flaw } from "../flaw.ts";

/** A manifest that the API server's strict decoder refuses. */
export interface Reading {
  /** Why it is refused. */
  readonly flaws: readonly Flaw[];
  /** As it is meant, where flaws can be put right in one way only. */
  readonly manifest: Manifest;
  /** The decoded object, without what is `unread`. */
  readonly object?: KubeObject;
  /** Fields that nobody knows what is meant by. */
  readonly unread: readonly FieldPath[];
}

/** The first field without a value, of objects that may hold many unknown ones. */
const emptyFieldOf = keepingLast((fields: object): string | undefined => {
  return Object.entries(fields).find(([, value]) => value === null)?.[0];
});

/** The fix of an unknown field behind one without a value: it may be meant to lie in that. */
function indentFix(path: FieldPath, homes: readonly string[], { object }: Manifest): Pick<Flaw, "fix"> | undefined {
  const fields = valueAt(object, path.slice(0, -1));
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) return undefined;
  const empty = emptyFieldOf(fields);
  if (empty === undefined) return undefined;
  if (homes.length > 0 && !homes.some((home) => home.split(".").at(-1) === empty)) return undefined;
  return { fix: `indent it, if it is to lie in ${empty}, which is empty` };
}

/** The fix of a field that stands in the wrong place. */
function moveFix(path: FieldPath, homes: readonly string[], { object }: Manifest): Pick<Flaw, "fix"> | undefined {
  const [home] = homes;
  if (home === undefined) return undefined;
  const there = [...(home === "" ? [] : home.split(".")), nameOf(path.at(-1))];
  if (homes.length === 1 && valueAt(object, there) !== undefined) {
    return { fix: `take it out: ${printPath(there)} is there already` };
  }
  return { fix: `move it to ${homesText(homes)}` };
}

function unknownFieldFlaw(fault: StructuralFault, manifest: Manifest): Flaw {
  const { path, message } = fault;
  const { apiVersion, kind } = manifest.object;
  const { spelling, homes } = meantBy(definitionOf(String(apiVersion), String(kind)) ?? "", fault);
  const flaw = { rule: STRICT_DECODING, path, part: "key", message } as const;
  if (spelling === undefined) {
    return { ...flaw, ...(indentFix(path, homes, manifest) ?? moveFix(path, homes, manifest)) };
  }
  const meant = [...path.slice(0, -1), spelling];
  const said = { ...flaw, message: `${message}, did you mean "${spelling}"?` };
  if (valueAt(manifest.object, meant) !== undefined) {
    return { ...said, fix: `take it out: ${printPath(meant)} is there already` };
  }
  return { ...said, fix: `write ${spelling}`, edits: [{ do: "rename", path, to: spelling }] };
}

function decodingFlaw(fault: StructuralFault, manifest: Manifest): Flaw {
  const { path, message } = fault;
  if (fault.kind === "unknown-field") return unknownFieldFlaw(fault, manifest);
  const value = valueAt(manifest.object, path);
  const fix = substitutionFix(typeof value === "string" ? value : "") ?? typeFix(manifest, path, fault.wants);
  return { rule: WRONG_TYPE, path, message, ...fix };
}

type Refused = Extract<Decoded, { readonly ok: false }>;

function flawsOf({ faults, status }: Refused, manifest: Manifest): readonly Flaw[] {
  if (faults.length === 0) return [{ rule: WRONG_TYPE, path: [], message: status.message }];
  return faults.map((fault) => decodingFlaw(fault, manifest));
}

/** Below a misspelled field there may be others, and so on; but no deeper than this. */
const MAX_ROUNDS = 8;

/** Reads on as if all flaws that can be put right in one way only were, and all else that is wrong were not there. */
function readOn(manifest: Manifest, flaws: readonly Flaw[], rounds = MAX_ROUNDS): Omit<Reading, "flaws"> {
  const edits = flaws.flatMap((flaw) => flaw.edits ?? []);
  if (edits.length === 0 || rounds === 0) {
    const unread = flaws.map(({ path }) => path);
    const wrong = flaws.filter(({ rule }) => rule === WRONG_TYPE).map(({ path }) => path);
    const rest = asMeant(manifest, [], wrong);
    const result = decode(rest.object, { fieldValidation: "Ignore" });
    return { manifest: rest, unread, ...(result.ok ? { object: result.object } : {}) };
  }
  const meant = asMeant(manifest, edits);
  const result = decode(meant.object, { fieldValidation: "Strict" });
  if (result.ok) return { manifest: meant, object: result.object, unread: [] };
  return readOn(meant, flawsOf(result, meant), rounds - 1);
}

/** Reads a manifest that the API server refuses to decode, as far as can be told what it means. */
export function readingOf(manifest: Manifest, refused: Refused): Reading {
  const flaws = flawsOf(refused, manifest);
  return { flaws, ...readOn(manifest, flaws) };
}
