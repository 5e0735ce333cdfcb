import type { Pod } from "../../api/kinds/pod/types.ts";
import { CommandError } from "../../base/errors.ts";
import { findType } from "../../cluster/client/resolve.ts";
import type { View } from "../../cluster/view.ts";
import { runDnsTool } from "../../print/dns/pod-tools.ts";
import { runInPod } from "../../sim/exec/run-in-pod.ts";
import { AVAILABLE, NoSuchCommand } from "../../sim/exec/shell.ts";
import { ShellSyntaxError } from "../../sim/exec/words.ts";
import type { Call, Command } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { changeState } from "../session.ts";
import { refuseUsage, seeHelp } from "../usage.ts";

export const exec: Command = {
  usage: "(POD | TYPE/NAME) [-c CONTAINER] -- COMMAND [ARG…]",
  about:
    "Runs a small command inside a simulated pod. Files below a claim's mount live in its volume and survive the pod; " +
    "all others die with it, and those on no volume with their container.",
  flags: [
    { name: "container", short: "c", kind: "text", value: "NAME", meaning: "the container (default: the first)" },
    { name: "stdin", short: "i", kind: "switch", meaning: "as in kubectl; changes nothing here" },
    { name: "tty", short: "t", kind: "switch", meaning: "as in kubectl; changes nothing here" },
  ],
  examples: [
    { does: "Leave a mark in a claim's volume", line: "exec web-0 -- touch /data/was-here" },
    { does: "Write to a file", line: `exec web-0 -- sh -c 'echo hello > /data/hello && cat /data/hello'` },
    { does: "See what a pod's resolver answers", line: "exec web-0 -- nslookup web-1.web" },
  ],
  run: execute,
};

/** The pod that a word names: by its name, or the first of a workload. */
function podOf(view: View, word: string, namespace: string): Pod {
  const [type = "", name] = word.includes("/") ? word.split("/") : ["pod", word];
  const resource = findType(type, view)?.resource;
  if (resource === undefined) {
    throw new CommandError("REFUSED", `the server doesn't have a resource type ${JSON.stringify(type)}`);
  }
  const object = view.get(resource.key, resource.namespaced ? namespace : "", name ?? "");
  if (object === undefined) throw notFound(resource.plural, resource.group, name ?? "");
  if (resource.key === "Pod") return object as Pod;
  const [pod] = view.indexed("Pod", "controller", object.metadata.uid ?? "");
  if (pod === undefined) throw new CommandError("REFUSED", `cannot attach to *v1.${resource.kind}: no pods of it run`);
  return pod;
}

function notFound(plural: string, group: string, name: string): CommandError {
  const resource = group === "" ? plural : `${plural}.${group}`;
  return new CommandError("REFUSED", `Error from server (NotFound): ${resource} ${JSON.stringify(name)} not found`);
}

function checkRunning(pod: Pod, containerName: string | undefined): void {
  const { name } = pod.metadata;
  const names = pod.spec.containers.map((container) => container.name);
  const container = containerName ?? names[0] ?? "";
  if (!names.includes(container))
    throw new CommandError("REFUSED", `container ${container} is not valid for pod ${name}`);
  const { phase } = pod.status ?? {};
  if (phase === "Succeeded" || phase === "Failed") {
    const message = `cannot exec into a container in a completed pod; current phase is ${phase}`;
    throw new CommandError("REFUSED", message);
  }
  const status = pod.status?.containerStatuses?.find((one) => one.name === container);
  if (phase === "Running" && status?.state?.running !== undefined) return;
  const hint = `stsctl describe pod ${name} says what it waits for`;
  throw new CommandError(
    "REFUSED",
    `unable to upgrade connection: container not found (${JSON.stringify(container)})`,
    { hint },
  );
}

async function execute(call: Call): Promise<ExitCode> {
  const command = call.afterDash ?? [];
  const [word, ...rest] = call.words.slice(0, call.words.length - command.length);
  if (word === undefined) refuseUsage("pod, type/name or --filename must be specified");
  if (rest.length > 0) {
    const message = "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead";
    refuseUsage(message, seeHelp(call));
  }
  if (command.length === 0) {
    refuseUsage("you must specify at least one command for the container", seeHelp(call));
  }
  const container = call.flags.text("container");
  const { answer } = await changeState(call, {
    act: (simulation) => {
      const { cluster } = simulation;
      const pod = podOf(cluster.view(), word, call.namespace);
      checkRunning(pod, container);
      return runOrExplain(() =>
        runInPod(simulation, {
          pod,
          command,
          resolve: (tool, words) => runDnsTool(tool, words, { view: cluster.view(), now: cluster.now, pod }),
          ...(container === undefined ? {} : { container }),
        }),
      );
    },
    accepted: ({ wrote }) => wrote,
    until: "no-run",
  });
  call.io.stdout.write(answer.stdout);
  call.io.stderr.write(answer.stderr);
  if (answer.status === 0) return EXIT.done;
  call.io.stderr.write(`command terminated with exit code ${answer.status}\n`);
  return answer.status;
}

function runOrExplain<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof NoSuchCommand) {
      throw new CommandError("REFUSED", error.message, { hint: `there are ${AVAILABLE.join(", ")}` });
    }
    if (error instanceof ShellSyntaxError) {
      throw new CommandError("REFUSED", `sh: ${error.message}`, {
        hint: "there are &&, ||, ;, > and >>, quotes and $NAME",
      });
    }
    throw error;
  }
}
