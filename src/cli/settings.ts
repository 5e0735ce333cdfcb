import { FEATURE_GATES, type FeatureGates } from "../api/feature-gates.ts";
import { parseDuration, printDuration } from "../base/duration.ts";
import type { Settings } from "../cluster/world.ts";
import { suggest } from "../api/structure/suggest.ts";
import { refuseUsage } from "./usage.ts";

type Change = Partial<Settings>;

function refuseValue(key: string, value: string, expected: string): never {
  refuseUsage(`${key}=${value}: expected ${expected}`);
}

function durationMs(key: string, value: string): number {
  const duration = parseDuration(value);
  if (!duration.ok || duration.ms < 0) refuseValue(key, value, "a duration such as 0s, 1.5s or 2m");
  return Math.round(duration.ms);
}

function count(key: string, value: string, most: number): number {
  const number = Number(value);
  if (!/^[0-9]+$/.test(value) || number > most) refuseValue(key, value, `a whole number from 0 to ${most}`);
  return number;
}

/** `a,b*`: those classes exist, `b` is the default; none for an empty list. */
function classes(value: string): Change {
  const words = value.split(",").filter((word) => word !== "");
  const defaults = words.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
  const [defaultClass] = defaults;
  if (defaults.length > 1) refuseValue("storage-classes", value, "one default class at most");
  const others = words.filter((word) => !word.endsWith("*"));
  return { storageClasses: [...defaults, ...others], defaultClass: defaultClass ?? "" };
}

function gates(value: string, current: FeatureGates): Change {
  const known = FEATURE_GATES as unknown as Record<string, boolean>;
  const changed: Record<string, boolean> = {};
  for (const word of value.split(",").filter((part) => part !== "")) {
    const [name = "", wanted] = word.split("=");
    if (!Object.hasOwn(known, name)) refuseValue("feature-gates", value, `one of ${Object.keys(known).join(", ")}`);
    if (wanted !== "true" && wanted !== "false") refuseValue("feature-gates", value, "NAME=true or NAME=false");
    changed[name] = wanted === "true";
  }
  return { featureGates: { ...current, ...changed } };
}

type Reader = (value: string, current: Settings) => Change;

const READERS: Readonly<Record<string, Reader>> = {
  nodes: (value) => ({ nodes: count("nodes", value, 5000) }),
  "start-after": (value) => ({ startAfterMs: durationMs("start-after", value) }),
  "stop-after": (value) => ({ stopAfterMs: durationMs("stop-after", value) }),
  "pull-time": (value) => ({ pullTimeMs: durationMs("pull-time", value) }),
  "storage-classes": (value) => classes(value),
  "feature-gates": (value, current) => gates(value, current.featureGates),
  seed: (value) => ({ seed: count("seed", value, 2 ** 32 - 1) }),
};

/** The keys that can be set. */
export const SETTINGS: readonly string[] = Object.keys(READERS);

/** What `KEY=VALUE` changes. Throws USAGE with the nearest right spelling. */
export function readSetting(word: string, current: Settings): Change {
  const equals = word.indexOf("=");
  const key = equals < 0 ? word : word.slice(0, equals);
  const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
  if (reader === undefined) {
    const near = suggest(key, SETTINGS);
    const hint = near === undefined ? `there are ${SETTINGS.join(", ")}` : `did you mean ${near}?`;
    refuseUsage(`there is no setting ${JSON.stringify(key)}`, hint);
  }
  if (equals < 0) refuseUsage(`${key} needs a value: ${key}=VALUE`);
  return reader(word.slice(equals + 1), current);
}

/** All settings as `sim set` takes them. */
export function settingTexts(settings: Settings): Readonly<Record<string, string>> {
  const names = settings.storageClasses ?? [settings.defaultClass ?? ""];
  const marked = names.map((name) => (name === settings.defaultClass ? `${name}*` : name));
  const gateTexts = Object.entries(settings.featureGates).map(([name, on]) => `${name}=${String(on)}`);
  return {
    nodes: String(settings.nodes),
    "start-after": printDuration(settings.startAfterMs),
    "stop-after": printDuration(settings.stopAfterMs),
    "pull-time": printDuration(settings.pullTimeMs),
    "storage-classes":
      settings.storageClasses === undefined
        ? `${marked.join(",")} and any that is named, until one is made`
        : marked.join(","),
    "feature-gates": gateTexts.join(","),
    seed: String(settings.seed),
  };
}
