import { describe, expect, test } from "vitest";
import { FEATURE_GATES } from "../../src/api/feature-gates.ts";
import { causeOf } from "../../src/api/field-error.ts";
import { resourceKind } from "../../src/api/kinds.ts";
import type { KubeObject } from "../../src/api/object.ts";
import { strategyFor } from "../../src/api/strategies.ts";
import { decode } from "../../src/api/structure/decode.ts";
import { withEmptyMaps } from "../../src/api/structure/empty-maps.ts";
import {
  documentsIn,
  documentsOf,
  isSentAlone,
  keyOf,
  verdictGroups,
  type ServerAnswer,
  type VerdictCase,
} from "./verdict-case.ts";

const CONTEXT = { gates: FEATURE_GATES };

/** What the object itself was found to be: its errors, or that it could not be decoded, and the warnings. */
interface Verdict {
  readonly accepted: boolean;
  readonly causes: readonly string[];
  readonly warnings: readonly string[];
}

const TAIL = "bcdfg";

/** A generated name, as long as it may be. */
function generated(prefix: string): string {
  return `${prefix.slice(0, 58)}${TAIL}`;
}

/** The object as it comes to be validated: in its namespace, named, and with its defaults. */
function placed(object: KubeObject): KubeObject {
  const isNamespaced = resourceKind(object.kind)?.namespaced ?? true;
  const { namespace: _namespace, ...metadata } = object.metadata;
  const { generateName, name } = metadata;
  const named = generateName !== undefined && !name ? { ...metadata, name: generated(generateName) } : metadata;
  const inPlace = isNamespaced ? { ...named, namespace: "lint" } : named;
  return strategyFor(keyOf(object)).defaults({ ...object, metadata: inPlace }, CONTEXT);
}

function stored(document: unknown, status: unknown): KubeObject {
  const decoded = decode(document, { fieldValidation: "Strict" });
  if (!decoded.ok) throw new Error(decoded.status.message);
  const object = placed(decoded.object);
  const created = strategyFor(keyOf(object)).prepareForCreate(object, CONTEXT);
  return status === undefined ? created : ({ ...created, status } as KubeObject);
}

function verdictOn(verdict: VerdictCase, document: unknown): Verdict {
  const decoded = decode(document, { fieldValidation: "Strict" });
  if (!decoded.ok) return { accepted: false, causes: [], warnings: decoded.warnings };
  const object = placed(withEmptyMaps(decoded.object, document));
  const strategy = strategyFor(keyOf(object));
  const base = verdict.op === "update" ? stored(documentsIn(verdict.base ?? "")[0], baseStatus(verdict)) : undefined;
  const prepared =
    base === undefined
      ? strategy.prepareForCreate(object, CONTEXT)
      : strategy.prepareForUpdate({ ...object, metadata: { ...base.metadata, ...object.metadata } }, base, CONTEXT);
  const errors =
    base === undefined ? strategy.validate(prepared, CONTEXT) : strategy.validateUpdate(prepared, base, CONTEXT);
  const warnings = errors.length > 0 ? [] : (strategy.warnings?.(prepared, base, CONTEXT) ?? []);
  const causes = errors
    .map(causeOf)
    .map(({ field, reason, message }) => `${field}: ${reason}: ${message.replace(`${TAIL}"`, '<random>"')}`);
  return { accepted: errors.length === 0, causes, warnings };
}

/** A claim that is bound in the recording was bound by a controller after its creation. */
function baseStatus({ base = "" }: VerdictCase): unknown {
  const capacity = /volumeName: /.test(base) ? /storage: "?(\w+)"?/.exec(base)?.[1] : undefined;
  return capacity === undefined ? undefined : { phase: "Bound", capacity: { storage: capacity } };
}

/** Answers that depend on the text of the request or on other objects; decoding or the cluster gives them. */
const NOT_ABOUT_THE_OBJECT = [
  "the object provided is unrecognized",
  "yaml: unmarshal errors",
  "is registered for version",
  "provided object does not match",
  "does not match the expected API version",
  "duplicate field",
];
const DECIDED_BY_THE_CLUSTER = new Set([403, 404, 409, 500]);
/** Another Service of the recording holds the port. */
const HELD_BY_ANOTHER = new Set(["update-service/nodeport-taken"]);

function isAboutTheObject(verdict: VerdictCase, answer: ServerAnswer): boolean {
  if (answer.code === undefined || DECIDED_BY_THE_CLUSTER.has(answer.code)) return false;
  if (HELD_BY_ANOTHER.has(verdict.id) || verdict.dependsOn !== undefined) return false;
  return !NOT_ABOUT_THE_OBJECT.some((part) => answer.message?.includes(part));
}

function expected(answer: ServerAnswer): Verdict {
  const causes = (answer.causes ?? []).map(({ field, reason, message }) => `${field}: ${reason}: ${message}`);
  return { accepted: (answer.code ?? 0) < 300, causes, warnings: answer.warnings ?? [] };
}

const asSet = (items: readonly string[]): string => [...new Set(items)].sort().join("\n    ");

describe("objects get the API server's verdict", () => {
  for (const { group, cases } of verdictGroups()) {
    test(group, () => {
      const wrong: string[] = [];
      const right = { verdict: 0, causes: 0, warnings: 0 };
      let count = 0;
      for (const verdict of cases) {
        const documents = documentsOf(verdict);
        for (const answer of verdict.server ?? []) {
          const document = documents[answer.doc];
          if (!isSentAlone(document) || !isAboutTheObject(verdict, answer)) continue;
          count++;
          const want = expected(answer);
          const got = verdictOn(verdict, document);
          const same = {
            verdict: want.accepted === got.accepted,
            causes: asSet(want.causes) === asSet(got.causes),
            warnings: asSet(want.warnings) === asSet(got.warnings),
          };
          for (const name of ["verdict", "causes", "warnings"] as const) right[name] += same[name] ? 1 : 0;
          if (!same.verdict || !same.causes)
            wrong.push(`${verdict.id}\n  want ${asSet(want.causes)}\n  got  ${asSet(got.causes)}`);
          else if (!same.warnings)
            wrong.push(`${verdict.id}\n  want W ${asSet(want.warnings)}\n  got  W ${asSet(got.warnings)}`);
        }
      }
      const { verdict, causes, warnings } = right;
      process.stdout.write(`verdicts ${group}: ${verdict}/${count}, causes ${causes}, warnings ${warnings}\n`);
      expect(wrong.join("\n")).toBe("");
    });
  }
});
