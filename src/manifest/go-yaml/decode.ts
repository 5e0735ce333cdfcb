import { setMember } from "../../base/json.ts";
import { resolveScalar, YamlMeaningError } from "./scalar.ts";
import type { AliasNode, MappingNode, ScalarNode, TextNode } from "./node.ts";
import { goArgument, goSyntax, mapKey } from "./go-value.ts";
import { isMergeKey } from "./merge-key.ts";

const MERGE_WANTS_MAP = "yaml: map merge requires map or sequence of maps as the value";

/**
 * The JSON value of a node as kubectl makes it: merge keys applied where they stand, the last of equal keys kept,
 * keys turned into strings. Throws `YamlMeaningError` with the words that follow `error converting YAML to JSON: `.
 * @see go.yaml.in/yaml/v2, `decoder` in decode.go; sigs.k8s.io/yaml, `convertToJSONableObject`
 */
export function decodeNode(root: TextNode): unknown {
  return new Decoder().root(root);
}

class Decoder {
  #decoded = 0;
  #aliased = 0;
  #aliasDepth = 0;
  readonly #open = new Set<AliasNode>();
  /** Infinities and NaN are noticed last, when the JSON is written. */
  #unwritable: YamlMeaningError | undefined;
  #badKey: YamlMeaningError | undefined;

  root(node: TextNode): unknown {
    const value = this.#value(node);
    const failure = this.#badKey ?? this.#unwritable;
    if (failure !== undefined) throw failure;
    return value;
  }

  #count(node: TextNode): void {
    this.#decoded++;
    if (this.#aliasDepth > 0) this.#aliased++;
    if (this.#aliased <= 100 || this.#decoded <= 1000) return;
    if (this.#aliased / this.#decoded > allowedAliasRatio(this.#decoded)) {
      throw new YamlMeaningError("yaml: document contains excessive aliasing", node.start);
    }
  }

  #value(node: TextNode): unknown {
    this.#count(node);
    if (node.kind === "scalar") return this.#scalar(node);
    if (node.kind === "sequence") return node.items.map((item) => this.#value(item));
    if (node.kind === "alias") return this.#throughAlias(node, (target) => this.#value(target));
    const object: Record<string, unknown> = {};
    this.#fill(object, node);
    return object;
  }

  #throughAlias<T>(alias: AliasNode, read: (target: TextNode) => T): T {
    if (this.#open.has(alias)) {
      throw new YamlMeaningError(`yaml: anchor '${alias.name}' value contains itself`, alias.start);
    }
    this.#open.add(alias);
    this.#aliasDepth++;
    const value = read(alias.target);
    this.#aliasDepth--;
    this.#open.delete(alias);
    return value;
  }

  #fill(object: Record<string, unknown>, mapping: MappingNode): void {
    for (const { key, value } of mapping.pairs) {
      if (isMergeKey(key)) {
        this.#merge(object, value);
        continue;
      }
      const name = this.#key(key, value);
      setMember(object, name, this.#value(value));
    }
  }

  #merge(object: Record<string, unknown>, node: TextNode): void {
    if (node.kind === "sequence") {
      for (const item of node.items.toReversed()) this.#mergeMapping(object, item);
    } else {
      this.#mergeMapping(object, node);
    }
  }

  #mergeMapping(object: Record<string, unknown>, node: TextNode): void {
    this.#count(node);
    if (node.kind === "mapping") return this.#fill(object, node);
    if (node.kind !== "alias" || node.target.kind !== "mapping")
      throw new YamlMeaningError(MERGE_WANTS_MAP, node.start);
    this.#throughAlias(node, (target) => {
      this.#count(target);
      if (target.kind === "mapping") this.#fill(object, target);
    });
  }

  #key(node: TextNode, value: TextNode): string {
    const target = node.kind === "alias" ? node.target : node;
    if (target.kind === "scalar") {
      this.#count(node);
      const resolved = resolveScalar(target);
      const name = mapKey(resolved);
      if (name !== undefined) return name;
      const message = `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${goArgument(value)}`;
      this.#badKey ??= new YamlMeaningError(message, node.start);
      return "null";
    }
    this.#value(node);
    const shown = goSyntax(node);
    throw new YamlMeaningError(`yaml: invalid map key: ${shown}`, node.start);
  }

  #scalar(node: ScalarNode): unknown {
    const { value } = resolveScalar(node);
    if (typeof value === "number" && !Number.isFinite(value)) {
      const text = Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
      this.#unwritable ??= new YamlMeaningError(`json: unsupported value: ${text}`, node.start);
    }
    return value;
  }
}

/**
 * How much of what is decoded may come from aliases: all but a hundredth in small documents, a tenth in huge ones.
 * @see go.yaml.in/yaml/v2, `allowedAliasRatio`
 */
function allowedAliasRatio(decoded: number): number {
  const low = 400_000;
  const high = 4_000_000;
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}
