/** What cannot repeat between a recording and a run: moments, uids, addresses, versions, random tails of names. */

const TAIL = "[0-9bcdfghjklmnpqrstvwxz]";

/** Text without times, ages, uids, addresses, resource versions, node numbers and runs of blanks. */
export function normal(text: string | undefined): string {
  return (text ?? "")
    .replace(/\b\d{1,4}-\d\d-\d\dT[\d:.]+Z\b/g, "<time>")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<uid>")
    .replace(/\b(\d+d)?(\d+h)?(\d+m)?\d+(\.\d+)?(s|m|h|d|ms)\b( ago)?/g, "<age>")
    .replace(/<invalid>/g, "<age>")
    .replace(/ \(x\d+ over <age>\)/g, "")
    .replace(/\b10\.\d+\.\d+\.\d+\b|\b192\.168\.\d+\.\d+\b/g, "<ip>")
    .replace(/resourceVersion: "?\d+"?/g, "resourceVersion: <rv>")
    .replace(/"resourceVersion": "\d+"/g, '"resourceVersion": <rv>')
    .replace(/\bnode-\d\b/g, "<node>")
    .replace(/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} [\d:]+ [+-]\d{4}/g, "<date>")
    .replace(/(LIVE|MERGED)-\d+/g, "$1-N")
    .replace(/\/tmp\/\S*?(LIVE|MERGED)-N/g, "$1-N")
    .replace(/[ \t]+/g, " ")
    .replace(/ +$/gm, "")
    .trim();
}

/** Text without the random tails of the names of Deployments' and DaemonSets' objects, its lines sorted. */
export function withoutTails(text: string): string {
  return text
    .replace(new RegExp(`\\b([a-z][a-z0-9-]*-${TAIL}{6,10})-${TAIL}{5}\\b`, "g"), "$1-<tail>")
    .replace(new RegExp(`\\b([a-z]+)-${TAIL}{5}\\b`, "g"), "$1-<tail>")
    .replace(new RegExp(`\\b([a-z]+)-${TAIL}{6,10}\\b`, "g"), "$1-<hash>")
    .split("\n")
    .sort()
    .join("\n");
}
