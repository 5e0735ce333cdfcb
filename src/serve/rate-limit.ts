/** What happens to an answer: sent, sent empty with the request to come again over TCP, or not sent. */
export type Verdict = "send" | "truncate" | "drop";

/** Bounds the answers that one address gets over UDP in a second, so that nobody is flooded under a false address. */
export interface RateLimit {
  verdict(address: string, now: number): Verdict;
}

interface Window {
  second: number;
  count: number;
}

/** Addresses remembered within one second. */
const MAX_ADDRESSES = 10_000;

/** `perSecond` answers an address gets; of those beyond, every second one is truncated and the others are dropped. */
export function rateLimit(perSecond: number): RateLimit {
  const windows = new Map<string, Window>();

  function verdict(address: string, now: number): Verdict {
    const second = Math.floor(now / 1000);
    let window = windows.get(address);
    if (window === undefined || window.second !== second) {
      if (windows.size >= MAX_ADDRESSES) windows.clear();
      windows.set(address, (window = { second, count: 0 }));
    }
    window.count++;
    if (window.count <= perSecond) return "send";
    return window.count % 2 === 0 ? "truncate" : "drop";
  }

  return { verdict };
}
