import { expect, it } from "vitest";
import { readManifests } from "../../src/manifest/read.ts";
import { rendered, type Rendering } from "../../src/lint/rendered.ts";

const RENDERING: Rendering = {
  namespace: "shop",
  selected: { app: "web" },
  unselected: { tier: "front" },
  images: new Map([
    ["web", { name: "registry:5000/web", tag: "2.0" }],
    ["registry:5000/db", { digest: "sha256:0a" }],
    ["moved", { name: "elsewhere/moved" }],
  ]),
};
const LABELS = { app: "web", tier: "front" };

function made(text: string): unknown {
  const [manifest] = readManifests({ file: "a.yaml", bytes: new TextEncoder().encode(text) }).manifests;
  return manifest === undefined ? undefined : rendered(manifest, RENDERING).object;
}

it.each([
  ["kind: ConfigMap", { metadata: { name: "a", namespace: "shop" } }],
  ["kind: Namespace", { metadata: { name: "a" } }],
  ["kind: Service", { spec: { selector: { app: "web" } } }],
  ["kind: Service\nspec: {type: ExternalName}", { spec: { type: "ExternalName" } }],
  ["kind: Job", { spec: { template: { metadata: { labels: LABELS } } } }],
  ["kind: CronJob", { spec: { jobTemplate: { spec: { template: { metadata: { labels: LABELS } } } } } }],
  [
    "kind: Deployment\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: null}}",
    { spec: { selector: { matchLabels: { a: "b", app: "web" } }, template: { metadata: { labels: LABELS } } } },
  ],
  [
    "kind: StatefulSet\nspec: {selector: all}",
    { spec: { selector: "all", template: { metadata: { labels: LABELS } } } },
  ],
])("gives what a kustomization gives to %s", (text, expected) => {
  expect(made(`apiVersion: v1\nmetadata: {name: a}\n${text}\n`)).toMatchObject(expected);
});

it("leaves a namespace that is written", () => {
  const text = "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: own}\n";
  expect(made(text)).toMatchObject({ metadata: { namespace: "own" } });
});

it("gives images their names, tags and digests", () => {
  const images = ["web", "web:1", "registry:5000/db:17@sha256:ff", "moved:3", "webb:1"];
  const containers = images.map((image, index) => `{name: c${index}, image: "${image}"}`).join(", ");
  const text = `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {template: {spec: {containers: [${containers}]}}}\n`;
  const expected = [
    "registry:5000/web:2.0",
    "registry:5000/web:2.0",
    "registry:5000/db@sha256:0a",
    "elsewhere/moved:3",
    "webb:1",
  ];
  expect(made(text)).toMatchObject({
    spec: { template: { spec: { containers: expected.map((image) => ({ image })) } } },
  });
});
