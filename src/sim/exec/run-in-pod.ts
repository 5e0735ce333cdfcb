import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Simulation } from "../simulation.ts";
import type { Ended, Surroundings } from "./commands.ts";
import { mountsOf, PodFiles } from "./pod-files.ts";
import { runWords } from "./shell.ts";

export interface PodCommand {
  readonly pod: Pod;
  readonly container?: string;
  readonly command: readonly string[];
  /** Answers `nslookup` and `dig`. */
  readonly resolve?: NonNullable<Surroundings["resolve"]>;
}

/** What a container finds in its environment: its own variables with plain values, and those every container has. */
function environmentOf(pod: Pod, containerName: string | undefined): Readonly<Record<string, string>> {
  const { containers } = pod.spec;
  const container = containers.find(({ name }) => name === containerName) ?? containers[0];
  const own = (container?.env ?? []).flatMap(({ name, value, valueFrom }) => {
    const field = valueFrom?.fieldRef?.fieldPath;
    const found = field === undefined ? value : fieldOf(pod, field);
    return found === undefined ? [] : [[name, found] as const];
  });
  const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  return { PATH: path, HOSTNAME: pod.spec.hostname ?? pod.metadata.name, ...Object.fromEntries(own), HOME: "/root" };
}

/** The fields that the downward API gives as variables. */
function fieldOf(pod: Pod, path: string): string | undefined {
  const entry = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (entry !== null) return pod.metadata[entry[1] as "labels" | "annotations"]?.[entry[2] ?? ""];
  const fields: Readonly<Record<string, string | undefined>> = {
    "metadata.name": pod.metadata.name,
    "metadata.namespace": pod.metadata.namespace,
    "metadata.uid": pod.metadata.uid,
    "spec.nodeName": pod.spec.nodeName,
    "spec.serviceAccountName": pod.spec.serviceAccountName,
    "status.podIP": pod.status?.podIP,
    "status.hostIP": pod.status?.hostIP,
  };
  return Object.hasOwn(fields, path) ? fields[path] : undefined;
}

/**
 * Runs a command inside a pod, on its volumes and its own files, and keeps what it wrote. `wrote` says whether it did.
 * @throws NoSuchCommand, ShellSyntaxError
 */
export function runInPod(simulation: Simulation, request: PodCommand): Ended & { readonly wrote: boolean } {
  const { pod, container, command, resolve } = request;
  const { namespace = "default", uid = "" } = pod.metadata;
  const before = simulation.files();
  const env = environmentOf(pod, container);
  const mounts = mountsOf({ pod, container, env }, simulation.cluster.view());
  const files = new PodFiles(mounts, before.volumes, before.scratch[uid] ?? {});
  const { subdomain } = pod.spec;
  const ended = runWords(command, {
    files,
    hostname: pod.spec.hostname ?? pod.metadata.name,
    domain: subdomain === undefined ? "" : `${subdomain}.${namespace}.svc.cluster.local`,
    env,
    ...(resolve === undefined ? {} : { resolve }),
  });
  let wrote = false;
  for (const [volume, content] of Object.entries(files.volumes)) {
    if (before.volumes[volume] === content) continue;
    simulation.writeFiles({ volume }, content);
    wrote = true;
  }
  if (
    files.scratch !== (before.scratch[uid] ?? files.scratch) ||
    (before.scratch[uid] === undefined && Object.keys(files.scratch).length > 0)
  ) {
    simulation.writeFiles({ pod: uid }, files.scratch);
    wrote = true;
  }
  return { ...ended, wrote };
}
