import type { Endpoint } from "./types.ts";

/** Endpoints that one of two versions of a list has and the other has not, by identity. */
export interface ChangedEndpoints {
  readonly gone: readonly Endpoint[];
  readonly come: readonly Endpoint[];
}

/** Lists shorter than this are searched one by one. */
const SHORT = 8;

function without(list: readonly Endpoint[], others: readonly Endpoint[]): readonly Endpoint[] {
  if (others.length < SHORT) return list.filter((endpoint) => !others.includes(endpoint));
  const known = new Set(others);
  return list.filter((endpoint) => !known.has(endpoint));
}

interface Found extends ChangedEndpoints {
  readonly before: readonly Endpoint[];
  readonly after: readonly Endpoint[];
}

/** What was found last: the validation of a write asks, then the index, then the timeline. */
let last: Found | undefined;

/** What differs between two versions of a slice's endpoints. */
export function changedEndpoints(before: readonly Endpoint[], after: readonly Endpoint[]): ChangedEndpoints {
  if (last?.before !== before || last.after !== after) last = { before, after, ...changes(before, after) };
  return last;
}

/** A slice changes by one of its hundred at a time: what the lists share at both ends is passed over. */
function changes(before: readonly Endpoint[], after: readonly Endpoint[]): ChangedEndpoints {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const gone = before.slice(head, before.length - tail);
  const come = after.slice(head, after.length - tail);
  if (gone.length === 0 || come.length === 0) return { gone, come };
  return { gone: without(gone, come), come: without(come, gone) };
}
