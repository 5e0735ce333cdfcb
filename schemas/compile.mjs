// Compiles the Kubernetes schema into schemas/generated/: ajv validators that need no ajv at run time, and the schema
// as data. Called by the build; `node schemas/compile.mjs` does the same by hand.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);

const INT32 = { type: "integer", minimum: -2147483648, maximum: 2147483647 };
const INT64 = { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
const TIME =
  "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$";
const BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
const QUANTITY = "^[+-]?\\d{1,15}(?:\\.\\d{1,9})?(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?\\d)?$";

/** Types whose Go decoder is written by hand. What these refuse is looked at again, and explained, by the slow decoder. */
const SPECIAL = {
  "api.resource.Quantity": { anyOf: [{ type: "string", pattern: QUANTITY }, { type: "number" }] },
  "util.intstr.IntOrString": { anyOf: [{ type: "string" }, INT32] },
  "meta.v1.Time": { type: "string", pattern: TIME },
  "meta.v1.MicroTime": { type: "string", pattern: TIME },
  "meta.v1.FieldsV1": {},
  "runtime.RawExtension": {},
};

/** What Go's decoder accepts for a field: types and ranges. Required fields and enums are validation's business. */
function gateOf(node) {
  if (node.$ref !== undefined) return { $ref: node.$ref };
  switch (node.type) {
    case "integer":
      return node.format === "int32" ? INT32 : INT64;
    case "string":
      return node.format === "byte" ? { type: "string", pattern: BASE64 } : { type: "string" };
    case "array":
      return { type: "array", items: gateOf(node.items) };
    case "object":
      return node.additionalProperties === undefined
        ? objectGate(node)
        : { type: "object", additionalProperties: gateOf(node.additionalProperties) };
    default:
      return { type: node.type };
  }
}

function objectGate(node) {
  const properties = Object.entries(node.properties ?? {}).map(([name, child]) => [name, gateOf(child)]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

/** The kinds that users write by hand for a StatefulSet; documents of any other kind take the slow decoder at once. */
const ROOTS = [
  "apps.v1.DaemonSet",
  "apps.v1.Deployment",
  "apps.v1.StatefulSet",
  "autoscaling.v2.HorizontalPodAutoscaler",
  "core.v1.ConfigMap",
  "core.v1.Namespace",
  "core.v1.PersistentVolume",
  "core.v1.PersistentVolumeClaim",
  "core.v1.Pod",
  "core.v1.Secret",
  "core.v1.Service",
  "core.v1.ServiceAccount",
  "policy.v1.PodDisruptionBudget",
  "storage.v1.StorageClass",
];

/** Manifests carry no status but for an empty one; what does takes the slow decoder. */
const isStatus = (name) => name.endsWith("Status");

/** The definitions of the kinds, by `apps/v1/StatefulSet`. */
function kindsIn(definitions) {
  return Object.entries(definitions).flatMap(([name, node]) =>
    (node["x-kubernetes-group-version-kind"] ?? []).map(({ group, version, kind }) => [
      `${group === "" ? version : `${group}/${version}`}/${kind}`,
      name,
    ]),
  );
}

/** The definitions, those that manifests need most first: the closer to the roots, the sooner they are found. */
function closestFirst(definitions) {
  const found = new Set(ROOTS);
  for (const name of found) {
    for (const [, next] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) found.add(next);
  }
  for (const name of Object.keys(definitions)) found.add(name);
  return [...found].map((name) => [name, JSON.stringify(definitions[name])]);
}

/** A table as one text, a line an entry: at the start, V8 takes one long text sooner than hundreds of short ones. */
function tableText(entries) {
  return `\n${entries.map(([key, value]) => `${key} ${value}\n`).join("")}`;
}

/** Lets each validator pass shared parts by in which it found nothing before. */
function passingSharedParts(code) {
  const begin = /function (validate\d+)\((data, \{.*?\}=\{\})\)\{/g;
  const end = /(validate\d+)\.errors = vErrors;return errors === 0;\}/g;
  const passing = code
    .replace(begin, "const $1fine = new WeakSet();function $1($2){if($1fine.has(data)){$1.errors = null;return true;}")
    .replace(end, "$1.errors = vErrors;if(errors === 0 && isShared(data))$1fine.add(data);return errors === 0;}");
  return `import { isShared } from "../../src/base/shared.ts";${passing}`;
}

export async function compile() {
  const { default: Ajv } = require("ajv");
  const { default: standaloneCode } = require("ajv/dist/standalone/index.js");
  const { definitions } = JSON.parse(readFileSync(here("kubernetes-1.36.json"), "utf8"));
  const gates = Object.fromEntries(
    Object.entries(definitions).map(([name, node]) => [name, SPECIAL[name] ?? (isStatus(name) ? { type: "object", maxProperties: 0 } : gateOf(node))]),
  );
  const ajv = new Ajv({
    strict: true,
    messages: false,
    validateFormats: false,
    unicodeRegExp: false,
    inlineRefs: false,
    code: { source: true, esm: true, optimize: 2 },
  });
  ajv.addSchema({ $id: "kubernetes", definitions: gates });
  const names = ROOTS;
  const exported = Object.fromEntries(names.map((name, index) => [`gate${index}`, `kubernetes#/definitions/${name}`]));
  const table = names.map((name, index) => `${JSON.stringify(name)}:gate${index}`).join(",");
  mkdirSync(here("generated"), { recursive: true });
  writeFileSync(here("generated/gates.mjs"), `${passingSharedParts(standaloneCode(ajv, exported))}\nexport const gates={${table}};\n`);
  const data = { definitions: tableText(closestFirst(definitions)), kinds: tableText(kindsIn(definitions)) };
  const lines = Object.entries(data).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`);
  writeFileSync(here("generated/schema.mjs"), lines.join(""));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compile();
