import { portNameFlaws } from "../../api/validation/formats.ts";
import { parseToLabelSelector } from "../../cluster/client/selector-text.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Call } from "../command.ts";
import type { Flag } from "../flags/flag.ts";
import { refuseUsage, seeHelp } from "../usage.ts";
import { configMapData, ENTRY_FLAGS, secretData } from "./create-entries.ts";

/** An object made from flags, and what kubectl puts before a refusal of it. */
export interface Generated {
  readonly object: JsonObject;
  readonly failure: string;
}

export const GENERATOR_FLAGS: readonly Flag[] = [
  ...ENTRY_FLAGS,
  { name: "type", kind: "text", value: "TYPE", meaning: "of a Secret" },
  { name: "tcp", kind: "list", value: "PORT[:TARGET]", meaning: "of a Service: a port" },
  { name: "clusterip", kind: "text", value: "IP", meaning: "of a Service: its address, None for a headless one" },
  { name: "node-port", kind: "integer", value: "PORT", meaning: "of a Service: its port on nodes" },
  { name: "external-name", kind: "text", value: "NAME", meaning: "of an ExternalName Service: where it points" },
  { name: "image", kind: "list", value: "IMAGE", meaning: "of a Deployment: a container" },
  { name: "replicas", kind: "integer", value: "N", meaning: "of a Deployment: its size" },
  { name: "port", kind: "integer", value: "PORT", meaning: "of a Deployment: the port of its container" },
  { name: "min-available", kind: "text", value: "N|%", meaning: "of a PodDisruptionBudget" },
  { name: "max-unavailable", kind: "text", value: "N|%", meaning: "of a PodDisruptionBudget" },
];

export const GENERATED_KINDS =
  "namespace, configmap, secret generic, service clusterip|nodeport|loadbalancer|externalname, serviceaccount, " +
  "deployment, poddisruptionbudget";

type Make = (call: Call, name: string) => Generated;

interface Generator {
  readonly words: readonly string[];
  /** Whether what comes after `--` is a container's command, and no name. */
  readonly takesCommand?: true;
  readonly make: Make;
}

const HIGHEST_PORT = 65_535;

/** Why a word is no port's number, in the words of Go; undefined where it is one. */
function portFlaw(word: string): string | undefined {
  if (!/^\d+$/.test(word)) return "invalid syntax";
  return Number(word) > HIGHEST_PORT ? "value out of range" : undefined;
}

function targetPort(word: string): string | number {
  if (portFlaw(word) === undefined) return Number(word);
  const flaws = portNameFlaws(word);
  return flaws.length === 0 ? word : refuseUsage(flaws.join(","));
}

/** `80`, `80:8080`, `80:http`: a port named after its numbers. */
function portOf(word: string, nodePort: number | undefined): JsonObject {
  const [first = "", target = first] = word.split(":");
  const flaw = portFlaw(first);
  if (flaw !== undefined) refuseUsage(`strconv.ParseUint: parsing ${JSON.stringify(first)}: ${flaw}`);
  return {
    name: word.replaceAll(":", "-"),
    protocol: "TCP",
    port: Number(first),
    targetPort: targetPort(target),
    ...(nodePort === undefined || nodePort === 0 ? {} : { nodePort }),
  };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/create/create_service.go (1.36) */
function service(type: string): Make {
  return (call, name) => {
    const { flags } = call;
    const clusterIP = flags.text("clusterip");
    const externalName = flags.text("external-name");
    const tcp = flags.list("tcp");
    if (type === "ExternalName" && externalName === undefined) {
      refuseUsage('required flag(s) "external-name" not set');
    }
    if (tcp.length === 0 && type !== "ExternalName" && clusterIP !== "None") {
      refuseUsage("at least one tcp port specifier must be provided");
    }
    const labels = { app: name };
    const spec = {
      type,
      selector: labels,
      ...(tcp.length === 0 ? {} : { ports: tcp.map((word) => portOf(word, flags.integer("node-port"))) }),
      ...(clusterIP === undefined ? {} : { clusterIP }),
      ...(externalName === undefined ? {} : { externalName }),
    };
    const object = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, labels },
      spec,
      status: { loadBalancer: {} },
    };
    return { object, failure: `failed to create ${type} service: ` };
  };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/create/create_deployment.go (1.36) */
function deployment({ flags, afterDash = [] }: Call, name: string): Generated {
  const images = flags.list("image");
  if (images.length === 0) refuseUsage('required flag(s) "image" not set');
  if (images.length > 1 && afterDash.length > 0) refuseUsage("cannot specify multiple --image options and command");
  const port = flags.integer("port");
  const containers = images.map((image, index) => ({
    name: image.replace(/^.*\//, "").replace(/[:@].*$/, ""),
    image,
    ...(afterDash.length === 0 ? {} : { command: [...afterDash] }),
    ...(port === undefined || index > 0 ? {} : { ports: [{ containerPort: port }] }),
    resources: {},
  }));
  const labels = { app: name };
  const spec = {
    replicas: flags.integer("replicas") ?? 1,
    selector: { matchLabels: labels },
    strategy: {},
    template: { metadata: { labels }, spec: { containers } },
  };
  const object = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, labels }, spec, status: {} };
  return { object, failure: "failed to create deployment: " };
}

function amount(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/create/create_pdb.go (1.36) */
function disruptionBudget({ flags }: Call, name: string): Generated {
  const selector = flags.text("selector") ?? "";
  const min = flags.text("min-available");
  const max = flags.text("max-unavailable");
  if (selector === "") refuseUsage("a selector must be specified");
  if (min === undefined && max === undefined) {
    refuseUsage("one of min-available or max-unavailable must be specified");
  }
  if (min !== undefined && max !== undefined) {
    refuseUsage("min-available and max-unavailable cannot be both specified");
  }
  for (const [flag, text] of [["min-available", min] as const, ["max-unavailable", max] as const]) {
    if (text !== undefined && !/^\d+%?$/.test(text)) refuseUsage(`invalid format specified for ${flag}`);
  }
  const selects = parseToLabelSelector(selector);
  if (!selects.ok) return refuseUsage(selects.message);
  const spec = {
    ...(min === undefined ? {} : { minAvailable: amount(min) }),
    ...(max === undefined ? {} : { maxUnavailable: amount(max) }),
    selector: selects.value as JsonObject,
  };
  const status = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
  const object = { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name }, spec, status };
  return { object, failure: "failed to create poddisruptionbudgets: " };
}

const GENERATORS: readonly Generator[] = [
  {
    words: ["namespace", "ns"],
    make: (_call, name) => ({
      object: { apiVersion: "v1", kind: "Namespace", metadata: { name }, spec: {}, status: {} },
      failure: "",
    }),
  },
  {
    words: ["configmap", "cm"],
    make: (call, name) => ({
      object: {
        apiVersion: "v1",
        ...configMapData(call, name),
        kind: "ConfigMap",
        metadata: { name },
      },
      failure: "failed to create configmap: ",
    }),
  },
  {
    words: ["secret generic"],
    make: (call, name) => {
      const type = call.flags.text("type") ?? "";
      const typed = type === "" ? {} : { type };
      const object = { apiVersion: "v1", ...secretData(call, name), kind: "Secret", metadata: { name }, ...typed };
      return { object, failure: "failed to create secret " };
    },
  },
  {
    words: ["serviceaccount", "sa"],
    make: (_call, name) => ({
      object: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } },
      failure: "failed to create serviceaccount: ",
    }),
  },
  { words: ["service clusterip", "svc clusterip"], make: service("ClusterIP") },
  { words: ["service nodeport", "svc nodeport"], make: service("NodePort") },
  { words: ["service loadbalancer", "svc loadbalancer"], make: service("LoadBalancer") },
  { words: ["service externalname", "svc externalname"], make: service("ExternalName") },
  { words: ["deployment", "deploy"], takesCommand: true, make: deployment },
  { words: ["poddisruptionbudget", "pdb"], make: disruptionBudget },
];

/** The object that the words and flags of `create` describe; undefined when the words name no kind that can be made so. */
export function generatedObject(call: Call): Generated | undefined {
  const [first = "", second = ""] = call.words;
  const long = GENERATORS.find(({ words }) => words.includes(`${first} ${second}`));
  const found = long ?? GENERATORS.find(({ words }) => words.includes(first));
  if (found === undefined) return undefined;
  const end = call.words.length - (found.takesCommand === true ? (call.afterDash ?? []).length : 0);
  const names = call.words.slice(long === undefined ? 1 : 2, end);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    refuseUsage(
      `exactly one NAME is required, got ${names.length}`,
      seeHelp(call, `create ${found.words[0] ?? first}`),
    );
  }
  return found.make(call, name);
}
