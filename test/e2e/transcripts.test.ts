import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { replay } from "./replay.ts";

const folder = fileURLToPath(new URL("../../fixtures/transcripts/", import.meta.url));
const readme = fileURLToPath(new URL("../../README.md", import.meta.url));

const SESSION = /(```console\n)([\s\S]*?)(```)/g;

describe("a session", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".txt")))("answers as in %s", async (name) => {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    await expect(await replay(text)).toMatchFileSnapshot(`${folder}/${name}`);
  });

  it("answers as in the README, on a terminal of 80 columns", async () => {
    const text = readFileSync(readme, "utf8");
    let [answered, end] = ["", 0];
    for (const match of text.matchAll(SESSION)) {
      const [, open = "", lines = "", close = ""] = match;
      const replayed = await replay(lines, { terminal: true, columns: 80, env: { NO_COLOR: "1" } });
      answered += text.slice(end, match.index) + open + replayed + close;
      end = match.index + match[0].length;
    }
    await expect(answered + text.slice(end)).toMatchFileSnapshot(readme);
  });
});
