import { Command as Page } from "commander";
import type { Command } from "./command.ts";
import { type Flag, GLOBAL_FLAGS } from "./flags/flag.ts";
import { COMMANDS, type Entry, GROUPS } from "./program.ts";

function flagTerm(flag: Flag): string {
  const name = flag.short === undefined ? `--${flag.name}` : `-${flag.short}, --${flag.name}`;
  if (flag.kind === "switch") return name;
  const value = flag.value ?? flag.kind.toUpperCase();
  return flag.bare === undefined ? `${name} <${value}>` : `${name} [${value}]`;
}

function page(name: string, width: number): Page {
  return new Page(name).helpOption(false).helpCommand(false).configureHelp({ helpWidth: width, minWidthToWrap: 16 });
}

/** The help of one command; ends in its examples. */
export function commandHelp(entry: Entry, command: Command, width: number): string {
  const help = page(`stsctl ${entry.path}`, width).usage(command.usage).description(command.about);
  for (const flag of command.flags) help.option(flagTerm(flag), flag.meaning);
  help.optionsGroup("Flags of every command:");
  for (const flag of GLOBAL_FLAGS) help.option(flagTerm(flag), flag.meaning);
  const examples = command.examples.map(({ does, line }) => `  # ${does}\n  stsctl ${line}`);
  return `${help.helpInformation()}\nExamples:\n${examples.join("\n\n")}\n`;
}

function seeMore(of: string): string {
  return `See '${of} COMMAND --help' for the flags and examples of a command.`;
}

const GROUP_EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  dns: ["stsctl dns lookup web-0.web", "stsctl dns records web", "stsctl dns timeline web-1.web"],
  rollout: [
    "stsctl rollout status sts/web",
    "stsctl rollout history sts/web",
    "stsctl rollout undo sts/web --to-revision=1",
  ],
  set: [
    "stsctl set image sts/web nginx=nginx:1.28",
    "stsctl set env sts/web MODE=fast",
    "stsctl set resources sts/web --limits=cpu=1",
  ],
  sim: ["stsctl sim fail pod/web-1 --as not-ready", "stsctl sim advance 5m", "stsctl sim status"],
};

/** The help of words that only stand before other words. */
export function groupHelp(group: string, width: number): string {
  const help = page(`stsctl ${group}`, width)
    .usage("COMMAND [flags]")
    .description(`${GROUPS[group] ?? ""}.`);
  for (const entry of COMMANDS.filter(({ path }) => path.startsWith(`${group} `))) {
    help.addCommand(
      page(entry.path.slice(group.length + 1), width)
        .description(entry.summary)
        .usage("[flags]"),
    );
  }
  const examples = (GROUP_EXAMPLES[group] ?? []).map((line) => `  ${line}`);
  return `${help.helpInformation()}\nExamples:\n${examples.join("\n")}\n\n${seeMore(`stsctl ${group}`)}\n`;
}

/** The program's help: every command once, under its heading. */
export function programHelp(width: number): string {
  const help = page("stsctl", width)
    .usage("COMMAND [flags]")
    .description("Rehearses StatefulSets: what Kubernetes would refuse, do and lose, without a cluster.");
  const seen = new Set<string>();
  for (const entry of COMMANDS) {
    const [name = ""] = entry.path.split(" ");
    if (seen.has(name)) continue;
    seen.add(name);
    const summary = GROUPS[name] ?? entry.summary;
    help.addCommand(page(name, width).description(summary).helpGroup(`${entry.heading}:`).usage("[flags]"));
  }
  help.optionsGroup("Flags of every command:");
  for (const flag of GLOBAL_FLAGS) help.option(flagTerm(flag), flag.meaning);
  help.option("--version", "print the version");
  const examples = ["stsctl apply -f web.yaml", "stsctl get sts,pods,pvc", "stsctl set image sts/web nginx=nginx:1.28"];
  const shown = examples.map((line) => `  ${line}`).join("\n");
  return `${help.helpInformation()}\nExamples:\n${shown}\n\n${seeMore("stsctl")}\n`;
}
