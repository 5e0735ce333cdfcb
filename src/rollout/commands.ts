import { joinWithAnd } from "../base/join-with-and.ts";

/** `stsctl VERB…` with `-n` where the object is not in the default namespace. */
export function command(words: string, namespace: string): string {
  return namespace === "default" || namespace === "" ? `stsctl ${words}` : `stsctl ${words} -n ${namespace}`;
}

/** A word as a shell reads it back. */
export function shellWord(text: string): string {
  return /^[\p{L}\p{N}_@%+=:,./^~-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Waits until a pod that was deleted is back and ready: kubectl goes on as soon as the old one is gone. */
export function awaitPod(name: string, namespace: string): string {
  return command(`wait pod/${name} --for=condition=Ready --timeout=10m`, namespace);
}

/** Deletes pods, each when the one before is back. */
export function deleteOneByOne(names: readonly string[], namespace: string): readonly string[] {
  return names.flatMap((name, index) => {
    const before = names[index - 1];
    const away = command(`delete pod ${name}`, namespace);
    return before === undefined ? [away] : [awaitPod(before, namespace), away];
  });
}

/** An edit of a set that means nothing: any makes its controller look again. */
export function wakeSet(name: string, namespace: string): string {
  return command(`annotate sts ${name} wake=now --overwrite`, namespace);
}

/** `web-1`, `web-1 and web-0`, `web-3, web-2 and 5 more`. */
export function listed(names: readonly string[]): string {
  if (names.length <= 3) return joinWithAnd(names);
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
