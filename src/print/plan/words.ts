import { thousands } from "../../base/thousands.ts";
import type { ObjectKey } from "../../api/object.ts";
import { isJsonObject } from "../../base/json.ts";
import type { FieldChange, Place } from "../../plan/model.ts";

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** `24s`, `1.5s`, `3m05s`, `1h02m`. Milliseconds. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 100) return `${seconds}s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
  return `${Math.floor(whole / 3600)}h${two(Math.floor(whole / 60) % 60)}m`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
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

const MOST_VALUE = 70;

/** Digests by their beginning: who compares them looks no further. */
export function shortDigests(text: string): string {
  return text.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+/g, "$1…");
}

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

/** A value on one line, cut where it is long. */
function valueText(value: unknown): string {
  const text = shortDigests(typeof value === "string" && value !== "" && !/[\n\r]/.test(value) ? value : flow(value));
  return text.length > MOST_VALUE ? `${text.slice(0, MOST_VALUE - 1)}…` : text;
}

/** `nginx:1.25 → nginx:1.26`, `set to 3`, `removed (was 3)`. */
export function changeText({ before, after, isOrder }: FieldChange): string {
  if (isOrder === true) return `order ${(before as string[]).join(", ")} → ${(after as string[]).join(", ")}`;
  if (before === undefined) return `set to ${valueText(after)}`;
  if (after === undefined) return `removed, was ${valueText(before)}`;
  return `${valueText(before)} → ${valueText(after)}`;
}
