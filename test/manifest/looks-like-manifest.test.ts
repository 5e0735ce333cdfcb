import { describe, expect, it } from "vitest";
import { isTemplate, looksLikeManifest } from "../../src/manifest/looks-like-manifest.ts";

const MANIFESTS: Readonly<Record<string, string>> = {
  "kind first": "kind: Service\nmetadata: {}\n",
  "without apiVersion": "# web\n---\nkind: Service\n",
  "in a later document": "a: 1\n---\napiVersion: v1\n",
  "broken further down": "apiVersion: v1\nkind: [\n\tx",
  "indented as a whole": "  apiVersion: v1\n  kind: Service\n",
  "with keys in quotes": '"apiVersion": v1\n',
  JSON: '{"apiVersion": "v1"}',
  "a flow mapping in a document of its own": '---\n{\n  apiVersion: "v1",\n  kind: "Service",\n}\n',
  "with Windows line ends": "---\r\n# web\r\napiVersion: v1\r\n",
};

const OTHERS: Readonly<Record<string, string>> = {
  nothing: "",
  "a comment": "# apiVersion: v1",
  "values of a chart": "workload:\n  kind: Deployment\n",
  "a compose file": "services:\n  web:\n    image: nginx\n",
  "a package": '{"name": "web", "dependencies": {}}',
  "a saved cluster": '{\n"format": "stsctl.dev/state",\n"objects": [{"kind": "Pod"}]}',
  "a list of settings": "- name: a\n  kind: b\n",
};

describe("a text in a folder", () => {
  it.each(Object.keys(MANIFESTS))("is a manifest: %s", (name) => {
    expect(looksLikeManifest(MANIFESTS[name] ?? "")).toBe(true);
  });

  it.each(Object.keys(OTHERS))("is none: %s", (name) => {
    expect(looksLikeManifest(OTHERS[name] ?? "")).toBe(false);
  });
});

const TEMPLATES: Readonly<Record<string, string>> = {
  "a value": "metadata:\n  name: {{ .Name }}\n",
  "the beginning of a value": "image: {{ .Registry }}/web:1\n",
  "an item": "args:\n- {{ .First }}\n",
  "a line": "spec:\n  {{- if .Wanted }}\n  replicas: 1\n",
  "a line behind a block": "a: |\n  x\nb: {{ .B }}\n",
};

const NO_TEMPLATES: Readonly<Record<string, string>> = {
  "nothing of the kind": "a: {b: {c: 1}}\n",
  "a text in quotation marks": 'name: "{{ .Name }}"\n',
  "a part of a text": "summary: more than {{ $value }}\n",
  "a text in a block": "a.tpl: |-\n  {{ with .A }}\n\n  x: {{ . }}\nb: 1\n",
  "a text in a folded block of a list": "- a: >2\n    {{ . }}\n",
};

describe("an action of a template engine", () => {
  it.each(Object.keys(TEMPLATES))("makes a template as %s", (name) => {
    expect(isTemplate(TEMPLATES[name] ?? "")).toBe(true);
  });

  it.each(Object.keys(NO_TEMPLATES))("makes none as %s", (name) => {
    expect(isTemplate(NO_TEMPLATES[name] ?? "")).toBe(false);
  });
});
