import { type FieldPath, printPath } from "../../base/field-path.ts";
import { goJson } from "../../base/json.ts";
import { dialectOf, type DisputedScalar, type DuplicateKey } from "../../manifest/dialect.ts";
import { offsetRange } from "../../manifest/locate.ts";
import type { Manifest, ManifestInput } from "../../manifest/manifest.ts";
import { isWellFormed } from "../../manifest/text.ts";
import type { Placed } from "../notes.ts";
import type { RuleText } from "../rule.ts";
import { STRICT_DECODING, YAML_DIALECT } from "../server-rules.ts";

type PlacedFlaw = Placed & { readonly rule: RuleText };

function shown(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "bigint") return `the number ${value}`;
  return typeof value === "string" ? `the text ${goJson(value)}` : `the ${typeof value} ${goJson(value)}`;
}

/** As permissions are written everywhere: what applies manifests reads them alike. */
const OCTAL = /^0[0-7]{1,4}$/;

function isMode(field: FieldPath[number] | undefined): boolean {
  return field === "defaultMode" || field === "mode";
}

function disputed({ path, part, written, kubectl, yaml12, at }: DisputedScalar): PlacedFlaw {
  const what = part === "key" ? `the key ${written}` : written;
  const message = `${what} is ${shown(kubectl)} to kubectl and ${shown(yaml12)} to a reader of YAML 1.2`;
  const flaw = { rule: YAML_DIALECT, message, path, at };
  return isMode(path.at(-1)) && OCTAL.test(written) ? { ...flaw, severity: "info" } : flaw;
}

function duplicated({ path, first, at }: DuplicateKey): PlacedFlaw {
  return {
    rule: STRICT_DECODING,
    message: `duplicate field ${JSON.stringify(printPath(path))}`,
    path,
    at,
    fix: "take one of them out: kubectl keeps the last",
    related: [{ at: first, message: "it stands here already" }],
  };
}

/** What readers of YAML may understand differently in a manifest. */
export function dialectFlaws(manifest: Manifest): readonly PlacedFlaw[] {
  if (!manifest.document.unusual) return [];
  const { disputed: scalars, duplicates } = dialectOf(manifest);
  return [...scalars.map(disputed), ...duplicates.map(duplicated)];
}

const REPLACEMENT = "\ufffd";

/** Where a file's bytes are no text, so that kubectl reads another character in their place. */
export function encodingFlaw({ bytes }: ManifestInput, manifests: readonly Manifest[]): Placed | undefined {
  const document = manifests.find(({ document: { text } }) => text.includes(REPLACEMENT))?.document;
  if (document === undefined || isWellFormed(bytes)) return undefined;
  const start = document.text.indexOf(REPLACEMENT);
  return {
    message: "bytes that are not UTF-8, for which kubectl reads U+FFFD",
    path: [],
    at: offsetRange(document, { start, end: start + 1, exact: true }),
    why: "What is stored is not what was meant, and nobody is told.",
    fix: "save the file as UTF-8",
  };
}
