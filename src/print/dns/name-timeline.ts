import { printDuration } from "../../base/duration.ts";
import { timestamp, type Instant } from "../../base/instant.ts";
import { misledMs, unansweredMs, type CachedClient, type NameMoment } from "../../dns/history.ts";
import { elapsed } from "../clock.ts";
import { columns } from "./columns.ts";

/** When a name answered what, and what a client behind a cache made of it. */
export interface NameTimeline {
  /** With a trailing dot. */
  readonly name: string;
  readonly moments: readonly NameMoment[];
  readonly client?: { readonly settings: CachedClient; readonly seen: readonly NameMoment[] };
}

/** Addresses that are shown in one cell. */
const SHOWN_ADDRESSES = 4;

function answerText(moment: NameMoment | undefined): string {
  if (moment === undefined) return "";
  const { addresses } = moment;
  if (addresses.length === 0) return "NXDOMAIN";
  const more = addresses.length - SHOWN_ADDRESSES;
  return `${addresses.slice(0, SHOWN_ADDRESSES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The times after the start at which something changed. */
function instants({ moments, client }: NameTimeline): readonly Instant[] {
  const changes = [...moments.slice(1), ...(client?.seen.slice(1) ?? [])];
  return [...new Set(changes.map(({ at }) => at))].sort((a, b) => a - b);
}

function unansweredText(who: string, moments: readonly NameMoment[]): string {
  const isUnanswered = moments.at(-1)?.addresses.length === 0;
  const ms = unansweredMs(moments);
  const past = ms === 0 ? "" : `${who} without an answer for ${printDuration(ms)}`;
  const now = isUnanswered
    ? `${who} without an answer since ${elapsed((moments.at(-1)?.at ?? 0) - (moments[0]?.at ?? 0))}`
    : "";
  return [past, now]
    .filter((part) => part !== "")
    .map((part) => `${part}.\n`)
    .join("");
}

function answerAt(moments: readonly NameMoment[], time: Instant): string {
  return answerText(moments.slice(1).find(({ at }) => at === time));
}

function misledText(ms: number): string {
  return ms === 0 ? "" : `The client was led to an address that was gone for ${printDuration(ms)}.\n`;
}

export function nameTimelineText(timeline: NameTimeline): string {
  const { name, moments, client } = timeline;
  const start = moments[0]?.at ?? 0;
  const times = instants(timeline);
  const header = [
    "TIME",
    "ANSWER",
    ...(client === undefined ? [] : [`CLIENT (cache ${printDuration(client.settings.cacheMs)})`]),
  ];
  const before = ["before", answerText(moments[0]), ...(client === undefined ? [] : [answerText(client.seen[0])])];
  const rows = times.map((time) => [
    elapsed(time - start),
    answerAt(moments, time),
    ...(client === undefined ? [] : [answerAt(client.seen, time)]),
  ]);
  const closing = [
    unansweredText("The name was", moments),
    client === undefined ? "" : unansweredText("The client was", client.seen),
    client === undefined ? "" : misledText(misledMs(moments, client.seen)),
  ];
  return `${name}\n${columns([header, before, ...rows])}${closing.join("")}`;
}

function momentJson({ at, addresses }: NameMoment): object {
  return { at: timestamp(at), rcode: addresses.length === 0 ? "NXDOMAIN" : "NOERROR", addresses };
}

export function nameTimelineJson({ name, moments, client }: NameTimeline): string {
  const seen = client === undefined ? {} : { client: client.seen.map(momentJson) };
  return `${JSON.stringify({ name, answers: moments.map(momentJson), ...seen }, undefined, 2)}\n`;
}
