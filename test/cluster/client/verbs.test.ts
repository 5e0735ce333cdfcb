import { describe, expect, test } from "vitest";
import { goValue } from "../../../src/api/patch/go-value.ts";
import type { JsonObject } from "../../../src/base/json.ts";
import type { Request } from "../../../src/cluster/client/request.ts";
import type { ApiServer } from "../../../src/cluster/open.ts";
import { having, file, kubectl, live, pod, server, SERVICE, set, type Shown, words } from "./kubectl.ts";

const none = { dryRun: "none" } as const;

const DEPLOYMENT = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "nginx", image: "nginx:1.25" }] } },
  },
};

describe("delete", () => {
  const del = { verb: "delete", ...none } as const;

  test.each([
    [words("pod", ""), "error: resource name may not be empty\n"],
    [words("pod", "a%b"), "error: invalid resource name \"a%b\": [may not contain '%']\n"],
    [
      { words: [], files: file({ apiVersion: "v1", kind: "Pod", metadata: {} }) },
      'error: error when deleting "web.yaml": resource name may not be empty\n',
    ],
  ])("%j is refused before it is sent", (targets, err) => {
    expect(kubectl(server(), { ...del, targets })).toMatchObject({ out: "", err });
  });

  test.each([
    [words("sts", "web"), 'statefulset.apps "web" deleted from default namespace\n'],
    [
      words("pod/a", "svc/web"),
      'pod "a" deleted from default namespace\nservice "web" deleted from default namespace\n',
    ],
    [
      words("po,svc", "web"),
      'pod "web" deleted from default namespace\nservice "web" deleted from default namespace\n',
    ],
    [{ words: ["pods"], selector: "tier in (x)" }, 'pod "a" deleted from default namespace\n'],
    [
      { words: ["pods"], all: true },
      'pod "a" deleted from default namespace\npod "web" deleted from default namespace\n',
    ],
    [{ words: ["pods"], fieldSelector: "metadata.name!=a" }, 'pod "web" deleted from default namespace\n'],
    [{ words: [], files: file(SERVICE) }, 'service "web" deleted from default namespace\n'],
    [words("node", "node-1"), 'node "node-1" deleted\n'],
    [{ words: ["pods"], selector: "tier=none" }, "No resources found\n"],
    [{ words: [], files: [] }, "No resources found\n"],
  ])("%j", (targets, out) => {
    const cluster = having(set(), SERVICE, pod("a", { labels: { tier: "x" } }), pod("web"));
    expect(kubectl(cluster, { ...del, targets })).toMatchObject({ out, err: "" });
  });

  test("--now gives a second, which --force does not go with", () => {
    const request = { ...del, targets: words("pod", "a"), force: true, now: true } as const;
    expect(kubectl(having(pod("a")), request).err).toBe(
      "error: --force and --grace-period greater than 0 cannot be specified together\n",
    );
  });

  test("what is missing and forgiven leaves no word", () => {
    for (const targets of [words("sts", "x"), { words: [], files: file(SERVICE) }]) {
      expect(kubectl(server(), { ...del, targets, ignoreNotFound: true })).toMatchObject({ out: "", err: "" });
    }
  });

  test("dry runs say so and delete nothing", () => {
    const cluster = having(SERVICE);
    const targets = words("svc", "web");
    expect(kubectl(cluster, { verb: "delete", targets, dryRun: "client" }).out).toBe(
      'service "web" deleted from default namespace (dry run)\n',
    );
    expect(kubectl(cluster, { verb: "delete", targets, dryRun: "server" }).out).toBe(
      'service "web" deleted from default namespace (server dry run)\n',
    );
    expect(cluster.view().list("Service")).toHaveLength(1);
  });

  test("a client dry run does not ask whether the object is there", () => {
    const request = { verb: "delete", targets: words("sts", "x"), dryRun: "client" } as const;
    expect(kubectl(server(), request)).toMatchObject({
      out: 'statefulset.apps "x" deleted from default namespace (dry run)\n',
      err: "",
    });
  });

  test("--force takes the pod away at once and says what that means", () => {
    const cluster = having(pod("a", { spec: { nodeName: "node-1" } }));
    const { out, err } = kubectl(cluster, { ...del, targets: words("pod", "a"), force: true, gracePeriodSeconds: 0 });
    expect(out).toBe('pod "a" force deleted from default namespace\n');
    expect(err).toMatch(/^Warning: Immediate deletion does not wait for confirmation/);
    expect(cluster.view().list("Pod")).toHaveLength(0);
  });

  test("a grace period of zero without --force is one second", () => {
    const cluster = having(pod("a", { spec: { nodeName: "node-1" } }));
    kubectl(cluster, { ...del, targets: words("pod", "a"), gracePeriodSeconds: 0 });
    expect(live(cluster, "Pod", "a").metadata.deletionGracePeriodSeconds).toBe(1);
  });

  test("a missing object is told, the others are deleted", () => {
    const cluster = having(pod("a"));
    expect(kubectl(cluster, { ...del, targets: words("pod", "zzz", "a") })).toMatchObject({
      out: 'pod "a" deleted from default namespace\n',
      err: 'Error from server (NotFound): pods "zzz" not found\n',
    });
    expect(kubectl(cluster, { ...del, targets: { words: [], files: file(SERVICE) } }).err).toBe(
      'Error from server (NotFound): error when deleting "web.yaml": services "web" not found\n',
    );
    expect(kubectl(cluster, { ...del, targets: words("pod", "zzz"), ignoreNotFound: true })).toMatchObject({
      out: "",
      err: "",
    });
    expect(kubectl(cluster, { ...del, targets: words("pod", "x"), namespace: "gone" }).err).toBe(
      'Error from server (NotFound): pods "x" not found\n',
    );
  });
});

describe("the grammar of targets", () => {
  const example =
    "(e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";
  test.each([
    [words("nope", "x"), `error: the server doesn't have a resource type "nope"\n`],
    [words("Sts", "web"), `error: the server doesn't have a resource type "Sts"\n`],
    [
      words("sts/web", "pod"),
      `error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form ${example}\n`,
    ],
    [words("sts/"), "error: arguments in resource/name form must have a single resource and name\n"],
    [words("sts/web/x"), "error: arguments in resource/name form may not have more than one slash\n"],
    [{ words: ["sts", "web"], selector: "app=web" }, "error: name cannot be provided when a selector is specified\n"],
    [
      { words: ["sts", "web"], allNamespaces: true },
      "error: a resource cannot be retrieved by name across all namespaces\n",
    ],
    [words("sts"), "error: resource(s) were provided, but no name was specified\n"],
    [
      { words: ["sts"], all: true, selector: "a=b" },
      "error: setting 'all' parameter but found a non empty selector. \n",
    ],
    [
      { words: ["pods"], selector: "a b" },
      'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "a b", field selector "": ' +
        "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt\n",
    ],
    [
      { words: ["sts"], fieldSelector: "spec.replicas=1" },
      'Error from server (BadRequest): Unable to find "apps/v1, Resource=statefulsets" that match label selector "", field selector "spec.replicas=1": ' +
        '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"\n',
    ],
  ])("%j", (targets, err) => {
    expect(kubectl(having(set()), { verb: "delete", targets, ...none })).toMatchObject({ out: "", err });
  });

  test.each(["statefulset", "StatefulSet", "STATEFULSETS", "sts.apps", "statefulsets.v1.apps", "statefulsets.app"])(
    "%s is a type",
    (type) => {
      expect(kubectl(having(set()), { verb: "delete", targets: words(type, "web"), ...none }).err).toBe("");
    },
  );

  test("nothing named", () => {
    expect(kubectl(server(), { verb: "delete", targets: words(), ...none }).err).toMatch(
      /^error: You must provide one or more resources by argument or filename\.\nExample resource specifications include:\n {3}'-f rsrc\.yaml'\n/,
    );
  });

  test("a short name that could mean two things", () => {
    expect(kubectl(server(), { verb: "delete", targets: words("ev", "x"), ...none }).err).toBe(
      'Warning: short name "ev" could also match lower priority resource events.events.k8s.io\n' +
        'Error from server (NotFound): events "x" not found\n',
    );
  });

  test("a bare name where only one type makes sense", () => {
    const cluster = having(set());
    const targets = { words: ["web"], bareNameKind: "StatefulSet" };
    expect(kubectl(cluster, { verb: "scale", targets, replicas: 3, ...none }).out).toBe(
      "statefulset.apps/web scaled\n",
    );
  });

  test("a named object in a namespace that does not exist", () => {
    const request = { verb: "scale", targets: words("sts", "web"), replicas: 1, namespace: "gone", ...none } as const;
    expect(kubectl(server(), request).err).toBe('Error from server (NotFound): namespaces "gone" not found\n');
  });
});

describe("scale", () => {
  const scale = { verb: "scale", targets: words("sts", "web"), replicas: 3, ...none } as const;
  test.each<[object, string, string]>([
    [{}, "statefulset.apps/web scaled\n", ""],
    [{ currentReplicas: 9 }, "", "error: Expected replicas to be 9, was 1\n"],
    [{ resourceVersion: "999" }, "", "error: Expected resource version to be 999, was "],
    [
      { replicas: -1 },
      "",
      "error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n",
    ],
    [
      { targets: words("sts", "x", "web") },
      "statefulset.apps/web scaled\n",
      'Error from server (NotFound): statefulsets.apps "x" not found\n',
    ],
    [
      { targets: words("svc/web", "sts/web") },
      "",
      "Error from server (NotFound): the server could not find the requested resource\n",
    ],
    [{ targets: { words: ["sts"], selector: "a=b" } }, "", "error: no objects passed to scale\n"],
    [{ dryRun: "server" }, "statefulset.apps/web scaled (server dry run)\n", ""],
    [
      { targets: { words: ["sts"], all: true }, resourceVersion: "1" },
      "",
      "error: cannot use --resource-version with multiple resources\n",
    ],
  ])("%j", (more, out, err) => {
    const cluster = having(set(), SERVICE, ...("resourceVersion" in more ? [set({}, { name: "db" })] : []));
    const shown = kubectl(cluster, { ...scale, ...more });
    expect(shown.out).toBe(out);
    expect(shown.err.startsWith(err)).toBe(true);
  });
});

describe("what scale prints as an object", () => {
  test.each(["none", "client", "server"] as const)("is the object as it was read, scaled (dry run: %s)", (dryRun) => {
    const cluster = having(set({ replicas: 1 }));
    const scaled = { verb: "scale", targets: words("sts", "web"), replicas: 2, dryRun } as const;
    const { metadata } = live(cluster, "StatefulSet", "web");
    expect(kubectl(cluster, scaled).outcome.results[0]?.object).toMatchObject({ metadata, spec: { replicas: 2 } });
    if (dryRun === "none") expect(live(cluster, "StatefulSet", "web")).toMatchObject({ spec: { replicas: 2 } });
  });
});

const WRONG_QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

describe("patch", () => {
  const patch = { verb: "patch", targets: words("sts", "web"), type: "strategic", ...none } as const;
  test.each<[object, string, string]>([
    [{ patch: { spec: { replicas: 2 } } }, "statefulset.apps/web patched\n", ""],
    [{ patch: { spec: { replicas: 1 } } }, "statefulset.apps/web patched (no change)\n", ""],
    [{ patch: { spec: { replicas: 2 } }, dryRun: "server" }, "statefulset.apps/web patched\n", ""],
    [{ patch: { spec: { replicas: 2 } }, dryRun: "client" }, "statefulset.apps/web patched\n", ""],
    [
      { patch: { spec: { foo: 1 } } },
      "statefulset.apps/web patched (no change)\n",
      'Warning: unknown field "spec.foo"\n',
    ],
    [
      { patch: { spec: { replicas: "3" } } },
      "",
      'The request is invalid: patch: Invalid value: "map[spec:map[replicas:3]]": unrecognized type: int32\n',
    ],
    // staging/src/k8s.io/apimachinery/pkg/runtime/converter.go, `fromUnstructured` (1.36)
    ...[
      ["podManagementPolicy", 5, "v1.PodManagementPolicyType"],
      ["serviceName", 5, "string"],
    ].map(([field, value, type]): [object, string, string] => [
      { patch: { spec: { [String(field)]: value } } },
      "",
      `The request is invalid: patch: Invalid value: "map[spec:map[${field}:${value}]]": cannot convert int64 to ${type}\n`,
    ]),
    ...[
      [
        '{"metadata":{"creationTimestamp":"x"}}',
        'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
      ],
      ['{"metadata":{"creationTimestamp":[]}}', "json: cannot unmarshal array into Go value of type string"],
      [
        '{"spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":true}}}}',
        "json: cannot unmarshal bool into Go value of type int32",
      ],
      ['{"spec":{"template":{"spec":{"overhead":{"cpu":"x"}}}}}', WRONG_QUANTITY],
      ['{"spec":{"replicas":1.5}}', "cannot convert float64 to int32"],
      ['{"spec":{"replicas":3000000000}}', undefined],
    ].map(([text = "{}", why]): [object, string, string] => [
      { patch: JSON.parse(text) },
      "",
      why === undefined
        ? 'The StatefulSet "web" is invalid: spec.replicas: Invalid value: -1294967296: must be greater than or equal to 0\n'
        : `The request is invalid: patch: Invalid value: "${goValue(JSON.parse(text))}": ${why}\n`,
    ]),
    [
      { type: "json", patch: [{ op: "replace", path: "/nope/deep", value: 1 }] },
      "",
      "The request is invalid: the server rejected our request due to an error in our request\n",
    ],
    [
      { type: "json", patch: [{ op: "replace", path: "/spec/replicas", value: 2 }] },
      "statefulset.apps/web patched\n",
      "",
    ],
    [{ subresource: "scale", type: "merge", patch: { spec: { replicas: 2 } } }, "scale.autoscaling/web patched\n", ""],
    [{ patch: { status: { replicas: 7 } } }, "statefulset.apps/web patched (no change)\n", ""],
    [{ targets: words("sts", "x"), patch: {} }, "", 'Error from server (NotFound): statefulsets.apps "x" not found\n'],
    [{ targets: { words: [], files: file(set()) } }, "statefulset.apps/web patched\n", ""],
    [
      { targets: { words: [], files: file(set()) }, dryRun: "client" },
      "statefulset.apps/web patched (no change)\n",
      "",
    ],
  ])("%j", (more, out, err) => {
    expect(kubectl(having(set()), { ...patch, patch: {}, ...more })).toMatchObject({ out, err });
  });
});

/** @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go (1.36) */
describe("a patch of the type", () => {
  const run = (more: object): Shown =>
    kubectl(having(set()), { verb: "patch", targets: words("sts", "web"), type: "merge", patch: {}, ...none, ...more });

  test.each<[object, string]>([
    [{ patch: { kind: "Foo" } }, 'no kind "Foo" is registered for version "apps/v1" in scheme'],
    [{ patch: { apiVersion: "apps/v9" } }, 'no kind "StatefulSet" is registered for version "apps/v9" in scheme'],
    [{ patch: { kind: "Deployment" } }, "converting (v1.Deployment) to (apps.StatefulSet): unknown conversion"],
    [{ patch: { kind: 5 } }, "couldn't get version/kind; json parse error"],
    [{ patch: { spec: { replicas: "3" } } }, "json: cannot unmarshal string into Go struct field"],
    [
      { type: "json", patch: [{ op: "replace", path: "/kind", value: "Foo" }] },
      'no kind "Foo" is registered for version "apps/v1" in scheme',
    ],
    [
      { type: "json", patch: [{ op: "add", path: "/spec/replicas", value: [] }] },
      "json: cannot unmarshal array into Go struct field",
    ],
  ])("%j is refused with what it makes", (more, why) => {
    const { out, err } = run(more);
    expect(out).toBe("");
    expect(err).toMatch(/^The request is invalid: patch: Invalid value: "\{\\"apiVersion\\":/);
    expect(err).toContain(`}": ${why}`);
  });

  test.each<[object]>([
    [{ type: "strategic", patch: { kind: "Foo", apiVersion: "apps/v9" } }],
    [{ type: "strategic", patch: { kind: null } }],
    [{ patch: { kind: null, apiVersion: "" } }],
  ])("%j leaves the object what it is", (more) => {
    expect(run(more)).toMatchObject({ out: "statefulset.apps/web patched (no change)\n", err: "" });
  });

  test.each<[object]>([[{ patch: { metadata: { name: null } } }], [{ type: "strategic", patch: { metadata: null } }]])(
    "%j that takes the name is refused",
    (more) => {
      expect(run(more).err).toBe(
        "Error from server (BadRequest): the name of the object (web based on URL) was undeterminable: " +
          "name must be provided\n",
      );
    },
  );
});

describe("label and annotate", () => {
  const label = { verb: "label", targets: words("pod", "a"), ...none } as const;
  const annotate = { ...label, verb: "annotate" } as const;
  test.each<[object, string, string]>([
    [{ ...label, changes: ["tier=x"] }, "pod/a labeled\n", ""],
    [{ ...label, changes: ["app=db"] }, "", "error: 'app' already has a value (web), and --overwrite is false\n"],
    [{ ...label, changes: ["app=db"], overwrite: true }, "pod/a labeled\n", ""],
    [{ ...label, changes: ["app=web"] }, "pod/a not labeled\n", ""],
    [{ ...label, changes: ["app-"] }, "pod/a unlabeled\n", ""],
    [{ ...label, changes: ["tier-"] }, 'label "tier" not found.\npod/a not labeled\n', ""],
    [{ ...label, changes: ["app-", "tier=x"] }, "pod/a modified\n", ""],
    [{ ...label, changes: ["x=1", "x-"] }, "", "error: can not both modify and remove a label in the same command\n"],
    [{ ...label, changes: [] }, "", "error: at least one label update is required\n"],
    [{ ...label, changes: [], list: true }, "app=web\n", ""],
    [{ ...label, changes: ["tier=x"], list: true }, "app=web\ntier=x\n", ""],
    [
      { ...label, targets: { words: ["pods"], all: true }, changes: [], list: true },
      "Listing labels for Pod./a:\n app=web\n",
      "",
    ],
    [{ ...label, changes: ["tier-"], dryRun: "client" }, "pod/a not labeled (dry run)\n", ""],
    [{ ...label, targets: { words: ["pod", "a"], all: true }, changes: ["x=y"] }, "pod/a labeled\n", ""],
    [
      { ...label, targets: { words: ["pods"], all: true, selector: "a=b" }, changes: ["x=y"] },
      "",
      "error: cannot set --all and --selector at the same time\n",
    ],
    [
      { ...label, targets: { words: ["pods"], all: true, fieldSelector: "metadata.name=a" }, changes: ["x=y"] },
      "",
      "error: cannot set --all and --field-selector at the same time\n",
    ],
    [{ ...label, changes: ["tier=x"], dryRun: "server" }, "pod/a labeled (server dry run)\n", ""],
    [
      { ...label, targets: words("pod", "x"), changes: ["a=b"] },
      "",
      'Error from server (NotFound): pods "x" not found\n',
    ],
    [{ ...annotate, changes: ["a=b=c"] }, "pod/a annotated\n", ""],
    [{ ...annotate, changes: ["note-"] }, "pod/a annotated\n", ""],
    [
      { ...annotate, changes: ["note=x"] },
      "",
      "error: --overwrite is false but found the following declared annotation(s): 'note' already has a value (hi)\n",
    ],
    [
      { ...annotate, changes: ["k=v", "k-"] },
      "",
      "error: can not both modify and remove the following annotation(s) in the same command: k\n",
    ],
    [{ ...annotate, changes: [] }, "", "error: at least one annotation update is required\n"],
  ])("%j", (request, out, err) => {
    const cluster = having(pod("a", { metadata: { annotations: { note: "hi" } } }));
    expect(kubectl(cluster, request as never)).toMatchObject({ out, err });
  });

  test("--list sends nothing, a client dry run shows what would be", () => {
    const cluster = having(pod("a"));
    kubectl(cluster, { ...label, changes: ["tier=x"], list: true });
    const { outcome } = kubectl(cluster, { ...label, changes: ["tier=x", "app-"], dryRun: "client" });
    expect(outcome.results[0]?.object.metadata.labels).toEqual({ tier: "x" });
    expect(live(cluster, "Pod", "a").metadata.labels).toEqual({ app: "web" });
  });

  test("a bad value", () => {
    const { err } = kubectl(having(pod("a")), { ...label, changes: ["a=bad value!"] });
    expect(err).toMatch(
      /^error: invalid label value: "a=bad value!": a valid label must be an empty string or consist of /,
    );
  });
});

const image = { verb: "set-image", targets: words("sts/web"), ...none } as const;

describe("set", () => {
  test.each<[object, string, string]>([
    [{ ...image, changes: ["nginx=nginx:1.26"] }, "statefulset.apps/web image updated\n", ""],
    [{ ...image, changes: ["*=nginx:1.26"] }, "statefulset.apps/web image updated\n", ""],
    [{ ...image, changes: ["nginx=nginx:1.25"] }, "", ""],
    [{ ...image, changes: ["foo=x"] }, "", 'error: unable to find container named "foo"\n'],
    [
      { ...image, changes: ["foo=x", "nginx=nginx:1.26"] },
      "statefulset.apps/web image updated\n",
      'error: unable to find container named "foo"\n',
    ],
    [
      { ...image, targets: { words: ["sts"], all: true, selector: "a=b" }, changes: ["a=b"] },
      "",
      "error: cannot set --all and --selector at the same time\n",
    ],
    [{ ...image, changes: [] }, "", "error: at least one image update is required\n"],
    [
      { ...image, targets: words("sts/x"), changes: [] },
      "",
      'Error from server (NotFound): statefulsets.apps "x" not found\n',
    ],
    [
      { ...image, targets: words("svc/web"), changes: ["a=b"] },
      "",
      "error: services/web the object is not a pod or does not have a pod template: *v1.Service\n",
    ],
    [{ ...image, verb: "set-env", changes: ["A=b", "C-"] }, "statefulset.apps/web env updated\n", ""],
    [{ ...image, verb: "set-env", changes: [] }, "", ""],
    [
      { ...image, verb: "set-env", changes: ["A=b"], containers: "foo" },
      "",
      'Warning: StatefulSet/web does not have any containers matching "foo"\n',
    ],
    [
      { ...image, verb: "set-env", changes: [], env: { from: "cm/settings" } },
      "statefulset.apps/web env updated\n",
      "Warning: key log-level transferred to LOG_LEVEL\n",
    ],
    [
      { ...image, verb: "set-resources", changes: [], limits: "cpu=1" },
      "statefulset.apps/web resource requirements updated\n",
      "",
    ],
    [
      { ...image, verb: "set-resources", changes: [] },
      "",
      "error: you must specify an update to requests or limits (in the form of --requests/--limits)\n",
    ],
    [
      { ...image, verb: "set-selector", targets: words("svc/web"), changes: ["app=db"] },
      "service/web selector updated\n",
      "",
    ],
    [
      { ...image, verb: "set-selector", changes: ["app=db"] },
      "",
      "error: setting a selector is only supported for Services\n",
    ],
    [
      { ...image, verb: "set-selector", targets: words("svc/web"), changes: ["app=web"] },
      "service/web selector updated\n",
      "",
    ],
    [
      { ...image, verb: "set-selector", targets: words("svc/web"), changes: ["app in (b,a),!x"] },
      "",
      "error: match expression [{app In [a b]} {x DoesNotExist []}] not supported on this object\n",
    ],
    [
      { ...image, verb: "set-selector", targets: words("svc/web"), changes: ["a=b=c"] },
      "",
      `error: couldn't parse the selector string "a=b=c": found '=', expected: ',' or 'end of string'\n`,
    ],
    [{ ...image, verb: "set-serviceaccount", changes: ["sa"] }, "statefulset.apps/web serviceaccount updated\n", ""],
  ])("%j", (request, out, err) => {
    const data = { "log-level": "info", MODE: "fast" };
    const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data };
    expect(kubectl(having(set(), SERVICE, settings), request as never)).toMatchObject({ out, err });
  });

  test("an object whose lists cannot be compared is refused in kubectl's words", () => {
    const spec = { imagePullSecrets: [{}], containers: [{ name: "nginx", image: "nginx" }] };
    const nameless = set({ template: { metadata: { labels: { app: "web" } }, spec } });
    const cluster = server();
    kubectl(cluster, { verb: "create", manifests: file(nameless), dryRun: "none" });
    expect(kubectl(cluster, { ...image, changes: ["nginx=nginx:1.26"] })).toMatchObject({
      out: "",
      err: "error: statefulsets/web map: map[] does not contain declared merge key: name\n",
    });
  });

  test("set env --overwrite=false refuses other values only", () => {
    const cluster = having(set());
    const env = { ...image, verb: "set-env", env: { overwrite: false } } as const;
    kubectl(cluster, { ...env, changes: ["A=1"] });
    expect(kubectl(cluster, { ...env, changes: ["A=1", "B=2"] }).out).toBe("statefulset.apps/web env updated\n");
    expect(kubectl(cluster, { ...env, changes: ["A=2"] }).err).toBe(
      "error: statefulsets/web 'A' already has a value (1), and --overwrite is false\n",
    );
  });

  test("set env sets, replaces and removes", () => {
    const cluster = having(pod("a"));
    kubectl(cluster, { verb: "label", targets: words("pod", "a"), changes: ["x=1"], ...none });
    const sts = having(set());
    kubectl(sts, { ...image, verb: "set-env", changes: ["A=1", "B=2"] });
    kubectl(sts, { ...image, verb: "set-env", changes: ["A=3", "B-"] });
    const spec = live(sts, "StatefulSet", "web").spec as unknown as {
      template: { spec: { containers: JsonObject[] } };
    };
    expect(spec.template.spec.containers[0]?.["env"]).toEqual([{ name: "A", value: "3" }]);
  });
});

test("set resources reaches init containers too", () => {
  const init = { initContainers: [{ name: "init", image: "busybox" }] };
  const template = { metadata: { labels: { app: "web" } }, spec: { ...init, containers: [{ name: "c", image: "x" }] } };
  const cluster = having(set({ template }));
  kubectl(cluster, { ...image, verb: "set-resources", changes: [], limits: "cpu=1" });
  expect(live(cluster, "StatefulSet", "web").spec).toMatchObject({
    template: { spec: { initContainers: [{ resources: { limits: { cpu: "1" } } }] } },
  });
});

test("set serviceaccount says so where the account is the same", () => {
  const cluster = having(set());
  for (const _ of [1, 2]) {
    expect(kubectl(cluster, { ...image, verb: "set-serviceaccount", changes: ["sa"] }).out).toBe(
      "statefulset.apps/web serviceaccount updated\n",
    );
  }
});

describe("rollout", () => {
  test("what cannot be restarted is an error each", () => {
    const { err } = kubectl(having(pod("a"), pod("b")), { verb: "rollout-restart", targets: words("pods") });
    expect(err).toBe('error: pods "a" restarting is not supported\nerror: pods "b" restarting is not supported\n');
  });

  test("restart stamps the template, once a second", () => {
    const cluster = having(set());
    const request = { verb: "rollout-restart", targets: words("sts/web") } as const;
    expect(kubectl(cluster, request).out).toBe("statefulset.apps/web restarted\n");
    expect(JSON.stringify(live(cluster, "StatefulSet", "web").spec)).toContain(
      '"kubectl.kubernetes.io/restartedAt":"2026-01-01T00:00:00Z"',
    );
    expect(kubectl(cluster, request).err).toBe(
      "error: failed to create patch for web: if restart has already been triggered within the past second, " +
        "please wait before attempting to trigger another\n",
    );
  });

  test.each(["rollout-restart", "rollout-pause", "rollout-resume"] as const)(
    "%s of all sets, where there are none, is no failure",
    (verb) => {
      const { out, err, outcome } = kubectl(server(), { verb, targets: words("sts") });
      expect([out, err, outcome.failures]).toEqual(["", "No resources found in default namespace.\n", []]);
    },
  );

  test.each([
    ["rollout-restart", words("svc/web"), 'error: services "web" restarting is not supported\n'],
    ["rollout-pause", words("sts/web"), 'error: statefulsets.apps "web" pausing is not supported\n'],
    ["rollout-resume", words("sts/web"), 'error: statefulsets.apps "web" resuming is not supported\n'],
    ["rollout-undo", words("sts/web"), "error: no last revision to roll back to\n"],
    [
      "rollout-undo",
      words("svc/web"),
      'error: error retrieving rollbacker for "Service", no visitor method exists for { Service}\n',
    ],
    ["rollout-undo", words("deploy/web"), 'error: no rollout history found for deployment "web"\n'],
    ["rollout-undo", words("pod/a"), 'error: no rollbacker has been implemented for "Pod"\n'],
    ["rollout-undo", words("sts/nope"), 'Error from server (NotFound): statefulsets.apps "nope" not found\n'],
  ] as const)("%s %j is refused", (verb, targets, err) => {
    const request = { verb, targets, toRevision: 0, dryRun: "none" } as never;
    expect(kubectl(having(set(), SERVICE, pod("a"), DEPLOYMENT), request)).toMatchObject({ out: "", err });
  });

  test("undo of a Deployment brings back the annotations of its replica set too", () => {
    const own = { "kubectl.kubernetes.io/last-applied-configuration": "{}", owner: "me" };
    const cluster = having({ ...DEPLOYMENT, metadata: { name: "web", annotations: own } });
    const { metadata, spec } = live(cluster, "Deployment", "web");
    const controller = { apiVersion: "apps/v1", kind: "Deployment", name: "web", controller: true };
    const revise = (number: number, image: string, cause: string): void => {
      const labels = { app: "web", "pod-template-hash": `h${number}` };
      const annotations = { "deployment.kubernetes.io/revision": `${number}`, "kubernetes.io/change-cause": cause };
      const template = { metadata: { labels }, spec: { containers: [{ name: "nginx", image }] } };
      const replicaSet = {
        apiVersion: "apps/v1",
        kind: "ReplicaSet",
        metadata: {
          name: `web-h${number}`,
          namespace: "default",
          labels,
          annotations,
          ownerReferences: [{ ...controller, uid: metadata.uid ?? "" }],
        },
        spec: { replicas: 0, selector: { matchLabels: labels }, template },
      };
      expect(cluster.create(replicaSet, "default").ok).toBe(true);
    };
    revise(1, "nginx:1.24", "first");
    revise(2, "nginx:1.25", "second");
    expect(JSON.stringify(spec)).toContain("nginx:1.25");
    const undo = { verb: "rollout-undo", targets: words("deploy/web"), toRevision: 0 } as const;
    const preview = kubectl(cluster, { ...undo, dryRun: "client" }).outcome.results[0]?.preview;
    expect(JSON.stringify(preview)).toContain('"pod-template-hash":"h1"');
    expect(kubectl(cluster, { ...undo, toRevision: 2, ...none }).out).toBe(
      "deployment.apps/web skipped rollback (current template already matches revision 2)\n",
    );
    expect(kubectl(cluster, { ...undo, ...none }).out).toBe("deployment.apps/web rolled back\n");
    const back = live(cluster, "Deployment", "web");
    expect(back.metadata.annotations).toEqual({
      "kubectl.kubernetes.io/last-applied-configuration": "{}",
      "kubernetes.io/change-cause": "first",
    });
    expect(JSON.stringify(back.spec)).toContain("nginx:1.24");
    expect(JSON.stringify(back.spec)).not.toContain("pod-template-hash");
  });

  test("undo goes to the revision before the last, or to the one asked for", () => {
    const cluster = having(set({}, { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" } }));
    const web = live(cluster, "StatefulSet", "web");
    const revise = (number: number, image: string): void => {
      const template = { ...(web.spec["template"] as JsonObject), $patch: "replace" };
      const text = JSON.stringify({ spec: { template } }).replace("nginx:1.25", image);
      const owner = {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        name: "web",
        uid: web.metadata.uid ?? "",
        controller: true,
      };
      const metadata = {
        name: `web-${number}`,
        namespace: "default",
        labels: { app: "web" },
        ownerReferences: [owner],
      };
      const revision = {
        apiVersion: "apps/v1",
        kind: "ControllerRevision",
        metadata,
        revision: number,
        data: JSON.parse(text),
      };
      expect(cluster.create(revision, "default").ok).toBe(true);
    };
    revise(1, "nginx:1.24");
    revise(2, "nginx:1.25");
    const undo = { verb: "rollout-undo", targets: words("sts/web"), ...none } as const;
    const current = kubectl(cluster, { ...undo, toRevision: 2 });
    expect(current.out).toBe("statefulset.apps/web skipped rollback (current template already matches revision 2)\n");
    expect(current.err).toMatch(
      /^Warning: resource statefulsets\/web was previously managed with 'kubectl apply'\. Rolling back will not/,
    );
    expect(kubectl(cluster, { ...undo, toRevision: 9 }).err).toContain(
      "error: unable to find specified revision 9 in history\n",
    );
    expect(kubectl(cluster, { ...undo, toRevision: 0 }).out).toBe("statefulset.apps/web rolled back\n");
    expect(JSON.stringify(live(cluster, "StatefulSet", "web").spec)).toContain("nginx:1.24");
  });
});

const owned = (kind: string): JsonObject => ({
  ownerReferences: [{ apiVersion: "apps/v1", kind, name: "web", uid: "u", controller: true }],
});

test.each(["label", "annotate"] as const)("%s records fields under the manager that was named", (verb) => {
  const cluster = having(set());
  const changed = { verb, targets: words("sts", "web"), changes: ["a=b"], ...none } as const;
  const managers = (): unknown => live(cluster, "StatefulSet", "web").metadata.managedFields?.map((one) => one.manager);
  kubectl(cluster, { ...changed, fieldManager: "me" });
  kubectl(cluster, { ...changed, changes: ["c=d"] });
  expect(managers()).toEqual(expect.arrayContaining(["kubectl-create", "me", `kubectl-${verb}`]));
});

test("a patch of the owners of fields alone is kept, and said", () => {
  const cluster = having(set());
  const named = { verb: "patch", targets: words("sts", "web"), type: "merge", ...none } as const;
  const owners = (managedFields: unknown): string =>
    kubectl(cluster, { ...named, patch: { metadata: { managedFields } } }).out;
  const { managedFields = [] } = live(cluster, "StatefulSet", "web").metadata;
  expect(managedFields).not.toEqual([]);
  expect(owners(managedFields)).toBe("statefulset.apps/web patched (no change)\n");
  expect(owners([{}])).toBe("statefulset.apps/web patched\n");
  expect(live(cluster, "StatefulSet", "web").metadata.managedFields).toBeUndefined();
});

test("a client dry run of patch takes a file's manifest for the object, whether it is there or not", () => {
  const targets = { words: [], files: file(set()) };
  const patch = { verb: "patch", targets, type: "merge", patch: { spec: { replicas: 9 } }, dryRun: "client" } as const;
  const { outcome, out } = kubectl(server(), patch);
  expect(out).toBe("statefulset.apps/web patched\n");
  expect(outcome.results[0]?.object).toMatchObject({ metadata: { namespace: "default" }, spec: { replicas: 9 } });
});

test("patch of a subresource that there is not is the server's to refuse", () => {
  const patch = { verb: "patch", targets: words("sts", "web"), type: "merge", patch: {}, subresource: "nope" } as const;
  expect(kubectl(having(set()), { ...patch, ...none }).err).toBe(
    "Error from server (NotFound): the server could not find the requested resource\n",
  );
});

describe("cordon and drain", () => {
  test.each(["cordon", "drain"] as const)("%s takes nothing but nodes", (verb) => {
    const { err } = kubectl(having(pod("a")), { verb, targets: words("pod/a"), ...none });
    expect(err).toBe('error: expected resource of type node, got "/v1, Resource=pods"\n');
  });

  test("cordon says what it finds", () => {
    const cluster = server();
    const cordon = { verb: "cordon", targets: words("node-1"), ...none } as const;
    expect(kubectl(cluster, cordon).out).toBe("node/node-1 cordoned\n");
    expect(kubectl(cluster, cordon).out).toBe("node/node-1 already cordoned\n");
    expect(kubectl(cluster, { ...cordon, verb: "uncordon" }).out).toBe("node/node-1 uncordoned\n");
    expect(kubectl(cluster, { ...cordon, targets: words("node-9") }).err).toBe(
      'Error from server (NotFound): nodes "node-9" not found\n',
    );
  });

  const drain = { verb: "drain", targets: words("node-1"), ...none } as const;
  const here = { nodeName: "node-1" };

  const gone = (cluster: ApiServer, name: string): void => {
    cluster.delete({ kind: "Pod", namespace: "default", name }, { gracePeriodSeconds: 0 });
  };
  const goesOn = ({ outcome }: Shown): Request => {
    if (outcome.again === undefined) throw new Error("nothing was left");
    return outcome.again.request;
  };

  test("drain evicts, as far as it may, and waits until the pods are gone", () => {
    const cluster = having(
      pod("web-0", { spec: here, metadata: owned("StatefulSet") }),
      pod("far", { spec: { nodeName: "node-2" } }),
    );
    const first = kubectl(cluster, drain);
    expect(first.out).toBe("node/node-1 cordoned\nevicting pod default/web-0\n");
    expect(first.outcome.again?.afterSeconds).toBe(0);
    const second = kubectl(cluster, goesOn(first));
    expect(second.out).toBe("");
    expect(second.outcome.again?.afterSeconds).toBe(1);
    gone(cluster, "web-0");
    expect(kubectl(cluster, goesOn(second)).out).toBe("pod/web-0 evicted\nnode/node-1 drained\n");
  });

  test.each([
    [{}, 'error when waiting for pod "web-0" in namespace "default" to terminate: context deadline exceeded', ""],
    [{ disableEviction: true }, "context deadline exceeded", "error: "],
  ])("a pod that does not go holds drain %j until its time is over", (flags, why, lead) => {
    // Source: staging/src/k8s.io/kubectl/pkg/drain/drain.go, `waitForDelete`
    const cluster = having(pod("web-0", { spec: here, metadata: owned("StatefulSet") }));
    const first = kubectl(cluster, { ...drain, ...flags, timeoutSeconds: 1 });
    const last = kubectl(cluster, goesOn(kubectl(cluster, goesOn(first))));
    expect(last.out).toBe("");
    expect(last.err).toBe(
      `There are pending pods in node "node-1" when an error occurred: ${why}\npod/web-0\n` +
        `error: unable to drain node "node-1" due to error: ${why}, continuing command...\n` +
        `There are pending nodes to be drained:\n node-1\n${lead}${why}\n`,
    );
  });

  test("a pod that cannot be evicted at all keeps its node from being drained", () => {
    const budget = (name: string): JsonObject => ({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
    });
    const cluster = having(budget("a"), budget("b"), pod("web-0", { spec: here, metadata: owned("StatefulSet") }));
    const ready = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
    cluster.writer("kubelet").updateStatus({ ...live(cluster, "Pod", "web-0"), status: ready } as never);
    const { out, err } = kubectl(cluster, drain);
    expect(out).toBe("node/node-1 cordoned\nevicting pod default/web-0\n");
    expect(err).toMatch(
      /due to error: error when evicting pods\/"web-0" -n "default": This pod has more than one PodDisruptionBudget/,
    );
  });

  test.each([
    [pod("lone", { spec: here }), "Pods that declare no controller (use --force to override): default/lone"],
    [
      pod("tmp", { spec: { ...here, volumes: [{ name: "v", emptyDir: {} }] }, metadata: owned("StatefulSet") }),
      "Pods with local storage (use --delete-emptydir-data to override): default/tmp",
    ],
  ])("drain refuses %#", (object, why) => {
    expect(kubectl(having(object), drain).err).toBe(
      `error: unable to drain node "node-1" due to error: cannot delete ${why}, continuing command...\n` +
        `There are pending nodes to be drained:\n node-1\ncannot delete ${why}\n`,
    );
  });

  const lone = pod("lone", { spec: here });
  const local = { ...here, volumes: [{ name: "v", emptyDir: {} }] };

  test("each reason stands on a line of its own, where one node alone keeps pods", () => {
    const cluster = having(lone, pod("tmp", { spec: local, metadata: owned("StatefulSet") }));
    expect(kubectl(cluster, drain).err).toBe(
      'error: unable to drain node "node-1" due to error: ' +
        "[cannot delete Pods that declare no controller (use --force to override): default/lone, " +
        "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/tmp], " +
        "continuing command...\nThere are pending nodes to be drained:\n node-1\n" +
        "cannot delete Pods that declare no controller (use --force to override): default/lone\n" +
        "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/tmp\n",
    );
  });

  // Source: daemonSetFilter of staging/src/k8s.io/kubectl/pkg/drain/filters.go (1.36.4)
  test.each([
    ["apps/v1", 'cannot delete daemonsets.apps "web" not found: default/one'],
    ["apps.kruise.io/v1alpha1", undefined],
  ])("drain holds back only what a DaemonSet of Kubernetes itself has made: %s", (apiVersion, why) => {
    const ownerReferences = [{ apiVersion, kind: "DaemonSet", name: "web", uid: "u", controller: true }];
    const { err } = kubectl(having(pod("one", { spec: here, metadata: { ownerReferences } })), drain);
    if (why === undefined) expect(err).toBe("");
    else expect(err).toContain(why);
  });

  test("drain leaves mirror pods alone, whatever else is to be said of them", () => {
    const annotations = { "kubernetes.io/config.mirror": "x" };
    const { err, out } = kubectl(having(pod("static", { spec: local, metadata: { annotations } })), drain);
    expect([err, out]).toEqual(["", "node/node-1 cordoned\nnode/node-1 drained\n"]);
  });

  test("drain tells of pods without a controller and not of local storage", () => {
    const cluster = having(lone, pod("tmp", { spec: local, metadata: owned("StatefulSet") }));
    const { err } = kubectl(cluster, { ...drain, dryRun: "client", force: true, deleteEmptyDirData: true });
    expect(err).toBe("Warning: deleting Pods that declare no controller: default/lone\n");
  });

  test.each([
    ["client", "evicting pod default/web-0 (dry run)\nnode/node-1 drained (dry run)\n"],
    ["server", "evicting pod default/web-0 (server dry run)\nnode/node-1 drained (server dry run)\n"],
  ] as const)("a %s dry run of drain takes no pod away", (dryRun, out) => {
    const cluster = having(pod("web-0", { spec: here, metadata: owned("StatefulSet") }));
    const cordoned = `node/node-1 cordoned (${dryRun === "client" ? "" : "server "}dry run)\n`;
    expect(kubectl(cluster, { ...drain, dryRun }).out).toBe(`${cordoned}${out}`);
    expect(cluster.view().list("Pod")).toHaveLength(1);
  });

  test("without eviction pods are deleted, which is said afterwards", () => {
    const cluster = having(pod("web-0", { spec: here, metadata: owned("StatefulSet") }));
    const first = kubectl(cluster, { ...drain, disableEviction: true });
    expect(first.out).toBe("node/node-1 cordoned\n");
    gone(cluster, "web-0");
    expect(kubectl(cluster, goesOn(first)).out).toBe("pod/web-0 deleted\nnode/node-1 drained\n");
  });

  test("what a budget holds is left for later, with the nodes after", () => {
    const budget = {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
      status: { disruptionsAllowed: 1, expectedPods: 2, currentHealthy: 2, desiredHealthy: 1, observedGeneration: 1 },
    };
    const second = { apiVersion: "v1", kind: "Node", metadata: { name: "node-2" }, spec: {} };
    const cluster = having(
      second,
      budget,
      ...["node-1", "node-1", "node-2"].map((nodeName, ordinal) =>
        pod(`web-${ordinal}`, { spec: { nodeName }, metadata: owned("StatefulSet") }),
      ),
    );
    const ready = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
    for (const name of ["web-0", "web-1", "web-2"]) {
      cluster.writer("kubelet").updateStatus({ ...live(cluster, "Pod", name), status: ready } as never);
    }
    const allow = (): void => {
      const { status } = budget;
      const found = cluster.get({ kind: "PodDisruptionBudget", namespace: "default", name: "web" });
      if (!found.ok) throw new Error(found.status.message);
      cluster.writer("disruption").updateStatus({ ...found.object, status } as never);
    };
    allow();
    const nodes = { ...drain, targets: words("node-1", "node-2") };
    const once = kubectl(cluster, nodes);
    expect(once.out).toBe(
      "node/node-1 cordoned\nnode/node-2 cordoned\nevicting pod default/web-0\nevicting pod default/web-1\n",
    );
    gone(cluster, "web-0");
    allow();
    const twice = kubectl(cluster, goesOn(once));
    expect(twice.out).toBe("pod/web-0 evicted\nevicting pod default/web-1\n");
    gone(cluster, "web-1");
    expect(kubectl(cluster, goesOn(twice)).out).toBe(
      "pod/web-1 evicted\nnode/node-1 drained\nevicting pod default/web-2\n",
    );
  });

  test("what a budget holds is left for later", () => {
    const budget = {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
    };
    const cluster = having(budget, pod("web-0", { spec: here, metadata: owned("StatefulSet") }));
    const ready = { phase: "Running", conditions: [{ type: "Ready", status: "True" }] };
    cluster.writer("kubelet").updateStatus({ ...live(cluster, "Pod", "web-0"), status: ready } as never);
    const { err, outcome } = kubectl(cluster, drain);
    expect(err).toMatch(
      /^error when evicting pods\/"web-0" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate/,
    );
    expect(outcome.again).toMatchObject({ afterSeconds: 5, request: { verb: "drain" } });
  });
});
