import type { ScalarNode } from "./node.ts";
import { INT64_MAX, type Resolved, resolvePlain } from "./resolve.ts";
import { isTimestamp } from "./timestamp.ts";

export const CORE_TAG = "tag:yaml.org,2002:";

/** What kubectl says of a text that is YAML and still has no meaning to it. */
export class YamlMeaningError extends Error {
  override readonly name = "YamlMeaningError";
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const RESOLVED_TAGS = new Set(["bool", "int", "float", "null", "timestamp"]);

/** What a scalar is, its tag considered. Tags that go-yaml does not know leave the text as it is. */
export function resolveScalar(node: ScalarNode): Resolved {
  if (node.tag === "") return node.plain ? resolvePlain(node.value) : { type: "str", value: node.value };
  const short = node.tag.startsWith(CORE_TAG) ? node.tag.slice(CORE_TAG.length) : "";
  if (short === "binary") return { type: "str", value: binaryText(node) };
  if (!RESOLVED_TAGS.has(short)) return { type: "str", value: node.value };
  const resolved = resolvePlain(node.value);
  if (resolved.type === short) return resolved;
  if (short === "float" && resolved.type === "int" && resolved.value <= INT64_MAX)
    return { type: "float", value: Number(resolved.value) };
  if (short === "timestamp" && isTimestamp(node.value)) return resolved;
  const message = `yaml: cannot decode !!${resolved.type} \`${node.value}\` as a !!${short}`;
  throw new YamlMeaningError(message, node.start);
}

function binaryText(node: ScalarNode): string {
  const text = node.value.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new YamlMeaningError("yaml: !!binary value contains invalid base64 data", node.start);
  }
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return decodedText(bytes);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function characterOf(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes as text that Go writes as JSON: U+FFFD for each byte that is none of a character. */
function decodedText(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const size = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = characterOf(bytes.subarray(at, at + size));
    text += character ?? "\ufffd";
    at += character === undefined ? 1 : size;
  }
  return text;
}
