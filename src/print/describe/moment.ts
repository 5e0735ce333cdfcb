import { instantOf, type Instant } from "../../base/instant.ts";
import { DAYS, MONTHS, timeOfDay, twoDigits } from "../clock.ts";
import { age } from "../tables/cell.ts";

/** `Fri, 20 Nov 2026 10:16:25 +0000`; Go's zero time where there is no timestamp. */
export function moment(text: string | null | undefined): string {
  const at = text == null ? Number.NaN : instantOf(text);
  if (Number.isNaN(at)) return "Mon, 01 Jan 0001 00:00:00 +0000";
  const date = new Date(at);
  const day = `${DAYS[date.getUTCDay()]}, ${twoDigits(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`;
  return `${day} ${date.getUTCFullYear()} ${timeOfDay(date)} +0000`;
}

/** `Terminating (lasts 5s)`; the deletion timestamp is the deadline, so it reads `<invalid>` until that has passed. */
export function terminating(deadline: string, now: Instant): string {
  return `Terminating (lasts ${age(deadline, now)})`;
}
