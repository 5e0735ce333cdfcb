import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { JsonObject } from "../../base/json.ts";
import { CommandError } from "../../base/errors.ts";
import type { Call } from "../command.ts";
import type { Flag } from "../flags/flag.ts";
import { seeHelp } from "../scope.ts";

/** An object made from flags, and what kubectl puts before a refusal of it. */
export interface Generated {
  readonly object: JsonObject;
  readonly failure: string;
}

export const GENERATOR_FLAGS: readonly Flag[] = [
  { name: "from-literal", kind: "lines", value: "KEY=VALUE", meaning: "of a ConfigMap or Secret: an entry" },
  { name: "from-file", kind: "lines", value: "[KEY=]FILE", meaning: "of a ConfigMap or Secret: a file as an entry" },
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
  readonly make: Make;
}

/** `what`: the object, as an error names it. */
function entriesOf(call: Call, what: string): readonly (readonly [key: string, text: string])[] {
  const files = call.flags.list("from-file").map((word) => {
    const at = word.indexOf("=");
    const path = word.slice(at + 1);
    return [at < 0 ? basename(path) : word.slice(0, at), textOf(call, path)] as const;
  });
  const literals = call.flags.list("from-literal").map((word) => {
    const at = word.indexOf("=");
    if (at < 1) throw new CommandError("USAGE", `invalid literal source ${word}, expected key=value`);
    return [word.slice(0, at), word.slice(at + 1)] as const;
  });
  const entries = [...files, ...literals];
  const keys = entries.map(([key]) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice === undefined) return entries;
  const where = `another key by that name already exists in Data for ${what}`;
  throw new CommandError("USAGE", `cannot add key ${JSON.stringify(twice)}, ${where}`);
}

function textOf(call: Call, path: string): string {
  try {
    return readFileSync(resolve(call.io.cwd, path), "utf8");
  } catch (cause) {
    const message = `error reading ${path}: no such file or directory`;
    throw new CommandError("NOT_READABLE", message, { cause });
  }
}

function dataOf(entries: readonly (readonly [string, string])[]): JsonObject {
  return entries.length === 0 ? {} : { data: Object.fromEntries(entries) };
}

/** `80`, `80:8080`, `80:http`: a port named after its numbers. */
function portOf(word: string, nodePort: number | undefined): JsonObject {
  const [first = "", target = first] = word.split(":");
  const port = Number(first);
  if (!/^\d+$/.test(first))
    throw new CommandError("USAGE", `strconv.Atoi: parsing ${JSON.stringify(first)}: invalid syntax`);
  return {
    name: word.replace(":", "-"),
    protocol: "TCP",
    port,
    targetPort: /^\d+$/.test(target) ? Number(target) : target,
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
      throw new CommandError("USAGE", 'required flag(s) "external-name" not set');
    }
    if (tcp.length === 0 && type !== "ExternalName" && clusterIP !== "None") {
      throw new CommandError("USAGE", "at least one tcp port specifier must be provided");
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
function deployment({ flags }: Call, name: string): Generated {
  const images = flags.list("image");
  if (images.length === 0) throw new CommandError("USAGE", 'required flag(s) "image" not set');
  const port = flags.integer("port");
  const containers = images.map((image, index) => ({
    name: image.replace(/^.*\//, "").replace(/[:@].*$/, ""),
    image,
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
  if (selector === "") throw new CommandError("USAGE", "a selector must be specified");
  if (min === undefined && max === undefined) {
    throw new CommandError("USAGE", "one of min-available or max-unavailable must be specified");
  }
  if (min !== undefined && max !== undefined) {
    throw new CommandError("USAGE", "min-available and max-unavailable cannot be both specified");
  }
  const matchLabels = Object.fromEntries(selector.split(",").map((pair) => pair.split("=")));
  const spec = {
    ...(min === undefined ? {} : { minAvailable: amount(min) }),
    ...(max === undefined ? {} : { maxUnavailable: amount(max) }),
    selector: { matchLabels },
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
        ...dataOf(entriesOf(call, `ConfigMap ${JSON.stringify(name)}`)),
        kind: "ConfigMap",
        metadata: { name },
      },
      failure: "failed to create configmap: ",
    }),
  },
  {
    words: ["secret generic"],
    make: (call, name) => {
      const entries = entriesOf(call, `Secret ${JSON.stringify(name)}`);
      const encoded = entries.map(([key, text]) => [key, Buffer.from(text).toString("base64")] as const);
      const object = { apiVersion: "v1", ...dataOf(encoded), kind: "Secret", metadata: { name } };
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
  { words: ["deployment", "deploy"], make: deployment },
  { words: ["poddisruptionbudget", "pdb"], make: disruptionBudget },
];

/** The object that the words and flags of `create` describe; undefined when the words name no kind that can be made so. */
export function generatedObject(call: Call): Generated | undefined {
  const [first = "", second = ""] = call.words;
  const long = GENERATORS.find(({ words }) => words.includes(`${first} ${second}`));
  const found = long ?? GENERATORS.find(({ words }) => words.includes(first));
  if (found === undefined) return undefined;
  const names = call.words.slice(long === undefined ? 1 : 2);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new CommandError("USAGE", `exactly one NAME is required, got ${names.length}`, {
      hint: seeHelp(call, `create ${found.words[0] ?? first}`),
    });
  }
  return found.make(call, name);
}
