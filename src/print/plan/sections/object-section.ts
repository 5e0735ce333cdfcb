import type { ObjectAction, ObjectChange, Plan, Place } from "../../../plan/model.ts";
import type { Tone } from "../../tone.ts";
import { folded, type Room, type Row, type Section } from "./section.ts";
import { changeText, countedWithCommas, placeText } from "../words.ts";

const SIGNS: Readonly<Record<ObjectAction, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  unchanged: "=",
};
const TONES: Readonly<Record<ObjectAction, Tone>> = {
  create: "made",
  update: "waiting",
  replace: "gone",
  delete: "gone",
  unchanged: "dim",
};
const DONE: Readonly<Record<ObjectAction, string>> = {
  create: "created",
  update: "changed",
  replace: "deleted and made anew",
  delete: "deleted",
  unchanged: "unchanged",
};

function aside(at: Place | undefined, file?: string): { aside?: string } {
  if (at === undefined) return {};
  return { aside: at.file === file ? `:${at.line}` : placeText(at) };
}

function rowsOf({ action, key, name, at, fields }: ObjectChange): readonly Row[] {
  const where = key.namespace === "" ? "" : ` in ${key.namespace}`;
  const head: Row = { cells: [`${SIGNS[action]} ${name}${where} ${DONE[action]}`], tone: TONES[action], ...aside(at) };
  return [
    head,
    ...fields.map((change): Row => {
      const sign = change.before === undefined ? "+" : change.after === undefined ? "-" : "~";
      const tone = sign === "+" ? "made" : sign === "-" ? "gone" : "plain";
      return { cells: [`    ${sign} ${change.field}`, changeText(change)], tone, ...aside(change.at, at?.file) };
    }),
  ];
}

export function objectSection({ objects }: Plan, room: Room): Section | undefined {
  const changed = objects.filter(({ action }) => action !== "unchanged");
  const same = objects.filter(({ action }) => action === "unchanged");
  if (objects.length === 0) return undefined;
  const names = same.length <= 3 ? `: ${same.map(({ name }) => name).join(", ")}` : "";
  const rest: Row = { cells: [`= ${countedWithCommas(same.length, "object")} unchanged${names}`], tone: "dim" };
  const rows = [...folded(changed.flatMap(rowsOf), 5 * room.rows), ...(same.length === 0 ? [] : [rest])];
  return { id: "objects", title: "OBJECTS", rows };
}
