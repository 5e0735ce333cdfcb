import { Chalk, type ChalkInstance } from "chalk";
import type { Plan } from "../../plan/model.ts";
import { wrap } from "../wrap.ts";
import type { Style } from "../printer.ts";
import { painted } from "../tone.ts";
import { paragraphs } from "./layout.ts";
import type { Section } from "./sections/section.ts";
import { sectionsOf } from "./sections/sections.ts";
import { commandsText, summaryText } from "./summary.ts";

/** A dozen of a kind: a screen is soon full. */
const SCREEN = { rows: 12 };

const NARROWEST = 30;

function titleOf({ title, note }: Section, chalk: ChalkInstance, width: number): readonly string[] {
  if (title === "") return [];
  if (note === undefined) return [chalk.bold(title)];
  const [first = "", ...more] = wrap(note, Math.max(NARROWEST, width - title.length - 3));
  return [`${chalk.bold(title)}   ${first}`, ...more.map((part) => `${" ".repeat(title.length + 3)}${part}`)];
}

function sectionText(section: Section, { width, color }: Style): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const rows = paragraphs(section.rows, width).map(({ text, tone }) => painted(text, tone, chalk));
  const lines = section.id === "objects" ? rows : [...titleOf(section, chalk, width), ...rows];
  return lines.map((line) => `${line}\n`).join("");
}

/** The plan for a terminal; one blank line between its parts, the summary last. */
export function planText(plan: Plan, style: Style): string {
  const narrow = { ...style, width: Math.min(style.width, 100) };
  const parts = sectionsOf(plan, SCREEN).map((section) => sectionText(section, narrow));
  const { from } = plan.base;
  const title = from === "the state" ? "Plan" : `Plan from ${from}`;
  const commands = commandsText(plan);
  const closing = [
    ...(commands === undefined
      ? []
      : [
          painted(
            `${commands.charAt(0).toUpperCase()}${commands.slice(1)}.`,
            "dim",
            new Chalk({ level: style.color ? 1 : 0 }),
          ),
        ]),
    ...wrap(`${title}: ${summaryText(plan)}.`, narrow.width),
  ];
  return [...parts, `${closing.join("\n")}\n`].join("\n");
}
