import { counted } from "../../base/counted.ts";
import { timestamp } from "../../base/instant.ts";
import { diagnoseAll } from "../../rollout/diagnose.ts";
import { visible } from "../../print/visible.ts";
import { wrap } from "../../print/wrap.ts";
import type { Style } from "../../print/printer.ts";
import type { Simulation } from "../../sim/simulation.ts";
import { type Call, type Command, say } from "../command.ts";
import { formatOf } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openCopy } from "../session.ts";
import { settingTexts } from "../settings.ts";
import { refuseWords } from "../usage.ts";

export const simStatus: Command = {
  usage: "[flags]",
  about: "Shows the simulated world: clock, settings, nodes, storage classes, faults in force, and what is waiting.",
  flags: [{ name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "text (default) or json" }],
  examples: [
    { does: "Show the world", line: "sim status" },
    { does: "For a script", line: "sim status -o json" },
    { does: "Of another state", line: "sim status --state other.json" },
  ],
  run: status,
};

/** What `sim status` shows, in the form of `-o json`. */
function statusOf({ cluster }: Simulation) {
  const view = cluster.view();
  const { settings, faults } = cluster.world;
  const context = { view, now: cluster.now, world: cluster.world, settled: false };
  const open = diagnoseAll(context);
  return {
    clock: timestamp(cluster.now),
    settings: settingTexts(settings),
    nodes: view.list("Node").map(({ metadata, spec, status }) => ({
      name: metadata.name,
      ready: status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") === true,
      schedulable: spec?.unschedulable !== true,
      pods: view.count("Pod", "node", metadata.name),
    })),
    storageClasses: view
      .list("StorageClass")
      .map(({ metadata, provisioner }) => ({ name: metadata.name, provisioner })),
    faults: faults.map(({ target, namespace, as }) => ({ target, ...(namespace === "" ? {} : { namespace }), as })),
    waiting: open
      .filter(({ verdict }) => verdict !== "settled")
      .map(({ object, reason, sentence }) => ({
        object: `${object.kind.toLowerCase()}/${object.name}`,
        namespace: object.namespace,
        reason,
        sentence,
      })),
  };
}

/** A sentence in lines of a width; all but the first further in. */
function hanging(text: string, width: number): readonly string[] {
  const [first = "", ...more] = wrap(text, width - 4);
  return [first, ...more.map((line) => `  ${line}`)];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ["", `${title}${lines.length === 0 ? " none" : ""}`, ...lines.map((line) => `  ${line}`)];
}

function textOf(world: ReturnType<typeof statusOf>, { width }: Style): string {
  const nodes = world.nodes.map(({ name, ready, schedulable, pods }) => {
    const flags = [ready ? "Ready" : "NotReady", ...(schedulable ? [] : ["SchedulingDisabled"])].join(",");
    return `${name}  ${flags}  ${counted(pods, "pod")}`;
  });
  return [
    `Clock: ${world.clock}`,
    ...section(
      "Settings (sim set KEY=VALUE):",
      Object.entries(world.settings).map(([key, value]) => `${key}=${value}`),
    ),
    ...section("Nodes:", nodes),
    ...section(
      "Storage classes:",
      world.storageClasses.map(({ name, provisioner }) => `${name}  ${provisioner}`),
    ),
    ...section(
      "Faults in force:",
      world.faults.map(({ target, as }) => visible(`${target}  ${as}`)),
    ),
    ...section(
      "Waiting:",
      world.waiting.flatMap(({ object, sentence }) => hanging(visible(`${object}: ${sentence}`), width)),
    ),
  ].join("\n");
}

async function status(call: Call): Promise<ExitCode> {
  refuseWords(call);
  const world = statusOf(await openCopy(call));
  const format = formatOf(call, "the world", ["text", "json"]);
  if (format === "json") say(call, JSON.stringify(world, undefined, 2));
  else say(call, textOf(world, call.style));
  return EXIT.done;
}
