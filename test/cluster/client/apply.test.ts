import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.ts";
import { having, file, kubectl, live, server, SERVICE, set } from "./kubectl.ts";

const apply = { verb: "apply", dryRun: "none" } as const;

describe("apply", () => {
  test("creates, leaves alone, changes", () => {
    const cluster = server();
    const manifests = file(SERVICE, set());
    expect(kubectl(cluster, { ...apply, manifests }).out).toBe("service/web created\nstatefulset.apps/web created\n");
    expect(kubectl(cluster, { ...apply, manifests }).out).toBe(
      "service/web unchanged\nstatefulset.apps/web unchanged\n",
    );
    const more = file(SERVICE, set({ replicas: 3 }));
    expect(kubectl(cluster, { ...apply, manifests: more }).out).toBe(
      "service/web unchanged\nstatefulset.apps/web configured\n",
    );
    expect(live(cluster, "StatefulSet", "web").spec["replicas"]).toBe(3);
  });

  test("removes what it applied before and nothing else", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(set({ minReadySeconds: 5 }, { labels: { a: "1" } })) });
    kubectl(cluster, { verb: "label", targets: { words: ["sts", "web"] }, changes: ["hand=made"], dryRun: "none" });
    kubectl(cluster, { ...apply, manifests: file(set({}, { labels: { b: "2" } })) });
    const { metadata, spec } = live(cluster, "StatefulSet", "web");
    expect(metadata.labels).toEqual({ b: "2", hand: "made" });
    expect(spec["minReadySeconds"]).toBeUndefined();
  });

  test("keeps the manifest as compact JSON with its namespace", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(SERVICE) });
    expect(live(cluster, "Service", "web").metadata.annotations).toEqual({
      "kubectl.kubernetes.io/last-applied-configuration":
        '{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{},"name":"web","namespace":"default"},' +
        '"spec":{"clusterIP":"None","ports":[{"name":"http","port":80}],"selector":{"app":"web"}}}\n',
    });
  });

  test("of an object that was created otherwise warns and takes it over", () => {
    const cluster = having(SERVICE);
    const { out, err } = kubectl(cluster, { ...apply, manifests: file(SERVICE) });
    expect(out).toBe("service/web configured\n");
    expect(err).toBe(
      "Warning: resource services/web is missing the kubectl.kubernetes.io/last-applied-configuration annotation which " +
        "is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either " +
        "kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n",
    );
  });

  test.each([
    ["rbac.authorization.k8s.io/v1", "ClusterRole", "clusterrole.rbac.authorization.k8s.io/web"],
    ["scheduling.k8s.io/v1", "PriorityClass", "priorityclass.scheduling.k8s.io/web"],
    ["v1", "Namespace", "namespace/web"],
  ])("of %s %s, which is in no namespace, forgets the one that it names", (apiVersion, kind, named) => {
    const cluster = server();
    const manifests = file({ apiVersion, kind, metadata: { name: "web", namespace: "nowhere" } });
    expect(kubectl(cluster, { ...apply, manifests }).out).toBe(`${named} created\n`);
    expect(kubectl(cluster, { ...apply, manifests })).toMatchObject({
      out: `${named} configured\n`,
      outcome: { failures: [] },
    });
  });

  test.each([
    ["client", "service/web created (dry run)\nstatefulset.apps/web created (dry run)\n"],
    ["server", "service/web created (server dry run)\nstatefulset.apps/web created (server dry run)\n"],
  ] as const)("as a %s dry run changes nothing", (dryRun, out) => {
    const cluster = server();
    expect(kubectl(cluster, { verb: "apply", dryRun, manifests: file(SERVICE, set()) }).out).toBe(out);
    expect(cluster.view().list("StatefulSet")).toHaveLength(0);
  });
});

describe("apply says what is wrong", () => {
  const invalid = set({ replicas: -1 });
  test("one invalid object in its own form, and goes on", () => {
    const { out, err } = kubectl(server(), { ...apply, manifests: file(invalid, SERVICE) });
    expect(out).toBe("service/web created\n");
    expect(err).toBe(
      'The StatefulSet "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
    );
  });

  test.each([
    ["{}", { labels: {} }],
    ["null", {}],
  ])("labels that are %s as what they are, new or changed", (shown, metadata) => {
    const spec = { containers: [{ name: "c", image: "nginx:1" }] };
    const manifests = file(set({ template: { metadata, spec } }));
    const cluster = server();
    const created = kubectl(cluster, { ...apply, manifests }).err;
    expect(created).toBe(
      `The StatefulSet "web" is invalid: spec.template.metadata.labels: Invalid value: ${shown}: ` +
        "`selector` does not match template `labels`\n",
    );
    kubectl(cluster, { ...apply, manifests: file(set()) });
    expect(kubectl(cluster, { verb: "replace", manifests, dryRun: "none" }).err).toBe(created);
  });

  test("several in the generic form, each with its file", () => {
    const other = { ...invalid, metadata: { name: "db" } };
    expect(kubectl(server(), { ...apply, manifests: file(invalid, other) }).err.split("\n")).toEqual([
      expect.stringContaining(
        'Error from server (Invalid): error when creating "web.yaml": StatefulSet.apps "web" is invalid: ',
      ),
      expect.stringContaining(
        'Error from server (Invalid): error when creating "web.yaml": StatefulSet.apps "db" is invalid: ',
      ),
      "",
    ]);
  });

  test.each([
    [
      { apiVersion: "v1", kind: "Nope", metadata: { name: "x" } },
      'from "web.yaml": no matches for kind "Nope" in version "v1"\nensure CRDs are installed first\n',
    ],
    [
      { ...set(), apiVersion: "apps/v2" },
      'no matches for kind "StatefulSet" in version "apps/v2"\nensure CRDs are installed first\n',
    ],
    [
      { ...SERVICE, apiVersion: "/v2" },
      'no matches for kind "Service" in version "v2"\nensure CRDs are installed first\n',
    ],
    [
      { ...set(), kind: "statefulset" },
      'Error from server (BadRequest): error when creating "web.yaml": statefulset in version "v1" cannot be handled as ' +
        'a StatefulSet: no kind "statefulset" is registered for version "apps/v1" in scheme ' +
        '"k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30"\n',
    ],
    [
      { ...set({}, { name: undefined }), kind: "statefulset" },
      'GroupVersionKind: "apps/v1, Kind=statefulset"\nName: "", Namespace: "default"\n' +
        'from server for: "web.yaml": resource name may not be empty\n',
    ],
    [set({}, { name: undefined, generateName: "web-" }), "error: from web-: cannot use generate name with apply\n"],
    [set({}, { name: "a/b" }), `from server for: "web.yaml": invalid resource name "a/b": [may not contain '/']\n`],
    [
      set({}, { name: undefined }),
      'error: error when retrieving current configuration of:\nResource: "apps/v1, Resource=statefulsets", ' +
        'GroupVersionKind: "apps/v1, Kind=StatefulSet"\nName: "", Namespace: "default"\n' +
        'from server for: "web.yaml": resource name may not be empty\n',
    ],
    [set({ replica: 1 }), 'strict decoding error: unknown field "spec.replica"\n'],
    [set({}, { namespace: "nowhere" }), 'error when creating "web.yaml": namespaces "nowhere" not found\n'],
  ])("%#", (object, text) => {
    const { out, err } = kubectl(server(), { ...apply, manifests: file(JSON.parse(JSON.stringify(object))) });
    expect(out).toBe("");
    expect(err).toContain(text);
  });

  test("a namespace other than the one typed", () => {
    const manifests = file(set({}, { namespace: "other" }));
    expect(kubectl(server(), { ...apply, manifests, namespaceIsExplicit: true }).err).toBe(
      'error: the namespace from the provided object "other" does not match the namespace "default". ' +
        "You must pass '--namespace=other' to perform this operation.\n",
    );
  });

  test("nothing to apply", () => {
    expect(kubectl(server(), { ...apply, manifests: [] }).err).toBe("error: no objects passed to apply\n");
  });

  test("what a client dry run would make of an object, without what a server would add", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(set({ minReadySeconds: 5 })) });
    const { outcome } = kubectl(cluster, { verb: "apply", dryRun: "client", manifests: file(set({ replicas: 3 })) });
    expect(outcome.results[0]?.object).toMatchObject({ metadata: { generation: 1 }, spec: { replicas: 3 } });
    expect(outcome.results[0]?.object).not.toHaveProperty("spec.minReadySeconds");
    expect(live(cluster, "StatefulSet", "web").spec["replicas"]).toBe(1);
  });

  test("nothing about the version 0, which stands for none", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(set()) });
    const manifests = file(set({ replicas: 2 }, { resourceVersion: "0" }));
    expect(kubectl(cluster, { ...apply, manifests }).out).toBe("statefulset.apps/web configured\n");
  });

  test("a patch that is refused, with the patch and the object", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(set()) });
    const { err } = kubectl(cluster, { ...apply, manifests: file(set({}, { resourceVersion: "999" })) });
    expect(err).toMatch(/^Error from server \(Conflict\): error when applying patch:\n\{"metadata":\{"annotations":/);
    expect(err).toContain(
      '\nto:\nResource: "apps/v1, Resource=statefulsets", GroupVersionKind: "apps/v1, Kind=StatefulSet"\n',
    );
    expect(err).toContain(
      '\nfor: "web.yaml": error when patching "web.yaml": Operation cannot be fulfilled on statefulsets.apps "web": ',
    );
  });

  test("an unknown field in a patch, quoting it", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(SERVICE) });
    const { err } = kubectl(cluster, { ...apply, manifests: file({ ...SERVICE, spec: { ...SERVICE.spec, foo: 1 } }) });
    expect(err).toMatch(/^The request is invalid: patch: Invalid value: "map\[metadata:map\[annotations:/);
    expect(err).toContain('spec:map[foo:1]]": strict decoding error: unknown field "spec.foo"\n');
  });
});

describe("kinds that are not simulated", () => {
  test("can be applied in another version than before", () => {
    const cluster = server();
    const widget = (version: string, size: number): JsonObject => ({
      apiVersion: `example.com/${version}`,
      kind: "Widget",
      metadata: { name: "w" },
      spec: { size },
    });
    const applied = (...written: Parameters<typeof widget>): string =>
      kubectl(cluster, { ...apply, manifests: file(widget(...written)) }).out;
    expect(applied("v1alpha1", 1)).toBe("widget.example.com/w created\n");
    expect(applied("v1", 2)).toBe("widget.example.com/w configured\n");
    expect(applied("v1", 2)).toBe("widget.example.com/w unchanged\n");
    expect(cluster.view().list("Widget.example.com")).toMatchObject([{ spec: { size: 2 } }]);
  });

  test("are stored under their own name", () => {
    const cluster = server();
    const backup = {
      apiVersion: "example.com/v1",
      kind: "BackupPolicy",
      metadata: { name: "nightly" },
      spec: { a: 1, b: 2 },
    };
    const spec = { defaultBackend: { service: { name: "web", port: { number: 80 } } } };
    const ingress = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "web" }, spec };
    expect(kubectl(cluster, { ...apply, manifests: file(backup, ingress) })).toMatchObject({
      out: "backuppolicy.example.com/nightly created\ningress.networking.k8s.io/web created\n",
      err: "note: objects of kind BackupPolicy and Ingress are stored and listed, and have no effect here\n",
    });
    expect(kubectl(cluster, { ...apply, manifests: file(ingress) }).err).toBe("");
    const changed = { ...backup, spec: { b: 3 } };
    expect(kubectl(cluster, { ...apply, manifests: file(changed) }).out).toBe(
      "backuppolicy.example.com/nightly configured\n",
    );
    const [stored] = cluster.view().list("BackupPolicy.example.com");
    expect(stored).toMatchObject({ spec: { b: 3 } });
    expect(stored).not.toHaveProperty("spec.a");
    const targets = { words: ["backuppolicies", "nightly"] };
    expect(kubectl(cluster, { verb: "delete", targets, dryRun: "none" }).out).toBe(
      'backuppolicy.example.com "nightly" deleted from default namespace\n',
    );
  });
});

describe("apply --server-side", () => {
  const serverSide = { ...apply, serverSide: true } as const;

  test("conflicts with a scale until it is forced", () => {
    const cluster = server();
    expect(kubectl(cluster, { ...serverSide, manifests: file(set()) }).out).toBe(
      "statefulset.apps/web serverside-applied\n",
    );
    kubectl(cluster, { verb: "scale", targets: { words: ["sts", "web"] }, replicas: 2, dryRun: "none" });
    const manifests = file(set({ replicas: 3 }));
    const { err } = kubectl(cluster, { ...serverSide, manifests });
    expect(err).toMatch(
      /^error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps\/v1: \.spec\.replicas\nPlease review/,
    );
    kubectl(cluster, { ...serverSide, manifests, forceConflicts: true });
    expect(live(cluster, "StatefulSet", "web").spec["replicas"]).toBe(3);
  });

  test("takes over from client-side apply, dropping what is no longer in the manifest", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(set({ minReadySeconds: 5 })) });
    expect(kubectl(cluster, { ...serverSide, manifests: file(set()) }).err).toBe("");
    const { metadata, spec } = live(cluster, "StatefulSet", "web");
    expect(spec["minReadySeconds"]).toBeUndefined();
    expect(metadata.managedFields?.map(({ manager, operation }) => `${manager} ${operation}`).sort()).toEqual([
      "kubectl Apply",
      "kubectl-last-applied Apply",
    ]);
    expect(metadata.annotations?.["kubectl.kubernetes.io/last-applied-configuration"]).not.toContain("annotations");
    expect(kubectl(cluster, { ...apply, manifests: file(set()) }).out).toBe("statefulset.apps/web configured\n");
  });

  test("under another manager takes over as well, the annotation with it, which goes", () => {
    const cluster = server();
    kubectl(cluster, { ...apply, manifests: file(set({ minReadySeconds: 5 })) });
    expect(kubectl(cluster, { ...serverSide, manifests: file(set()), fieldManager: "ci" }).err).toBe("");
    const { metadata, spec } = live(cluster, "StatefulSet", "web");
    expect([spec["minReadySeconds"], metadata.annotations]).toEqual([undefined, undefined]);
    expect(metadata.managedFields?.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual(["ci Apply"]);
  });

  test("a claim template that the server completed conflicts once", () => {
    const cluster = server();
    const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
    const manifests = file(set({ volumeClaimTemplates: [{ metadata: { name: "data" }, spec }] }));
    kubectl(cluster, { ...apply, manifests });
    expect(kubectl(cluster, { ...apply, manifests }).out).toBe("statefulset.apps/web configured\n");
    expect(kubectl(cluster, { ...serverSide, manifests }).err).toMatch(
      /^error: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using apps\/v1: \.spec\.volumeClaimTemplates\n/,
    );
  });

  test("keeps what another manager came to own as well", () => {
    const cluster = server();
    kubectl(cluster, { ...serverSide, manifests: file(set({ minReadySeconds: 5 })) });
    kubectl(cluster, { ...serverSide, manifests: file(set({ minReadySeconds: 5 })), fieldManager: "other" });
    kubectl(cluster, { ...serverSide, manifests: file(set()) });
    expect(live(cluster, "StatefulSet", "web").spec["minReadySeconds"]).toBe(5);
  });

  test("refuses what the schema does not know", () => {
    expect(kubectl(server(), { ...serverSide, manifests: file(set({ replica: 1 })) }).err).toBe(
      "Error from server: failed to create typed patch object (default/web; apps/v1, Kind=StatefulSet): " +
        ".spec.replica: field not declared in schema\n",
    );
  });
});

describe("apply of a kind in a version that is not written out", () => {
  test.each(["", "/", "/v1"])("of the core group, as %j", (apiVersion) => {
    const cluster = server();
    expect(kubectl(cluster, { ...apply, manifests: file({ ...SERVICE, apiVersion }) }).out).toBe(
      "service/web created\n",
    );
    expect(live(cluster, "Service", "web").apiVersion).toBe("v1");
  });

  test("of another group", () => {
    const manifests = file({ ...set(), apiVersion: "apps/" });
    expect(kubectl(server(), { ...apply, manifests }).out).toBe("statefulset.apps/web created\n");
  });
});

test("apply of a List goes on behind items of unknown kinds", () => {
  const items = ["Nope", "Service", "Never"].map((kind, index) => ({
    file: "web.yaml",
    base: ["items", index],
    object: { ...SERVICE, kind },
  }));
  expect(kubectl(server(), { ...apply, manifests: items })).toMatchObject({
    out: "service/web created\n",
    err:
      'unable to recognize no matches for kind "Nope" in version "v1"\n' +
      'unable to recognize no matches for kind "Never" in version "v1"\n',
  });
  expect(kubectl(server(), { ...apply, manifests: items.slice(0, 1) }).err).toBe(
    'unable to recognize no matches for kind "Nope" in version "v1"\n',
  );
});

describe("apply --server-side of what client-side apply made", () => {
  test("stays where the fields that were taken over cannot be dropped", () => {
    const cluster = server();
    const volumeClaimTemplates = [{ metadata: { name: "data" }, spec: CLAIM }];
    kubectl(cluster, { ...apply, manifests: file(set({ volumeClaimTemplates })) });
    const { out, err } = kubectl(cluster, {
      ...apply,
      manifests: file(set({ replicas: 2 })),
      serverSide: true,
      forceConflicts: true,
    });
    expect(out).toBe("statefulset.apps/web serverside-applied\n");
    expect(err).toMatch(/^Warning: failed to re-apply configuration after performing Server-Side Apply migration/);
    expect(live(cluster, "StatefulSet", "web").spec).toMatchObject({ replicas: 2, volumeClaimTemplates: [{}] });
  });
});

const CLAIM = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };

describe("apply --prune", () => {
  test.each([
    ["core/v1/Nope", 'error: no matches for kind "Nope" in version "v1"\n'],
    ["nope", "error: invalid GroupVersionKind format: nope, please follow <group/version/kind>\n"],
  ])("with %s in its allowlist applies nothing", (kind, err) => {
    const prune = { all: true, allowlist: [kind] };
    expect(kubectl(server(), { ...apply, manifests: file(SERVICE), prune })).toMatchObject({ out: "", err });
  });

  test("asks for Endpoints, of which the server warns", () => {
    const { err } = kubectl(server(), { ...apply, manifests: file(SERVICE), prune: { all: true } });
    expect(err).toBe("Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n");
  });

  test("deletes what was applied and is gone from the input", () => {
    const cluster = having({ ...SERVICE, metadata: { name: "foreign" } });
    kubectl(cluster, { ...apply, manifests: file(SERVICE, { ...SERVICE, metadata: { name: "old" } }) });
    const { out } = kubectl(cluster, { ...apply, manifests: file(SERVICE), prune: { all: true } });
    expect(out).toBe("service/web unchanged\nservice/old pruned\n");
    expect(
      cluster
        .view()
        .list("Service")
        .map(({ metadata }) => metadata.name),
    ).toEqual(["foreign", "web"]);
  });
});

describe("create and replace", () => {
  test("create refuses what exists", () => {
    const { err } = kubectl(having(SERVICE), { verb: "create", manifests: file(SERVICE), dryRun: "none" });
    expect(err).toBe(
      'Error from server (AlreadyExists): error when creating "web.yaml": services "web" already exists\n',
    );
  });

  test("replace overwrites, and needs the object", () => {
    const cluster = having(set());
    const manifests = file(set({ replicas: 4 }));
    expect(kubectl(cluster, { verb: "replace", manifests, dryRun: "none" }).out).toBe(
      "statefulset.apps/web replaced\n",
    );
    expect(live(cluster, "StatefulSet", "web").spec["replicas"]).toBe(4);
    expect(kubectl(server(), { verb: "replace", manifests, dryRun: "none" }).err).toBe(
      'Error from server (NotFound): error when replacing "web.yaml": statefulsets.apps "web" not found\n',
    );
  });

  test.each([
    ["none", "/registry/services/specs/default/web"],
    ["server", "/services/specs/default/web"],
  ] as const)("replace of another object of that name is refused (dry run: %s)", (dryRun, path) => {
    const other = { ...SERVICE, metadata: { ...SERVICE.metadata, uid: "other" } };
    const cluster = having(SERVICE);
    expect(kubectl(cluster, { verb: "replace", manifests: file(other), dryRun }).err).toBe(
      'Error from server (Conflict): error when replacing "web.yaml": Operation cannot be fulfilled on services "web": ' +
        `StorageError: invalid object, Code: 4, Key: ${path}, ResourceVersion: 0, AdditionalErrorMsg: Precondition ` +
        `failed: UID in precondition: other, UID in object meta: ${live(cluster, "Service", "web").metadata.uid}\n`,
    );
  });

  test("replace --force deletes first", () => {
    const cluster = having(set({ serviceName: "a" }));
    const request = {
      verb: "replace",
      manifests: file(set({ serviceName: "b" })),
      dryRun: "none",
      force: true,
    } as const;
    expect(kubectl(cluster, request).out).toBe(
      'statefulset.apps "web" deleted from default namespace\nstatefulset.apps/web replaced\n',
    );
    expect(live(cluster, "StatefulSet", "web").spec["serviceName"]).toBe("b");
  });

  test.each(["orphan", "foreground"] as const)("replace --force --cascade=%s waits for the deletion", (cascade) => {
    // Source: staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go, `forceReplace`
    const cluster = having(set({ serviceName: "a" }));
    const manifests = file(set({ serviceName: "b" }));
    const forced = { verb: "replace", manifests, dryRun: "none", force: true, cascade } as const;
    const first = kubectl(cluster, { ...forced, timeoutSeconds: 1 });
    expect(first.out).toBe('statefulset.apps "web" deleted from default namespace\n');
    const { metadata, ...old } = live(cluster, "StatefulSet", "web");
    expect(metadata.finalizers).toEqual([cascade === "orphan" ? "orphan" : "foregroundDeletion"]);
    const { again } = first.outcome;
    if (again === undefined) throw new Error("nothing was left");
    const { waitedSeconds: _none, ...rest } = again.request as typeof forced & { waitedSeconds: number };
    expect(kubectl(cluster, { ...rest, waitedSeconds: 1 }).err).toBe("error: timed out waiting for the condition\n");
    const writer = cluster.writer("garbagecollector");
    writer.update({ ...old, metadata: { ...metadata, finalizers: [] } } as never);
    expect(kubectl(cluster, again.request).out).toBe("statefulset.apps/web replaced\n");
    expect(live(cluster, "StatefulSet", "web").spec["serviceName"]).toBe("b");
  });
});

describe("apply --force", () => {
  // Source: staging/src/k8s.io/kubectl/pkg/cmd/apply/patcher.go, `deleteAndCreate`
  test.each(["orphan", "foreground"] as const)("with --cascade=%s waits, and then goes on with the rest", (cascade) => {
    const cluster = server();
    const named = (serviceName: string): ReturnType<typeof set> => set({ serviceName });
    kubectl(cluster, { ...apply, manifests: file(named("a")) });
    const forced = { ...apply, manifests: file(named("b"), SERVICE), force: true, cascade } as const;
    const first = kubectl(cluster, { ...forced, timeoutSeconds: 1 });
    expect(first.out + first.err).toBe("");
    const { metadata, ...old } = live(cluster, "StatefulSet", "web");
    expect(metadata.finalizers).toEqual([cascade === "orphan" ? "orphan" : "foregroundDeletion"]);
    const { again } = first.outcome;
    if (again === undefined) throw new Error("nothing was left");
    const second = kubectl(cluster, again.request).outcome.again;
    if (second === undefined) throw new Error("nothing was left");
    const late = kubectl(cluster, { ...second.request });
    expect(late.out).toBe("service/web created\n");
    expect(late.err).toMatch(
      /^error: error when applying patch:\n[^]*\nfor: "web.yaml": timed out waiting for the condition\n$/,
    );
    cluster.writer("garbagecollector").update({ ...old, metadata: { ...metadata, finalizers: [] } } as never);
    expect(kubectl(cluster, again.request).out).toBe("statefulset.apps/web configured\nservice/web unchanged\n");
    expect(live(cluster, "StatefulSet", "web").spec["serviceName"]).toBe("b");
  });
});

describe("apply of a disruption budget", () => {
  /** Its selector has the strategy `replace`, so that the patch is never empty. @see staging/src/k8s.io/api/policy/v1/types.go (1.36) */
  test("says configured each time and changes nothing", () => {
    const cluster = server();
    const spec = { minAvailable: 1, selector: { matchLabels: { app: "web" } } };
    const manifests = file({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "web" },
      spec,
    });
    kubectl(cluster, { ...apply, manifests });
    const before = live(cluster, "PodDisruptionBudget", "web");
    expect(kubectl(cluster, { ...apply, manifests }).out).toBe("poddisruptionbudget.policy/web configured\n");
    expect(live(cluster, "PodDisruptionBudget", "web").metadata).toEqual(before.metadata);
  });
});
