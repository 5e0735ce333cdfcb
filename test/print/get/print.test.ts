import { describe, expect, it } from "vitest";
import { resourceKind, type ResourceKind } from "../../../src/api/kinds.ts";
import type { KubeObject } from "../../../src/api/object.ts";
import { instantOf } from "../../../src/base/instant.ts";
import { printGet } from "../../../src/print/get/print.ts";
import type { GetPrintFlags, GetPrintRequest } from "../../../src/print/get/request.ts";

const NOW = instantOf("2026-01-01T00:02:00Z");

function kind(name: string): ResourceKind {
  const resource = resourceKind(name);
  if (resource === undefined) throw new Error(name);
  return resource;
}

function object(kindName: string, name: string, more: object = {}): KubeObject {
  const { group } = kind(kindName);
  const metadata = { name, namespace: "default", creationTimestamp: "2026-01-01T00:00:00.500Z" };
  return { apiVersion: group === "" ? "v1" : `${group}/v1`, kind: kindName, metadata, ...more };
}

const pods = [
  object("Pod", "web-0", { spec: { containers: [{}], size: "1Gi", rank: 2 } }),
  object("Pod", "web-1", { spec: { containers: [{}], size: "500Mi", list: [1] } }),
  object("Pod", "web-10", { spec: { containers: [{}], size: "2Gi", rank: 1 } }),
];

type Request = Partial<Omit<GetPrintRequest, "flags">> & { readonly flags?: Partial<GetPrintFlags> };

function get(request: Request): ReturnType<typeof printGet> {
  return printGet({
    groups: [{ resource: kind("Pod"), objects: pods }],
    failures: [],
    single: false,
    namespace: "default",
    now: NOW,
    ...request,
    flags: { readText: () => ({ error: "open /nope: no such file or directory" }), ...request.flags },
  });
}

const names = (stdout: string): string[] => stdout.split("\n").flatMap((line) => /^(web\S*)/.exec(line)?.[1] ?? []);

const notFound = (name: string): GetPrintRequest["failures"][number] => ({
  kind: "status",
  context: "",
  status: { code: 404, reason: "NotFound", message: `pods "${name}" not found` },
});

describe("get's tables", () => {
  it("puts kinds under headers of their own, with the kind before names, and leaves empty ones out", () => {
    const groups = [
      { resource: kind("StatefulSet"), objects: [object("StatefulSet", "web", SET)] },
      { resource: kind("PersistentVolumeClaim"), objects: [] },
      { resource: kind("ConfigMap"), objects: [object("ConfigMap", "c", { data: { a: "1" } })] },
    ];
    expect(get({ groups }).stdout).toBe(
      "NAME                   READY   AGE\nstatefulset.apps/web   1/2     2m\n\n" +
        "NAME          DATA   AGE\nconfigmap/c   1      2m\n",
    );
    expect(get({ groups, flags: { noHeaders: true } }).stdout).toBe(
      "statefulset.apps/web   1/2   2m\nconfigmap/c   1     2m\n",
    );
  });

  it("puts neighbours of one kind under one header", () => {
    const [first, second] = pods;
    if (first === undefined || second === undefined) return;
    const groups = [first, second].map((pod) => ({ resource: kind("Pod"), objects: [pod] }));
    expect(get({ groups }).stdout.match(/NAME/g)).toHaveLength(1);
  });

  it("shows namespaces first and labels last", () => {
    const labels = { b: "2", a: "1", "x.io/role": "db" };
    const one = object("ConfigMap", "c");
    const groups = [{ resource: kind("ConfigMap"), objects: [{ ...one, metadata: { ...one.metadata, labels } }] }];
    const flags = { allNamespaces: true, labelColumns: ["x.io/role", "none"], showLabels: true };
    expect(get({ groups, flags }).stdout).toBe(
      "NAMESPACE   NAME   DATA   AGE   ROLE   NONE   LABELS\n" +
        "default     c      0      2m    db            a=1,b=2,x.io/role=db\n",
    );
  });

  it("shows no namespace of kinds that have none", () => {
    const groups = [{ resource: kind("Namespace"), objects: [object("Namespace", "n")] }];
    expect(get({ groups, flags: { allNamespaces: true } }).stdout).toMatch(/^NAME /);
  });

  it("keeps the column for the namespace from the first kind on that has one", () => {
    const [config, none] = [object("ConfigMap", "c"), { ...object("Namespace", "n"), metadata: { name: "n" } }];
    const groups = [
      { resource: kind("Namespace"), objects: [none] },
      { resource: kind("ConfigMap"), objects: [config] },
      { resource: kind("Node"), objects: [object("Node", "n", { spec: {} })] },
    ];
    const { stdout } = get({ groups, flags: { allNamespaces: true } });
    const firstWords = stdout.split("\n").map((line) => /^\S*/.exec(line)?.[0]);
    expect(firstWords).toEqual(["NAME", "namespace/n", "", "NAMESPACE", "default", "", "NAMESPACE", "default", ""]);
  });

  it("cuts cells at line breaks and shows escapes", () => {
    const event = {
      type: "Normal",
      reason: "R",
      message: "a\u001b[31m\nb",
      involvedObject: { kind: "Pod", name: "p" },
    };
    const groups = [{ resource: kind("Event"), objects: [object("Event", "e", event)] }];
    expect(get({ groups }).stdout).toContain("pod/p    a^[[31m...\n");
  });

  it.each([
    [{}, "No resources found in default namespace.\n"],
    [{ allNamespaces: true }, "No resources found\n"],
    [{ ignoreNotFound: true }, ""],
  ])("says with %j that there is nothing", (flags, stderr) => {
    const groups = [{ resource: kind("Pod"), objects: [] }];
    expect(get({ groups, flags })).toEqual({ stdout: "", stderr, exitCode: 0 });
  });

  it("names no namespace when a kind without one is empty", () => {
    expect(get({ groups: [{ resource: kind("Node"), objects: [] }] }).stderr).toBe("No resources found\n");
  });

  it("prints what was found, then what was not", () => {
    const { stdout, stderr, exitCode } = get({ failures: [notFound("web-8"), notFound("web-9")] });
    expect(names(stdout)).toEqual(["web-0", "web-1", "web-10"]);
    expect(stderr).toBe(
      'Error from server (NotFound): pods "web-8" not found\nError from server (NotFound): pods "web-9" not found\n',
    );
    expect(exitCode).toBe(1);
  });

  it("shows names and ages alone when the server is not to print", () => {
    expect(get({ flags: { plain: true } }).stdout).toMatch(/^NAME +AGE\n/);
  });

  it("shows the scale of a workload", () => {
    const scale = { ...object("StatefulSet", "web"), apiVersion: "autoscaling/v1", kind: "Scale" };
    const objects = [{ ...scale, spec: { replicas: 3 }, status: { replicas: 2 } }];
    const groups = [{ resource: kind("StatefulSet"), objects }];
    expect(get({ groups }).stdout).toBe("NAME   DESIRED   AVAILABLE   AGE\nweb    3         2           2m\n");
    expect(get({ groups, single: true, flags: { output: "name" } }).stdout).toBe("scale.autoscaling/web\n");
  });
});

const SET = { spec: { replicas: 2, template: { spec: { containers: [] } } }, status: { readyReplicas: 1 } };

describe("get --sort-by", () => {
  it.each([
    ["metadata.name", ["web-0", "web-1", "web-10"]],
    ["{.spec.size}", ["web-1", "web-0", "web-10"]],
    [".spec.rank", ["web-1", "web-10", "web-0"]],
  ])("sorts by %s", (sortBy, expected) => {
    expect(names(get({ flags: { sortBy } }).stdout)).toEqual(expected);
    const listed = get({ flags: { sortBy, output: "name" } }).stdout.replaceAll("pod/", "");
    expect(names(listed)).toEqual(expected);
  });

  it("puts rows without the field first, in reversed order", () => {
    expect(names(get({ flags: { sortBy: "spec.list[0]" } }).stdout)).toEqual(["web-10", "web-0", "web-1"]);
  });

  it("takes a field that is nowhere for an empty table, and refuses it in other formats", () => {
    const nothing = { stdout: "", stderr: "No resources found in default namespace.\n", exitCode: 0 };
    expect(get({ flags: { sortBy: ".spec.nope" } })).toEqual(nothing);
    const stderr = 'error: couldn\'t find any field with path "{.spec.nope}" in the list of objects\n';
    expect(get({ flags: { sortBy: ".spec.nope", output: "yaml" } })).toEqual({ stdout: "", stderr, exitCode: 1 });
  });

  it("refuses several questions at once", () => {
    const groups = ["Pod", "Service"].map((name) => ({ resource: kind(name), objects: [] }));
    expect(get({ groups, flags: { sortBy: ".metadata.name" } }).stderr).toBe(
      'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n',
    );
  });

  it("ends at once at a field without an order", () => {
    const { stdout, stderr, exitCode } = get({ flags: { sortBy: ".spec.containers" } });
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "F0101 00:02:00.000000       1 sorter.go:375] Field {.spec.containers} in [][][]reflect.Value " +
        "is an unsortable type: interface, err: unsortable type: []interface {}\n",
    );
    expect(exitCode).toBe(1);
  });
});

describe("get -o", () => {
  it("prints one object that was asked for by itself, and a list otherwise", () => {
    const one = [{ resource: kind("Pod"), objects: pods.slice(0, 1) }];
    const flags = { output: "jsonpath={.kind}" };
    expect(get({ groups: one, single: true, flags }).stdout).toBe("Pod");
    expect(get({ groups: one, flags }).stdout).toBe("List");
  });

  it("prints timestamps without fractions in every format", () => {
    const path = ".items[0].metadata.creationTimestamp";
    expect(get({ flags: { output: `jsonpath={${path}}` } }).stdout).toBe("2026-01-01T00:00:00Z");
    expect(get({ flags: { output: `go-template={{(index .items 0).metadata.creationTimestamp}}` } }).stdout).toBe(
      "2026-01-01T00:00:00Z",
    );
    expect(get({ flags: { output: "custom-columns=T:.metadata.creationTimestamp", noHeaders: true } }).stdout).toMatch(
      /^(2026-01-01T00:00:00Z\n){3}$/,
    );
  });

  it("prints an empty list without a word on stderr", () => {
    const groups = [{ resource: kind("Pod"), objects: [] }];
    const stdout = 'apiVersion: v1\nitems: []\nkind: List\nmetadata:\n  resourceVersion: ""\n';
    expect(get({ groups, flags: { output: "yaml" } })).toEqual({ stdout, stderr: "", exitCode: 0 });
    expect(get({ groups, flags: { output: "name" } }).stdout).toBe("");
    expect(get({ groups: [], flags: { output: "yaml", ignoreNotFound: true } }).stdout).toBe("");
  });

  it("leaves managed fields out of YAML and JSON unless they are asked for", () => {
    const [pod] = pods;
    if (pod === undefined) return;
    const managed = { ...pod, metadata: { ...pod.metadata, managedFields: [{ manager: "kubectl" }] } };
    const groups = [{ resource: kind("Pod"), objects: [managed] }];
    expect(get({ groups, flags: { output: "yaml" } }).stdout).not.toContain("managedFields");
    expect(get({ groups, single: true, flags: { output: "json" } }).stdout).not.toContain("managedFields");
    expect(get({ groups, flags: { output: "yaml", showManagedFields: true } }).stdout).toContain("manager: kubectl");
  });

  it.each([
    [
      "xml",
      'unable to match a printer suitable for the output format "xml", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml',
    ],
    ["jsonpath", "template format specified but no template given"],
    ["jsonpath=", "template format specified but no template given"],
    ["jsonpath={.a", "error parsing jsonpath {.a, unclosed action"],
    ["go-template={{.foo", "error parsing template {{.foo, template: output:1: unclosed action"],
    ["custom-columns=", "custom-columns format specified but no custom columns given"],
    ["custom-columns=A", "unexpected custom-columns spec: A, expected <header>:<json-path-expr>"],
    ["jsonpath-file=/nope", "error reading --template /nope, open /nope: no such file or directory"],
    ["custom-columns-file=/nope", "error reading template /nope, open /nope: no such file or directory"],
  ])("refuses %s", (output, message) => {
    expect(get({ flags: { output } })).toEqual({ stdout: "", stderr: `error: ${message}\n`, exitCode: 1 });
  });

  it("says that a lone object is missing before it reads the format", () => {
    const { stderr } = get({ groups: [], single: true, failures: [notFound("web-9")], flags: { output: "xml" } });
    expect(stderr).toBe('Error from server (NotFound): pods "web-9" not found\n');
  });

  it("takes the template from its own flag, and from a file", () => {
    expect(get({ flags: { template: "{{.kind}}" } }).stdout).toBe("List");
    expect(get({ flags: { output: "jsonpath", template: "{.kind}" } }).stdout).toBe("List");
    const flags = { output: "jsonpath-file=t", readText: (path: string) => ({ text: `${path}={.kind}` }) };
    expect(get({ flags }).stdout).toBe("t=List");
  });

  it("refuses labels beside a format that has no columns", () => {
    const stderr = "error: --show-labels option cannot be used with yaml printer\n";
    expect(get({ flags: { output: "yaml", showLabels: true } })).toEqual({ stdout: "", stderr, exitCode: 1 });
  });
});
