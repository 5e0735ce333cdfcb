import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/base/json.ts";
import { readManifests } from "../../src/manifest/read.ts";

interface Recorded {
  readonly id: string;
  readonly manifest?: string;
  readonly manifestBase64?: string;
  readonly kubectl?: {
    readonly stderr: string;
    readonly requests?: readonly { readonly method: string; readonly body?: JsonObject }[];
  };
}

const FOLDER = "fixtures/conformance/verdicts";
const BEFORE_DECODING = /^error: (error parsing|error validating|unable to decode) /;

const recorded = readdirSync(FOLDER).flatMap((file): Recorded[] =>
  JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf8")),
);

function bytesOf({ manifest, manifestBase64 }: Recorded): Uint8Array | undefined {
  if (manifestBase64 !== undefined) return Buffer.from(manifestBase64, "base64");
  const text = manifest?.replaceAll(/@@REPEAT\((.*?),(\d+)\)@@/gs, (_, repeated: string, count: string) =>
    repeated.repeat(Number(count)),
  );
  return text === undefined ? undefined : Buffer.from(text);
}

/** As the recorder wrote requests: nulls left out, and the namespace filled in by kubectl. */
function asSent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asSent);
  if (typeof value === "bigint") return Number(value);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, asSent(member)]])),
  );
}

/** `apply` fills the namespace in, and writes the annotations anew, as strings. */
function asApplied(object: JsonObject): JsonObject {
  if (!isJsonObject(object["metadata"])) return object;
  const { namespace: _, ...metadata } = object["metadata"];
  if (!isJsonObject(metadata["annotations"])) return { ...object, metadata };
  const annotations = Object.entries(metadata["annotations"]).map(([name, text]) => [name, text ?? ""]);
  return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}

describe("what kubectl sent", () => {
  const sent = recorded.flatMap((entry) => {
    const requests = entry.kubectl?.requests ?? [];
    const bodies = requests.flatMap(({ method, body }) => (method === "POST" && body !== undefined ? [body] : []));
    const bytes = bytesOf(entry);
    return bytes === undefined || bodies.length === 0 ? [] : [{ id: entry.id, bytes, bodies }];
  });

  test.each(sent)("$id", ({ bytes, bodies }) => {
    const { manifests } = readManifests({ file: "manifest.yaml", bytes });
    const decoded = manifests.map(({ object }) => asSent(asApplied(object)));
    for (const body of bodies) expect(decoded).toContainEqual(asSent(asApplied(body)));
  });
});

describe("what kubectl said before it sent anything", () => {
  const failed = recorded.flatMap((entry) => {
    const bytes = bytesOf(entry);
    const stderr = entry.kubectl?.stderr ?? "";
    return bytes === undefined ? [] : [{ id: entry.id, bytes, stderr }];
  });

  test.each(failed.filter(({ stderr }) => BEFORE_DECODING.test(stderr)))("$id", ({ bytes, stderr }) => {
    const { errors } = readManifests({ file: "manifest.yaml", bytes });
    expect(errors.map(({ message }) => `error: ${message}\n`)).toEqual([stderr]);
  });

  test("nothing else is refused", () => {
    const refused = failed
      .filter(({ stderr }) => !BEFORE_DECODING.test(stderr))
      .filter(({ bytes }) => {
        return readManifests({ file: "manifest.yaml", bytes }).errors.length > 0;
      });
    expect(refused.map(({ id }) => id)).toEqual([]);
  });
});
