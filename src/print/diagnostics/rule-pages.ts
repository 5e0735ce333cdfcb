import type { RuleText } from "../../lint/rule.ts";
import { wrap } from "../wrap.ts";
import type { Style } from "../printer.ts";
import { tonesFor } from "./tones.ts";

/** All rules, one a line: code, id, severity, and what they ask for. */
export function printRuleList(rules: readonly RuleText[], style: Style): string {
  const { bold, dim } = tonesFor(style);
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(
      ({ code, id, severity, summary }) =>
        `${dim(code)}  ${bold(id.padEnd(width))}  ${severity.padEnd(7)}  ${summary}\n`,
    )
    .join("");
}

/** The rules as data, for other programs. */
export function printRuleJson(rules: readonly RuleText[]): string {
  const list = rules.map(({ id, code, severity, summary, why, fix, source }) => {
    return { rule: id, code, severity, summary, why, fix, source };
  });
  return `${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`;
}

function indented(text: string): string {
  return text.trimEnd().replace(/^/gm, "    ");
}

/** The page of one rule: what it asks for, why, what to do, where that is documented, and an example of each side. */
export function printRulePage(rule: RuleText, style: Style): string {
  const { bold } = tonesFor(style);
  const { id, code, severity, summary, why, fix, source, passes, fails } = rule;
  const paragraph = (text: string): string => wrap(text, Math.min(style.width, 100)).join("\n");
  const [fail] = fails();
  const parts = [
    `${bold(`${code} ${id}`)} (${severity})`,
    paragraph(summary),
    paragraph(why),
    paragraph(`To fix it: ${fix}.`),
    `Source: ${source}`,
    `To ignore it: # stsctl-ignore ${id}: REASON  on the line above, or the annotation\n  stsctl.dev/ignore: "${id}"`,
    ...(fail === undefined
      ? []
      : [
          ...(fail.base === undefined ? [] : [`Where there was:\n\n${indented(fail.base)}`]),
          `Found in (${fail.findings.map(({ path, at }) => `${at} ${path}`).join(", ")}):\n\n${indented(fail.manifest)}`,
        ]),
    ...passes()
      .slice(0, 1)
      .map((manifest) => `Not found in:\n\n${indented(manifest)}`),
  ];
  return `${parts.join("\n\n")}\n`;
}
