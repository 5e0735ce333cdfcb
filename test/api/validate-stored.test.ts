import { describe, expect, test } from "vitest";
import { changeErrors, changedOf, errorsOf, storedOf, type Body } from "./validate-case.ts";

const META = { metadata: { namespace: "default" } };
const LEASE = "Lease.coordination.k8s.io";
const INGRESS_CLASS = "IngressClass.networking.k8s.io";
const RUNTIME_CLASS = "RuntimeClass.node.k8s.io";
const CONTROLLER = "ReplicationController";

type Case = readonly [body: Body, expected: readonly string[]];

/** Errors as far as their words are short. */
function judge(kind: string, cases: readonly Case[]): void {
  test.each(cases)("%j is judged", (body, expected) => {
    expect(errorsOf(kind, body).map((error) => error.replace(/: a (?:lowercase|valid) .*$/, ""))).toEqual(expected);
  });
}

describe("a Lease", () => {
  const lease = (spec: Body, metadata: Body = {}): Body => ({ metadata: { ...META.metadata, ...metadata }, spec });

  judge(LEASE, [
    [META, []],
    [lease({ holderIdentity: "", leaseDurationSeconds: 1, leaseTransitions: 0 }), []],
    [lease({}, { finalizers: ["abc"] }), []],
    [lease({}, { name: "A" }), ['metadata.name: Invalid value: "A"']],
    [
      lease({ leaseDurationSeconds: 0, leaseTransitions: -1 }),
      [
        "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
        "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0",
      ],
    ],
  ]);

  test("loses what belongs to coordinated elections, then and later", () => {
    const spec = { strategy: "OldestEmulationVersion", preferredHolder: "a" };
    expect(storedOf(LEASE, lease(spec))["spec"]).toEqual({});
    expect(changedOf(LEASE, lease({}), lease(spec))["spec"]).toEqual({});
  });

  test("changes as it is made", () => {
    expect(changeErrors(LEASE, lease({}), lease({ leaseDurationSeconds: 0 }, { finalizers: ["abc"] }))).toEqual([
      "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
    ]);
  });
});

describe("an IngressClass", () => {
  const of = (controller: string, parameters?: Body): Body => ({
    spec: { controller, ...(parameters === undefined ? {} : { parameters }) },
  });
  const reference = { kind: "Settings", name: "main" };

  judge(INGRESS_CLASS, [
    [of("a.b/c"), []],
    [{}, ["spec.controller: Required value"]],
    [of("a"), ['spec.controller: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")']],
    [of(`a.b/${"c".repeat(247)}`), ["spec.controller: Too long: may not be more than 250 bytes"]],
    [of("a.b/c", reference), []],
    [
      of("a.b/c", { scope: "All" }),
      [
        "spec.parameters.kind: Required value: kind is required",
        "spec.parameters.name: Required value: name is required",
        'spec.parameters.scope: Unsupported value: "All": supported values: "Cluster", "Namespace"',
      ],
    ],
    [
      of("a.b/c", { ...reference, namespace: "x" }),
      ["spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"],
    ],
    [
      of("a.b/c", { ...reference, scope: "Namespace" }),
      ["spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"],
    ],
    [of("a.b/c", { ...reference, scope: "Namespace", namespace: "x" }), []],
    [
      of("a.b/c", { ...reference, scope: "Namespace", namespace: "X" }),
      ['spec.parameters.namespace: Invalid value: "X"'],
    ],
  ]);

  test("refers to what is in no namespace, and counts its changes", () => {
    expect(storedOf(INGRESS_CLASS, of("a.b/c", reference))).toMatchObject({
      metadata: { generation: 1 },
      spec: { parameters: { scope: "Cluster" } },
    });
    expect(changedOf(INGRESS_CLASS, of("a.b/c"), of("a.b/c", reference))).toMatchObject({
      metadata: { generation: 2 },
    });
  });

  test("stays with its controller", () => {
    expect(changeErrors(INGRESS_CLASS, of("a.b/c"), of("a.b/d"))).toEqual([
      'spec.controller: Invalid value: "a.b/d": field is immutable',
    ]);
  });
});

describe("a RuntimeClass", () => {
  const twice = { key: "a", operator: "Exists" };

  judge(RUNTIME_CLASS, [
    [{ handler: "kata" }, []],
    [{}, ['handler: Invalid value: ""']],
    [
      { handler: "kata", overhead: { podFixed: { cpu: "-1" } } },
      ['overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    ],
    [
      { handler: "kata", scheduling: { nodeSelector: { a: "b c" } } },
      ['scheduling.nodeSelector: Invalid value: "b c"'],
    ],
    [
      { handler: "kata", scheduling: { tolerations: [twice, { ...twice, effect: "NoExecute" }, twice] } },
      [
        'scheduling.tolerations[2]: Duplicate value: {"Key":"a","Operator":"Exists","Value":"","Effect":"","TolerationSeconds":null}',
      ],
    ],
  ]);

  test("stays with its handler", () => {
    expect(changeErrors(RUNTIME_CLASS, { handler: "kata" }, { handler: "gvisor" })).toEqual([
      'handler: Invalid value: "gvisor": field is immutable',
    ]);
  });
});

describe("a ReplicationController", () => {
  const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "c", image: "nginx:1" }] } };
  const of = (spec: Body): Body => ({ ...META, spec });
  const finite = { ...template, spec: { ...template.spec, restartPolicy: "Never", activeDeadlineSeconds: 5 } };

  judge(CONTROLLER, [
    [of({ template }), []],
    [of({}), ["spec.selector: Required value", "spec.template: Required value"]],
    [of({ template: { spec: template.spec } }), ["spec.selector: Required value"]],
    [
      of({ template, replicas: -1, minReadySeconds: -1 }),
      [
        "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0",
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
      ],
    ],
    [
      of({ template, selector: { app: "other" } }),
      ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
    ],
    [
      of({ template: finite }),
      [
        'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
        "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported",
      ],
    ],
  ]);

  test("selects, and is labelled like, the pods that it makes", () => {
    expect(storedOf(CONTROLLER, of({ template }))).toMatchObject({
      metadata: { generation: 1, labels: { app: "web" } },
      spec: { replicas: 1, selector: { app: "web" }, template: { spec: { restartPolicy: "Always" } } },
      status: { replicas: 0 },
    });
  });

  test("changes as it is made", () => {
    expect(changeErrors(CONTROLLER, of({ template }), of({ template, replicas: -1 }))).toEqual([
      "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
    ]);
  });
});

test.each(["PodDisruptionBudget", "Foo.example.com"])("finalizers of a %s need no domain", (kind) => {
  const finalized = { metadata: { namespace: "default", finalizers: ["abc"] } };
  expect(errorsOf(kind, finalized)).toEqual([]);
  expect(changeErrors(kind, META, finalized)).toEqual([]);
});
