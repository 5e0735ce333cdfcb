import type { ScalarNode } from "./node.ts";
import { type Resolved, resolvePlain } from "./resolve.ts";

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
  if (short === "float" && resolved.type === "int") return { type: "float", value: Number(resolved.value) };
  if (short === "timestamp" && /^\d{4}-\d/.test(node.value)) return resolved;
  const message = `yaml: cannot decode !!${resolved.type} \`${node.value}\` as a !!${short}`;
  throw new YamlMeaningError(message, node.start);
}

function binaryText(node: ScalarNode): string {
  const text = node.value.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    throw new YamlMeaningError("yaml: !!binary value contains invalid base64 data", node.start);
  }
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
