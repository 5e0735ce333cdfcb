import { wordsOf } from "../conformance/scenario.ts";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commandIn, type Ran } from "../e2e/command.ts";

const SCENARIOS = resolve(import.meta.dirname, "../../fixtures/conformance/scenarios");

interface Step {
  readonly kubectl?: string;
  readonly stdin?: string;
  readonly fault?: Readonly<Record<string, string>>;
  readonly recover?: string | readonly string[];
  readonly sleep?: number;
}

interface Scenario {
  readonly storageClasses?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Effect {
  readonly at: string;
  readonly effect: string;
}

type Command = (argv: readonly string[], stdin?: string) => Promise<Ran>;

const PLANNED =
  /^(apply|create|replace|scale|delete|rollout (undo|restart|pause|resume)|set|patch|label|annotate|cordon|uncordon|drain)\b/;

/** What a plan leaves to its verb: how results are printed and whether anybody waits. */
function plannable(words: readonly string[]): readonly string[] | undefined {
  if (words.some((word) => /^(--dry-run|--raw|view-last-applied)/.test(word))) return undefined;
  return words.filter((word, index) => {
    const isOutput = /^(-o|--output)/.test(word) || /^(-o|--output)$/.test(words[index - 1] ?? "");
    return !isOutput && !/^--(wait|timeout)/.test(word) && words[index - 1] !== "--timeout";
  });
}

/** What happens to pods, claims and revisions, with its moment: what `timeline -o json` tells as well. */
function effects(text: string): readonly string[] {
  const list = JSON.parse(text) as readonly Effect[];
  return list.map(({ at, effect }) => `${at} ${effect.replace(/ by \[.*$/, "")}`);
}

const TOLD =
  / (create|delete|remove|ready|unready|failed|succeeded|relabel|own) (pod|pvc)\/| (create|remove|renumber|own) controllerrevision\//;

async function plannedThenDone(
  command: Command,
  line: string,
  stdin: string | undefined,
  bounded: readonly string[],
): Promise<void> {
  const words = plannable(wordsOf(line));
  const planned = words === undefined ? undefined : await command(["plan", ...words, "-o", "json", ...bounded], stdin);
  await command([...wordsOf(line), "-q", ...bounded], stdin);
  const last = effects((await command(["timeline", "-o", "json", "--last"])).stdout);
  if (planned === undefined) return;
  const isEmpty = planned.stdout === "";
  const told = isEmpty ? [] : effects(JSON.stringify((JSON.parse(planned.stdout) as { timeline: unknown }).timeline));
  expect(
    told.filter((one) => TOLD.test(one)),
    line,
  ).toEqual(last);
}

async function replay(file: string): Promise<number> {
  const scenario = JSON.parse(readFileSync(join(SCENARIOS, file), "utf8")) as Scenario;
  const folder = mkdtempSync(join(tmpdir(), "planned-"));
  let count = 0;
  try {
    for (const [name, text] of Object.entries(scenario.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const command = commandIn(folder);
    const isTimed = scenario.steps.some(({ sleep }) => sleep !== undefined);
    const instant = isTimed ? ["start-after=0s", "stop-after=0s", "pull-time=0s"] : [];
    await command([
      "sim",
      "set",
      `storage-classes=${(scenario.storageClasses ?? ["standard*"]).join(",")}`,
      ...instant,
    ]);
    for (const { kubectl, stdin, sleep, fault = {}, recover = [] } of scenario.steps) {
      if (kubectl !== undefined && PLANNED.test(kubectl)) {
        await plannedThenDone(command, kubectl, stdin, isTimed ? ["--for", "2s"] : []);
        count++;
      } else if (kubectl !== undefined) await command([...wordsOf(kubectl)], stdin);
      if (sleep !== undefined) await command(["sim", "advance", `${sleep}s`]);
      for (const [target, as] of Object.entries(fault)) await command(["sim", "fail", target, "--as", as]);
      for (const target of [recover].flat()) await command(["sim", "recover", target]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return count;
}

describe("a plan made before each step of a recording", () => {
  const files = readdirSync(SCENARIOS).filter((name) => name.endsWith(".json"));
  it.each(files)("has the timeline that the step then has: %s", async (file) => {
    await replay(file);
  });
});
