import type { EnvOptions } from "../../cluster/client/request.ts";
import type { Asked, Call, Command } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import * as common from "../flags/common.ts";
import type { Flag } from "../flags/flag.ts";
import { loadTargets } from "../manifests.ts";
import { mutate } from "../mutate.ts";
import { present } from "../present.ts";
import { dryRunOf, scopeOf } from "../scope.ts";
import { splitChanges } from "../split-changes.ts";
import { refuseNothingNamed, refuseUsage } from "../usage.ts";

type SetVerb = "set-image" | "set-env" | "set-resources" | "set-selector" | "set-serviceaccount";

const FLAGS: readonly Flag[] = [
  ...common.FILES,
  common.SELECTOR,
  common.ALL,
  common.DRY_RUN,
  common.FIELD_MANAGER,
  ...common.PRINTING,
  ...common.RUNNING,
];
const CONTAINERS: Flag = {
  name: "containers",
  short: "c",
  kind: "text",
  value: "PATTERN",
  meaning: "only containers whose names match (default *)",
};

const ENV: readonly Flag[] = [
  { name: "env", short: "e", kind: "lines", value: "KEY=VALUE", meaning: "another variable; may be repeated" },
  { name: "list", kind: "switch", meaning: "print the variables, changes included, and change nothing" },
  { name: "overwrite", kind: "switch", meaning: "give a variable that there is another value (default true)" },
  { name: "from", kind: "text", value: "OBJECT", meaning: "a variable for each key: configmap/NAME or secret/NAME" },
  { name: "keys", kind: "list", value: "KEY,…", meaning: "of those keys, only these" },
  { name: "prefix", kind: "text", value: "TEXT", meaning: "what is put before the names of those variables" },
];

export const setImage: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) CONTAINER=IMAGE… [flags]",
  about: "Sets images of containers, which starts a rollout.",
  flags: FLAGS,
  examples: [
    { does: "Update one container", line: "set image sts/web nginx=nginx:1.28" },
    { does: "Update all containers", line: "set image sts/web '*=nginx:1.28'" },
    { does: "Ask whether the server would accept it", line: "set image sts/web nginx=nginx:1.28 --dry-run=server" },
  ],
  run: (call) => setPart(call, "set-image"),
};

export const setEnv: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) KEY=VALUE… KEY-… [flags]",
  about: "Sets and removes environment variables of a pod template.",
  flags: [CONTAINERS, ...ENV, ...FLAGS],
  examples: [
    { does: "Set a variable", line: "set env sts/web MODE=fast" },
    { does: "Remove a variable", line: "set env sts/web MODE-" },
    { does: "Set it in one container", line: "set env sts/web -c nginx MODE=fast" },
    { does: "See what is set", line: "set env sts/web --list" },
  ],
  run: (call) => setPart(call, "set-env"),
};

export const setResources: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) [--limits=…] [--requests=…] [flags]",
  about: "Sets requests and limits of containers.",
  flags: [
    CONTAINERS,
    { name: "limits", kind: "text", value: "LIST", meaning: "limits: cpu=1,memory=512Mi" },
    { name: "requests", kind: "text", value: "LIST", meaning: "requests: cpu=100m,memory=128Mi" },
    ...FLAGS,
  ],
  examples: [
    { does: "Set limits", line: "set resources sts/web --limits=cpu=1,memory=512Mi" },
    { does: "Set requests of one container", line: "set resources sts/web -c nginx --requests=cpu=100m" },
    { does: "Remove a limit", line: "set resources sts/web --limits=cpu=0" },
  ],
  run: (call) => setPart(call, "set-resources"),
};

export const setSelector: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) KEY=VALUE… [flags]",
  about: "Replaces a Service's selector, and so the names in DNS that it gives.",
  flags: FLAGS,
  examples: [
    { does: "Point a Service at other pods", line: "set selector svc/web app=db" },
    { does: "Select by two labels", line: "set selector svc/web app=web,tier=front" },
    { does: "Ask whether the server would accept it", line: "set selector svc/web app=db --dry-run=server" },
  ],
  run: (call) => setPart(call, "set-selector"),
};

export const setServiceAccount: Command = {
  usage: "(TYPE NAME | TYPE/NAME | -f FILE) SERVICE_ACCOUNT [flags]",
  about: "Sets the service account of a pod template.",
  flags: FLAGS,
  examples: [
    { does: "Set the account", line: "set serviceaccount sts/web builder" },
    { does: "Set it for a Deployment", line: "set serviceaccount deploy/front builder" },
    { does: "Ask whether the server would accept it", line: "set serviceaccount sts/web builder --dry-run=server" },
  ],
  run: (call) => setPart(call, "set-serviceaccount"),
};

/** The last word of some is the change; elsewhere the form of a word tells what it is. */
function split(verb: SetVerb, words: readonly string[]): ReturnType<typeof splitChanges> {
  if (verb === "set-serviceaccount" || verb === "set-selector") {
    return { targets: words.slice(0, -1), changes: words.slice(-1) };
  }
  return splitChanges(words, verb === "set-env" ? "environment" : "image");
}

/** What `set env` asks for besides its pairs. Throws USAGE for flags that do not go together. */
function envOptions({ flags }: Call): EnvOptions {
  if (flags.on("list") && flags.given("output")) {
    refuseUsage("--list and --output may not be specified together");
  }
  if (flags.given("keys") && !flags.given("from")) {
    refuseUsage("when specifying --keys, a configmap or secret must be provided with --from");
  }
  return present({
    list: flags.on("list") ? true : undefined,
    overwrite: flags.given("overwrite") ? flags.on("overwrite") : undefined,
    from: flags.text("from"),
    keys: flags.given("keys") ? flags.list("keys") : undefined,
    prefix: flags.text("prefix"),
  });
}

/** What the words and flags of a set command ask for. */
export async function setRequest(call: Call, verb: SetVerb): Promise<Asked> {
  const { flags } = call;
  const { targets: words, changes } = split(verb, call.words);
  if (verb === "set-selector" && changes.length === 0) refuseUsage("one selector is required");
  if (verb === "set-serviceaccount" && changes.length === 0) refuseUsage("serviceaccount is required");
  if (words.length === 0 && !flags.given("filename")) {
    if (verb !== "set-env") refuseNothingNamed();
    refuseUsage("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  }
  const { targets, failures } = await loadTargets(call, { words });
  const request = {
    ...scopeOf(call),
    verb,
    targets,
    changes: [...flags.list("env"), ...changes],
    dryRun: dryRunOf(call),
    ...(verb === "set-env" ? { env: envOptions(call) } : {}),
    ...present({
      containers: flags.text("containers"),
      limits: flags.text("limits"),
      requests: flags.text("requests"),
    }),
  } as const;
  return { request, failures };
}

async function setPart(call: Call, verb: SetVerb): Promise<ExitCode> {
  return mutate(call, await setRequest(call, verb), { readsOnly: call.flags.on("list") });
}
