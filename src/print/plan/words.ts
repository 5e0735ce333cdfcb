import { homesText } from "../../api/structure/homes.ts";
import { counted } from "../../base/counted.ts";
import { shortDigests } from "../../base/short-digests.ts";
import { thousands } from "../../base/thousands.ts";
import type { ObjectKey } from "../../api/object.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Fault } from "../../cluster/world.ts";
import type { FieldChange, Place } from "../../plan/model.ts";

/** `1 pod`, `10,000 pods`. */
export function countedWithCommas(count: number, noun: string): string {
  return counted(count, noun, thousands);
}

/** A name with its namespace where that is not the default one. */
export function inNamespace(namespace: string, name: string): string {
  return namespace === "default" || namespace === "" ? name : `${namespace}/${name}`;
}

export function nameOf({ namespace, name }: ObjectKey): string {
  return inNamespace(namespace, name);
}

/** `web-0.web`, or `web-0.web.prod`: as pods of the default namespace write it. */
export function shortName(name: string): string {
  return name.replace(/(\.default)?\.svc$/, "");
}

export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

const MOST_FAULTS = 5;

/** `image/nginx:1.99=image-pull, pod/web-0=crash-loop and 7 more`. */
export function faultsText(faults: readonly Fault[]): string {
  const left = faults.length - MOST_FAULTS;
  const shown = faults.slice(0, left > 1 ? MOST_FAULTS : faults.length).map(({ target, as }) => `${target}=${as}`);
  return `${shown.join(", ")}${left > 1 ? ` and ${thousands(left)} more` : ""}`;
}

const MOST_VALUE = 70;

/** A value as YAML writes it on one line; texts that hold more than a word stand in quotation marks inside of others. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isJsonObject(value))
    return `{${Object.entries(value)
      .map(([name, one]) => `${name}: ${flow(one)}`)
      .join(", ")}}`;
  if (typeof value === "string") return /^[\w./@%+-][\w./:@%+=-]*$/.test(value) ? value : JSON.stringify(value);
  return String(value);
}

/** A value on one line. */
function valueText(value: unknown): string {
  return shortDigests(typeof value === "string" && value !== "" && !/[\n\r]/.test(value) ? value : flow(value));
}

/** What stays of the end of a text that is cut: an image's tag, the end of a path. */
const TAIL = 24;

/** A text without its middle where it is long. */
function cut(text: string): string {
  return text.length > MOST_VALUE ? `${text.slice(0, MOST_VALUE - 1 - TAIL)}…${text.slice(-TAIL)}` : text;
}

/** How much of what two long texts have in common stands beside what they do not. */
const BESIDE = 12;

/** How many characters two texts have in common from their beginning. */
function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join("");
}

/** Two texts, cut where they are long and the same, so that what differs is seen. */
function cutAlike(before: string, after: string): readonly [string, string] {
  if (before.length <= MOST_VALUE && after.length <= MOST_VALUE) return [before, after];
  const head = commonLength(before, after);
  const [oldRest, newRest] = [before.slice(head), after.slice(head)];
  const tail = commonLength(reversed(oldRest), reversed(newRest));
  const left =
    head > 2 * BESIDE ? `${before.slice(0, BESIDE)}…${before.slice(head - BESIDE, head)}` : before.slice(0, head);
  const right = tail > 2 * BESIDE ? `${oldRest.slice(-tail).slice(0, BESIDE)}…` : oldRest.slice(oldRest.length - tail);
  const whole = (rest: string): string => cut(`${left}${rest.slice(0, rest.length - tail)}${right}`);
  return [whole(oldRest), whole(newRest)];
}

function meantText({ meant, homes = [] }: FieldChange): string {
  if (meant !== undefined) return `, did you mean ${JSON.stringify(meant)}?`;
  return homes.length === 0 ? "" : `: a field of ${homesText(homes)}`;
}

/** `nginx:1.25 → nginx:1.26`, `set to 3`, `removed, was 3`, `set to 3, did you mean "replicas"?`. */
export function changeText(change: FieldChange): string {
  const { before, after, isOrder } = change;
  if (isOrder === true) return `order ${(before as string[]).join(", ")} → ${(after as string[]).join(", ")}`;
  if (before === undefined) return `set to ${cut(valueText(after))}${meantText(change)}`;
  if (after === undefined) return `removed, was ${cut(valueText(before))}`;
  return cutAlike(valueText(before), valueText(after)).join(" → ");
}
