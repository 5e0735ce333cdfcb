import { printName, type Name } from "../../dns/name.ts";
import { codeOf, dataText, typeName, type DnsRecord } from "../../dns/record.ts";

const TAB = 8;

/** The columns at which the fields after the owner begin. */
const TTL_COLUMN = 24;
const CLASS_COLUMN = 32;
const TYPE_COLUMN = 40;
const DATA_COLUMN = 48;

/** A line that fields are put on, with tabs and spaces between them. */
class Line {
  text = "";
  #column = 0;

  add(field: string): this {
    this.text += field;
    this.#column += field.length;
    return this;
  }

  /**
   * Moves to a column: by tabs as far as they go, then by spaces; at least by one space.
   * @see bind9, lib/dns/masterdump.c, `indent` (9.18)
   */
  to(column: number): this {
    const target = Math.max(column, this.#column + 1);
    const tabs = Math.floor(target / TAB) - Math.floor(this.#column / TAB);
    if (tabs > 0) {
      this.text += "\t".repeat(tabs);
      this.#column = Math.floor(target / TAB) * TAB;
    }
    this.text += " ".repeat(target - this.#column);
    this.#column = target;
    return this;
  }
}

/** A record as `dig` prints it. */
export function digRecord({ name, ttl, data }: DnsRecord): string {
  return new Line()
    .add(printName(name))
    .to(TTL_COLUMN)
    .add(String(ttl))
    .to(CLASS_COLUMN)
    .add("IN")
    .to(TYPE_COLUMN)
    .add(typeName(codeOf(data)))
    .to(DATA_COLUMN)
    .add(dataText(data)).text;
}

/** A question as `dig` prints it; the semicolon stands outside the columns. */
export function digQuestion(name: Name, type: string): string {
  return `;${new Line().add(printName(name)).to(CLASS_COLUMN).add("IN").to(TYPE_COLUMN).add(type).text}`;
}
