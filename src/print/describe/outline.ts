import { escapeTerminal } from "../tables/align.ts";
import { alignTabs } from "./tabwriter.ts";

/** Collects the lines of a description: cells separated by tabs, two spaces of indentation for each level. */
export class Outline {
  readonly #lines: string[] = [];

  /** One line. `label` is written with its colon; a line without values has no tab. */
  line(level: number, label: string, ...values: readonly (string | number | boolean)[]): void {
    this.#lines.push(`${"  ".repeat(level)}${[label, ...values].join("\t")}`);
  }

  /** A label with one value a line; the later values stand below the first. */
  list(level: number, label: string, values: readonly string[]): void {
    if (values.length === 0) return this.line(level, label, "<none>");
    values.forEach((value, index) => (index === 0 ? this.line(level, label, value) : this.line(0, "", value)));
  }

  /** The lines with raw tabs, as `rollout history` prints them. */
  tabbed(): string {
    return escapeTerminal(this.#lines.map((line) => `${line}\n`).join(""));
  }

  /** The lines in columns, as `describe` prints them. */
  aligned(): string {
    return alignTabs(this.tabbed());
  }
}
