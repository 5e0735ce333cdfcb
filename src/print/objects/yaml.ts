import { byYamlKey } from "./key-order.ts";
import { presentMembers, shownValue } from "./shown-value.ts";
import { doubleQuoted, type ScalarStyle, scalarStyle, yamlNumber } from "./yaml-scalar.ts";

const WIDTH = 80;
/** A longer key is written as `? key`. */
const SIMPLE_KEY_MAX_BYTES = 128;

function isSimpleKey(name: string): boolean {
  if (name.length * 3 > SIMPLE_KEY_MAX_BYTES && Buffer.byteLength(name) > SIMPLE_KEY_MAX_BYTES) return false;
  return !/[\n\r\x85\u2028\u2029]/.test(name);
}

/** A value as `kubectl get -o yaml` prints it. */
export function printYaml(value: unknown): string {
  const emitter = new Emitter();
  emitter.value(shownValue(value), -1, false);
  return emitter.text();
}

/**
 * Writes YAML as go-yaml's emitter does: two columns a level, sequences at the column of their key, long texts
 * folded at the first blank behind column 80.
 * @see go.yaml.in/yaml/v2, emitterc.go
 */
class Emitter {
  #out = "";
  #column = 0;
  /** Only indentation and indicators stand on the line so far. */
  #indention = true;
  #whitespace = true;

  text(): string {
    return this.#out.endsWith("\n") ? this.#out : `${this.#out}\n`;
  }

  #write(text: string): void {
    this.#out += text;
    this.#column += text.length;
    this.#whitespace = false;
  }

  #break(): void {
    this.#out += "\n";
    this.#column = 0;
    this.#whitespace = true;
    this.#indention = true;
  }

  #toColumn(indent: number): void {
    const fresh = this.#indention && this.#column <= indent && (this.#column < indent || this.#whitespace);
    if (!fresh && this.#out !== "") this.#break();
    if (this.#column < indent) this.#write(" ".repeat(indent - this.#column));
    this.#whitespace = true;
    this.#indention = true;
  }

  #indicator(text: string, keepsIndention: boolean): void {
    if (!this.#whitespace) this.#write(" ");
    this.#write(text);
    this.#indention &&= keepsIndention;
  }

  value(value: unknown, indent: number, inMapping: boolean): void {
    if (Array.isArray(value)) this.#sequence(value, indent, inMapping);
    else if (value !== null && typeof value === "object") this.#mapping(value, indent);
    else this.#scalar(value, indent);
  }

  #mapping(object: object, indent: number): void {
    const members = presentMembers(object).sort(([a], [b]) => byYamlKey(a, b));
    if (members.length === 0) return this.#indicator("{}", false);
    const inner = Math.max(indent + 2, 0) - (indent < 0 ? 1 : 0);
    const column = indent < 0 ? 0 : inner;
    for (const [name, value] of members) {
      this.#toColumn(column);
      this.#member(name, value, column);
    }
  }

  #member(name: string, value: unknown, indent: number): void {
    if (isSimpleKey(name)) {
      this.#text(name, indent + 2, true);
      this.#write(":");
      this.#indention = false;
      this.value(value, indent, true);
      return;
    }
    this.#indicator("?", true);
    this.#text(name, indent + 2, false);
    this.#toColumn(indent);
    this.#indicator(":", true);
    this.value(value, indent, true);
  }

  #sequence(items: readonly unknown[], indent: number, inMapping: boolean): void {
    if (items.length === 0) return this.#indicator("[]", false);
    const column = inMapping && !this.#indention ? indent : indent < 0 ? 0 : indent + 2;
    for (const item of items) {
      this.#toColumn(column);
      this.#indicator("-", true);
      this.value(item, column, false);
    }
  }

  #scalar(value: unknown, indent: number): void {
    if (typeof value === "string") return this.#text(value, Math.max(indent + 2, 2), false);
    const text = typeof value === "number" || typeof value === "bigint" ? yamlNumber(value) : String(value);
    this.#indicator(text, false);
  }

  #text(text: string, indent: number, isKey: boolean): void {
    const style = scalarStyle(text, isKey);
    if (style === "literal") return this.#literal(text, indent);
    if (!this.#whitespace) this.#write(" ");
    if (style === "plain") this.#folded(text, { indent, isKey, style });
    else {
      const quote = style === "single" ? "'" : '"';
      this.#write(quote);
      this.#folded(text, { indent, isKey, style });
      this.#write(quote);
    }
    this.#whitespace = false;
    this.#indention = false;
  }

  /** Characters one by one; a single blank beyond the width becomes a line break. */
  #folded(text: string, { indent, isKey, style }: { indent: number; isKey: boolean; style: ScalarStyle }): void {
    if (style === "plain" && (isKey || this.#column + text.length <= WIDTH)) return this.#write(text);
    const characters = Array.from(text);
    let afterSpace = false;
    let afterBreak = false;
    characters.forEach((character, i) => {
      const inside = style === "plain" || (i > 0 && i < characters.length - 1);
      const next = characters[i + 1];
      if (character === " ") {
        const folds = !isKey && !afterSpace && this.#column > WIDTH && inside && (style === "double" || next !== " ");
        if (folds) {
          this.#indention = false;
          this.#toColumn(indent);
          if (style === "double" && next === " ") this.#write("\\");
        } else {
          this.#write(character);
        }
        afterSpace = true;
        return;
      }
      if (style === "single" && (character === "\u2028" || character === "\u2029")) {
        this.#out += character;
        this.#column = 0;
        this.#indention = true;
        afterBreak = true;
        return;
      }
      if (afterBreak) this.#toColumn(indent);
      this.#write(
        style === "double" ? doubleQuoted(character) : character === "'" && style === "single" ? "''" : character,
      );
      if (character.length > 1 && style !== "double") this.#column--;
      this.#indention = false;
      afterSpace = false;
      afterBreak = false;
    });
  }

  #literal(text: string, indent: number): void {
    const hint = /^[ \n\u2028\u2029]/.test(text) ? "2" : "";
    const chomp = text.endsWith("\n") ? (text === "\n" || text.endsWith("\n\n") ? "+" : "") : "-";
    this.#indicator(`|${hint}${chomp}`, false);
    for (const line of (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n")) {
      this.#break();
      if (line === "") continue;
      this.#write(" ".repeat(indent) + line);
    }
    this.#break();
    this.#whitespace = true;
    this.#indention = true;
  }
}
