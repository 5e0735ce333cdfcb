import type { FieldChange, Plan } from "../../plan/model.ts";
import { visible } from "../visible.ts";
import { paragraphs } from "./layout.ts";
import { HEADINGS, type Row, type Section } from "./sections/section.ts";
import { sectionsOf } from "./sections/sections.ts";
import { originText, summaryText } from "./summary.ts";

/** What is folded away may be longer, within what a comment holds. */
const COMMENT = { rows: 40 };

const WIDTH = 100;
/** Longer parts are folded: a comment is to be read at a glance. */
const MOST_OPEN = 14;

/** A fence longer than any in the text. */
function fenced(lines: readonly string[], language = "text"): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${lines.join("\n")}\n${fence}`;
}

/** Text between tags of HTML inside Markdown. */
function escaped(text: string): string {
  return visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** In a diff GitHub paints lines by their first character. */
function asDiff(rows: readonly Row[]): readonly string[] {
  return paragraphs(rows, WIDTH).map(({ text, tone }) => {
    if (/^\s*[+~=!-] /.test(text))
      return text.replace(
        /^(\s*)([+~=!-]) /,
        (_all, space: string, sign: string) => `${sign === "~" ? "!" : sign === "=" ? " " : sign} ${space}`,
      );
    return `${tone === "gone" ? "-" : " "} ${text}`;
  });
}

function partText(section: Section): string {
  const isDiff = section.id === "objects";
  const lines = isDiff ? asDiff(section.rows) : paragraphs(section.rows, WIDTH).map(({ text }) => text);
  const body = fenced(lines, isDiff ? "diff" : "text");
  const title = HEADINGS[section.id];
  const note = section.note === undefined ? "" : `: ${section.note}`;
  if (lines.length <= MOST_OPEN) return `**${title}**${escaped(note)}\n\n${body}`;
  return `<details><summary><b>${title}</b>${escaped(note)}</summary>\n\n${body}\n\n</details>`;
}

/** The fields that a refusal is about, at a glance. */
function fieldNames(fields: readonly FieldChange[]): string {
  const [first, ...more] = fields;
  if (first === undefined) return "";
  return `: <code>${escaped(first.field)}</code>${more.length === 0 ? "" : ` and ${more.length} more`}`;
}

function verdictLines({ verdicts, refusals }: Plan): string {
  const words = verdicts.map(({ word, sentence }) => `> **${word}** ${escaped(sentence)}`);
  const refused = refusals.map(({ name, fields }) => `> **REFUSED** ${escaped(name)}${fieldNames(fields)}`);
  return [...words, ...refused].join("  \n");
}

/** The plan as a comment under a pull request: what matters first, long parts folded. */
export function planMarkdown(plan: Plan): string {
  const head = `### Plan: ${escaped(summaryText(plan))}`;
  const verdicts = verdictLines(plan);
  const base = `<sub>${escaped(originText(plan))}</sub>`;
  const parts = [head, verdicts, ...sectionsOf(plan, COMMENT).map(partText), base].filter((part) => part !== "");
  return `${parts.join("\n\n")}\n`;
}
