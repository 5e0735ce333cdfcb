import { describe, expect, it } from "vitest";
import { RESOURCE_KINDS } from "../../../src/api/kinds.ts";
import { find, type FindOptions } from "../../../src/cluster/client/find.ts";
import type { Targets } from "../../../src/cluster/client/request.ts";
import { createStore } from "../../../src/cluster/store.ts";

const store = createStore();

function put(kind: string, namespace: string, name: string, more: object = {}): void {
  const apiVersion = RESOURCE_KINDS.find((resource) => resource.kind === kind)?.group === "apps" ? "apps/v1" : "v1";
  const metadata = { name, ...(namespace === "" ? {} : { namespace }), labels: { app: name } };
  store.put({ kind, namespace, name }, { apiVersion, kind, metadata, ...more });
}

put("Namespace", "", "default");
put("Namespace", "", "other");
put("Pod", "default", "web-1", { spec: { containers: [] } });
put("Pod", "default", "web-0", { spec: { containers: [] } });
put("Pod", "other", "web-0", { spec: { containers: [] } });
put("Endpoints", "default", "web");
put("StatefulSet", "default", "web", {
  spec: { replicas: 3, selector: { matchLabels: { app: "web" } } },
  status: { replicas: 2 },
});

function look(words: string, targets: Partial<Targets> = {}, options: Partial<FindOptions> = {}) {
  const scope = { namespace: "default", namespaceIsExplicit: false, listsTypes: true };
  const found = find(store.view, { words: words.split(" "), ...targets }, { ...scope, ...options });
  const groups = found.groups.map(({ resource, objects }) => {
    return [resource.key, ...objects.map(({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`)].join(" ");
  });
  const failures = found.failures.map((failure) =>
    failure.kind === "status" ? failure.status.message : failure.message,
  );
  return { ...found, groups, failures };
}

describe("find", () => {
  it.each([
    ["pods,", 'the server doesn\'t have a resource type ""'],
    ["pods, web-0", "arguments in resource/name form must have a single resource and name"],
    ["pods,sts/web", "arguments in resource/name form must have a single resource and name"],
  ])("refuses %s", (words, message) => {
    expect(() => look(words)).toThrow(message);
  });

  it("asks the server for no name that a path cannot hold", () => {
    expect(look("pods a%b ..").failures).toEqual([
      "invalid resource name \"a%b\": [may not contain '%']",
      "invalid resource name \"..\": [may not be '..']",
    ]);
  });

  it.each(["sts.v2.apps", "sts.v1.", "sts.v1.app", "statefulset.v1.apps"])("takes %s for StatefulSets", (type) => {
    expect(look(type).groups).toEqual(["StatefulSet default/web"]);
  });

  it("takes a version that there is not for none of a full name", () => {
    expect(() => look("statefulset.v2.apps")).toThrow('doesn\'t have a resource type "statefulset"');
  });

  it("lists a kind by name, in the request's namespace or in all", () => {
    expect(look("pods").groups).toEqual(["Pod default/web-0 default/web-1"]);
    expect(look("pods", { allNamespaces: true }).groups).toEqual(["Pod default/web-0 default/web-1 other/web-0"]);
  });

  it("keeps kinds in the order asked for, those without objects too", () => {
    expect(look("pvc,pods,sts").groups).toEqual([
      "PersistentVolumeClaim",
      "Pod default/web-0 default/web-1",
      "StatefulSet default/web",
    ]);
  });

  it("gives each name an answer of its own, and a failure for each that leads nowhere", () => {
    const { groups, failures, single } = look("pods web-1 web-9 web-0");
    expect(groups).toEqual(["Pod default/web-1", "Pod default/web-0"]);
    expect(failures).toEqual(['pods "web-9" not found']);
    expect(single).toBe(false);
    expect(look("pods web-9", {}, { ignoreNotFound: true }).failures).toEqual([]);
  });

  it("names the namespace when that is what is missing", () => {
    expect(look("pods web-0", {}, { namespace: "nowhere" }).failures).toEqual(['namespaces "nowhere" not found']);
    expect(look("pods", {}, { namespace: "nowhere" }).failures).toEqual([]);
  });

  it("tells one object asked for by itself from a list of one", () => {
    expect(look("sts/web").single).toBe(true);
    expect(look("sts").single).toBe(false);
    expect(look("pods", { selector: "app=web-1" }).single).toBe(false);
  });

  it("gives the scale in place of the workload", () => {
    const { groups } = find(
      store.view,
      { words: ["sts", "web"] },
      { namespace: "default", namespaceIsExplicit: false, subresource: "scale" },
    );
    expect(groups[0]?.objects[0]).toMatchObject({ kind: "Scale", spec: { replicas: 3 }, status: { replicas: 2 } });
  });

  it("refuses a subresource that a kind has not, and one of a whole list", () => {
    expect(look("pod web-0", {}, { subresource: "scale" }).failures).toEqual([
      "the server could not find the requested resource",
    ]);
    expect(() => look("sts", {}, { subresource: "scale" })).toThrow(
      "subresource cannot be used when bulk resources are specified",
    );
  });

  it("warns of a deprecated API once", () => {
    expect(look("ep web web").warnings).toEqual([
      "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
    ]);
  });
});
