import { apiVersionOf } from "../../api/kinds.ts";
import { CommandError } from "../../base/errors.ts";
import { knownType } from "../../cluster/client/resolve.ts";
import { createStore } from "../../cluster/store.ts";
import { explain as explanationOf } from "../../print/explain/explain.ts";
import type { Call, Command } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { refuseUsage } from "../usage.ts";

export const explain: Command = {
  usage: "TYPE[.FIELD…] [flags]",
  about: "Explains the fields of a kind.",
  flags: [
    { name: "recursive", kind: "switch", meaning: "the tree of all fields" },
    { name: "api-version", kind: "text", value: "VERSION", meaning: "apps/v1, …" },
    { name: "output", short: "o", kind: "text", value: "FORMAT", meaning: "plaintext" },
  ],
  examples: [
    { does: "A kind", line: "explain statefulset" },
    { does: "A field of it", line: "explain sts.spec.updateStrategy.rollingUpdate" },
    { does: "The tree of a part", line: "explain sts.spec.ordinals --recursive" },
  ],
  run: explainField,
};

async function explainField(call: Call): Promise<ExitCode> {
  const [word, ...others] = call.words;
  if (word === undefined) {
    const how = 'Use "stsctl api-resources" for a complete list of supported resources.';
    refuseUsage(`You must specify the type of resource to explain. ${how}`);
  }
  if (others.length > 0) {
    refuseUsage("We accept only this format: explain RESOURCE");
  }
  const format = call.flags.text("output") ?? "plaintext";
  if (format !== "plaintext" && format !== "plaintext-openapiv2") {
    refuseUsage(`unrecognized format: ${format}`);
  }
  const [type = "", ...path] = word.split(".");
  const resource = knownType(type, createStore().view);
  const apiVersion = apiVersionOf(resource);
  const wanted = call.flags.text("api-version") ?? "";
  if (wanted.split("/").length > 2) throw new CommandError("REFUSED", `unexpected GroupVersion string: ${wanted}`);
  if (wanted !== "" && wanted !== apiVersion) {
    const type = `${wanted.includes("/") ? wanted : `/${wanted}`}, Resource=${resource.plural}`;
    throw new CommandError("REFUSED", `couldn't find resource for ${JSON.stringify(type)}`);
  }
  const { text, error } = explanationOf({
    apiVersion,
    kind: resource.kind,
    path,
    recursive: call.flags.on("recursive"),
  });
  call.io.stdout.write(text);
  if (error !== undefined) throw new CommandError("REFUSED", error);
  return EXIT.done;
}
