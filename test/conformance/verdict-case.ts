import { groupOf, resourceKind } from "../../src/api/kinds.ts";
import { readdirSync, readFileSync } from "node:fs";
import type { KubeObject } from "../../src/api/object.ts";
import type { Cause } from "../../src/api/status.ts";
import { isJsonObject, type JsonObject } from "../../src/base/json.ts";
import { decodeStream } from "../../src/manifest/stream.ts";

/** What a real API server answered to one document. */
export interface ServerAnswer {
  readonly doc: number;
  readonly code?: number;
  readonly message?: string;
  readonly causes?: readonly Cause[];
  readonly warnings?: readonly string[];
  readonly object?: KubeObject;
}

/** A recorded case, as far as these tests read it. */
export interface VerdictCase {
  readonly id: string;
  readonly op: "create" | "update";
  readonly manifest: string;
  readonly manifestTemplate?: boolean;
  readonly manifestBase64?: string;
  readonly base?: string;
  /** Settings of the recording server that the answer depends on, and that other servers have otherwise. */
  readonly dependsOn?: string;
  readonly server?: readonly ServerAnswer[];
  readonly kubectlVerdict?: string;
  readonly kubectl?: { readonly exit?: number; readonly stderr: string };
}

/** Whether kubectl sends a document as it stands: it says what it is, and is no list of others. */
export function isSentAlone(document: unknown): document is JsonObject {
  if (!isJsonObject(document)) return false;
  const { apiVersion, kind } = document;
  return typeof apiVersion === "string" && apiVersion !== "" && typeof kind === "string" && !/^(List)?$/.test(kind);
}

const FOLDER = new URL("../../fixtures/conformance/verdicts/", import.meta.url);

export function verdictGroups(): readonly { readonly group: string; readonly cases: readonly VerdictCase[] }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => ({
      group: file.slice(0, -".json".length),
      cases: JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as readonly VerdictCase[],
    }));
}

function expanded(text: string): string {
  return text.replace(/@@REPEAT\((.*?),(\d+)\)@@/gs, (_, part: string, times: string) => part.repeat(Number(times)));
}

/** The documents of a text, as JSON values; undefined for one that cannot be parsed. */
export function documentsIn(text: string): readonly unknown[] {
  return [...decodeStream("manifest.yaml", text)].map((decoded) => ("failure" in decoded ? undefined : decoded.value));
}

/** The manifest of a case as a file holds it. */
export function bytesOf({ manifest, manifestBase64 }: VerdictCase): Uint8Array {
  return manifestBase64 === undefined
    ? new TextEncoder().encode(expanded(manifest))
    : Buffer.from(manifestBase64, "base64");
}

/** The documents of a case, where it is text. */
export function documentsOf(verdict: VerdictCase): readonly unknown[] {
  if (verdict.manifestBase64 !== undefined) return [];
  return documentsIn(expanded(verdict.manifest));
}

/** The key of an object's kind. */
export function keyOf(object: KubeObject): string {
  const group = groupOf(object.apiVersion);
  return resourceKind(object.kind)?.key ?? (group === "" ? object.kind : `${object.kind}.${group}`);
}
