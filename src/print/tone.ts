import type { ChalkInstance } from "chalk";

/** What a line's colour repeats of its text. */
export type Tone = "made" | "gone" | "waiting" | "plain" | "dim";

export function painted(text: string, tone: Tone, chalk: ChalkInstance): string {
  switch (tone) {
    case "made":
      return chalk.green(text);
    case "gone":
      return chalk.red(text);
    case "waiting":
      return chalk.yellow(text);
    case "dim":
      return chalk.dim(text);
    case "plain":
      return text;
  }
}
