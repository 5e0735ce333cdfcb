import { execFileSync } from "node:child_process";
import { Session, type SessionOptions } from "./session.ts";

/** Words of a command line as a shell splits them: quotes and backslashes, nothing else. */
function shellWords(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g, (_, single?: string, double?: string, escaped?: string) => {
      return single ?? double?.replace(/\\(.)/g, "$1") ?? escaped ?? "";
    }),
  );
}

/** Runs the lines that begin with `$ ` and puts the answers below them; all other text before the first stays. */
export async function replay(text: string, options: SessionOptions = {}): Promise<string> {
  const session = new Session(options);
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("$ "));
  const answers = lines.slice(0, first);
  try {
    for (const line of lines.filter((one) => one.startsWith("$ "))) {
      answers.push(line);
      const [program, ...argv] = shellWords(line.slice(2));
      if (program !== "stsctl") {
        const stdout = execFileSync("/bin/sh", ["-c", line.slice(2)], { cwd: session.folder, encoding: "utf8" });
        answers.push(...(stdout === "" ? [] : stdout.trimEnd().split("\n")));
        continue;
      }
      const { exit, both } = await session.run(argv);
      if (both !== "") answers.push(...both.replace(/\n$/, "").split("\n"));
      if (exit !== 0) answers.push(`exit ${exit}`);
    }
  } finally {
    session.end();
  }
  return `${answers.join("\n")}\n`;
}
