const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
const SLEEP = /(?:^|[\s;&|(/])sleep\s+(\d+(?:\.\d+)?|inf(?:inity)?)([smhd]?)(?=$|[\s;&|)"'])/g;
const ENDLESS = /\btail\s+-[fF]\s+\/dev\/null|\bwhile\s+(?:true|:)\s*[;\n]/;
const LEAVES = /\b(?:break|exit|return|kill|exec)\b/;

/** The seconds that a command sleeps, as far as it says so; Infinity where it never ends. */
export function secondsOf(command: readonly string[]): number {
  const text = command.join(" ");
  if (ENDLESS.test(text) && !LEAVES.test(text)) return Infinity;
  let sum = 0;
  for (const [, number = "", unit = ""] of text.matchAll(SLEEP)) {
    sum += number.startsWith("inf") ? Infinity : Number(number) * (UNITS[unit] ?? 1);
  }
  return sum;
}
