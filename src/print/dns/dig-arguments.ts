import { addressOf, reverseName } from "../../dns/address.ts";
import { printName } from "../../dns/name.ts";
import { typeCode, typeName } from "../../dns/record.ts";
import { ALL_PARTS, type DigParts } from "./dig.ts";

/** One question of a command line of `dig`. */
export interface DigQuestion {
  readonly name: string;
  readonly type: string;
}

/** A command line of `dig`, taken apart. What changes nothing here is passed over, as unknown options are. */
export interface DigArguments {
  readonly questions: readonly DigQuestion[];
  readonly server: string | undefined;
  readonly isShort: boolean;
  readonly searches: boolean;
  readonly shows: DigParts;
}

const PART_NAMES: Readonly<Record<string, readonly (keyof DigParts)[]>> = {
  all: ["command", "comments", "question", "answer", "authority", "additional", "statistics"],
  cmd: ["command"],
  comments: ["comments"],
  question: ["question"],
  answer: ["answer"],
  authority: ["authority"],
  additional: ["additional"],
  stats: ["statistics"],
};

/** Options of one letter that take the next word. */
const WITH_VALUE = new Set(["-p", "-b", "-c", "-f", "-k", "-y"]);

interface Draft {
  readonly questions: { name: string; type: string | undefined }[];
  server: string | undefined;
  isShort: boolean;
  searches: boolean;
  shows: DigParts;
  type: string | undefined;
}

function plusOption(option: string, draft: Draft): void {
  const isOn = !option.startsWith("no") || Object.hasOwn(PART_NAMES, option);
  const name = isOn ? option : option.slice(2);
  if (name === "short") draft.isShort = isOn;
  if (name === "search" || name === "defname") draft.searches = isOn;
  const parts = PART_NAMES[name] ?? [];
  draft.shows = { ...draft.shows, ...Object.fromEntries(parts.map((part) => [part, isOn])) };
}

function takeWord(word: string, draft: Draft): void {
  const last = draft.questions.at(-1);
  if (word.toUpperCase() === "IN" && last !== undefined) return;
  const code = typeCode(word);
  if (code === undefined || (last === undefined && draft.type !== undefined)) {
    draft.questions.push({ name: word, type: draft.type });
  } else if (last === undefined) draft.type = typeName(code);
  else last.type = typeName(code);
}

function takeOption(word: string, value: string | undefined, draft: Draft): void {
  if (word === "-t" && value !== undefined) {
    const code = typeCode(value);
    const last = draft.questions.at(-1);
    if (code !== undefined && last !== undefined) last.type = typeName(code);
    else if (code !== undefined) draft.type = typeName(code);
  } else if (word === "-q" && value !== undefined) draft.questions.push({ name: value, type: draft.type });
  else if (word === "-x" && value !== undefined) {
    const address = addressOf(value);
    if (address !== undefined) draft.questions.push({ name: printName(reverseName(address)), type: "PTR" });
  }
}

/** @see bind9, bin/dig/dig.c, `parse_args` (9.18) */
export function digArguments(words: readonly string[]): DigArguments {
  const draft: Draft = {
    questions: [],
    server: undefined,
    isShort: false,
    searches: false,
    shows: ALL_PARTS,
    type: undefined,
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word.startsWith("@")) draft.server = word.slice(1);
    else if (word.startsWith("+")) plusOption(word.slice(1), draft);
    else if (WITH_VALUE.has(word)) at++;
    else if (/^-[tqx]$/.test(word)) takeOption(word, words[++at], draft);
    else if (!word.startsWith("-")) takeWord(word, draft);
  }
  const { questions, server, isShort, searches, shows } = draft;
  const asked = questions.length === 0 ? [{ name: ".", type: draft.type ?? "NS" }] : questions;
  return {
    questions: asked.map(({ name, type }) => ({ name, type: type ?? draft.type ?? "A" })),
    server,
    isShort,
    searches,
    shows,
  };
}
