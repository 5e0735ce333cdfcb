import type { ManifestError } from "../../manifest/manifest.ts";
import { textEdits } from "../fix/edits.ts";
import type { Placed } from "../notes.ts";
import { typeFix } from "./type-fix.ts";

const LOST = "kubectl leaves this document out and fails; the others of the file are applied none the less.";

/** What keeps kubectl from reading a document, and how that is put right where the type of a field tells. */
export function syntaxFlaw({ message, at, hint, readsOn, undecodable }: ManifestError): Placed {
  const { fix = hint, edits = [] } =
    undecodable === undefined ? {} : (typeFix(undecodable.manifest, undecodable.path, undecodable.wants) ?? {});
  const changes = undecodable === undefined ? [] : textEdits(edits, undecodable.manifest, undefined);
  return {
    message,
    path: undecodable?.path ?? [],
    at,
    ...(readsOn ? { why: LOST } : {}),
    ...(fix === undefined ? {} : { fix }),
    ...(changes.length === 0 ? {} : { edits: changes }),
  };
}
