import { type Call, type Command, say } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { changeWorld } from "../change-world.ts";
import * as common from "../flags/common.ts";
import { readSetting, settingTexts } from "../settings.ts";
import { refuseUsage } from "../usage.ts";

export const simSet: Command = {
  usage: "KEY=VALUE… [flags]",
  about:
    "Changes the simulated world. Keys: nodes, start-after, stop-after, pull-time, storage-classes (a,b*; * after the " +
    "default one), feature-gates (Name=true,…), seed.",
  flags: common.RUNNING,
  examples: [
    { does: "Five nodes", line: "sim set nodes=5" },
    { does: "Pods that take half a minute to start", line: "sim set start-after=30s" },
    { does: "Only these classes exist, fast is the default", line: "sim set 'storage-classes=fast*,slow'" },
    { does: "No class at all", line: "sim set storage-classes=" },
  ],
  run: setWorld,
};

async function setWorld(call: Call): Promise<ExitCode> {
  if (call.words.length === 0) {
    refuseUsage("nothing to set: write KEY=VALUE", "stsctl sim status lists all keys");
  }
  const { world } = await call.backend.open();
  let settings = world.settings;
  let change = {};
  for (const word of call.words) {
    const part = readSetting(word, settings);
    settings = { ...settings, ...part };
    change = { ...change, ...part };
  }
  return changeWorld(call, (simulation) => {
    simulation.set(change);
    const texts = settingTexts(simulation.cluster.world.settings);
    for (const key of new Set(call.words.map((word) => word.split("=")[0] ?? "")))
      say(call, `${key}=${texts[key] ?? ""}`);
  });
}
