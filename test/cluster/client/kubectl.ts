import { failureText } from "../../../src/cluster/client/failures.ts";
import { perform } from "../../../src/cluster/client/perform.ts";
import type { Outcome, Request, SourcedObject, Targets } from "../../../src/cluster/client/request.ts";
import { resultLine } from "../../../src/cluster/client/result-line.ts";
import { openCluster, type ApiServer } from "../../../src/cluster/open.ts";
import { EMPTY_SNAPSHOT } from "../../../src/cluster/snapshot.ts";
import type { KubeObject } from "../../../src/api/object.ts";
import type { JsonObject } from "../../../src/base/json.ts";

/** A server with the namespaces `default` and `other`, and a node. */
export function server(): ApiServer {
  const cluster = openCluster(EMPTY_SNAPSHOT);
  const started = { creationTimestamp: "2026-01-01T00:00:00Z" };
  const objects = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "default", uid: "n1", resourceVersion: "1", ...started } },
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "other", uid: "n2", resourceVersion: "2", ...started } },
    {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "node-1", uid: "n3", resourceVersion: "3", ...started },
      spec: {},
    },
  ];
  cluster.restore(objects);
  return cluster;
}

/** What a terminal would show, and what came of it. */
export interface Shown {
  readonly out: string;
  readonly err: string;
  readonly outcome: Outcome;
}

type Unscoped<T> = T extends { verb: string }
  ? Omit<T, "namespace" | "namespaceIsExplicit"> & Partial<Pick<Request, "namespace" | "namespaceIsExplicit">>
  : never;

/** Performs a request in namespace `default` and shows it as kubectl would. */
export function kubectl(cluster: ApiServer, request: Unscoped<Request>): Shown {
  const outcome = perform(cluster, { namespace: "default", namespaceIsExplicit: false, ...request });
  const out = [...outcome.results.map(resultLine), ...(outcome.notes ?? [])];
  const err = outcome.warnings.map((line) => `${line}\n`).join("") + failureText(outcome.failures);
  return { out: out.map((line) => `${line}\n`).join(""), err, outcome };
}

export function words(...list: readonly string[]): Targets {
  return { words: list };
}

export function file(...objects: readonly JsonObject[]): readonly SourcedObject[] {
  return objects.map((object) => ({ file: "web.yaml", object }));
}

export const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web" },
  spec: { clusterIP: "None", selector: { app: "web" }, ports: [{ name: "http", port: 80 }] },
} as const;

/** A StatefulSet called `web`, with what is to be different in its spec. */
export function set(spec: JsonObject = {}, metadata: JsonObject = {}): JsonObject {
  const template = {
    metadata: { labels: { app: "web" } },
    spec: { containers: [{ name: "nginx", image: "nginx:1.25" }] },
  };
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "web", ...metadata },
    spec: { serviceName: "web", replicas: 1, selector: { matchLabels: { app: "web" } }, template, ...spec },
  };
}

export function pod(
  name: string,
  more: { labels?: JsonObject; spec?: JsonObject; metadata?: JsonObject } = {},
): JsonObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: "web", ...more.labels }, ...more.metadata },
    spec: { containers: [{ name: "nginx", image: "nginx:1.25" }], ...more.spec },
  };
}

/** A server on which objects were created with `kubectl create`. */
export function having(...objects: readonly JsonObject[]): ApiServer {
  const cluster = server();
  const { err } = kubectl(cluster, { verb: "create", manifests: file(...objects), dryRun: "none" });
  if (err !== "") throw new Error(err);
  return cluster;
}

export function live(cluster: ApiServer, kind: string, name: string): KubeObject & { readonly spec: JsonObject } {
  const answer = cluster.get({ kind, namespace: kind === "Node" ? "" : "default", name });
  if (!answer.ok) throw new Error(answer.status.message);
  return answer.object as KubeObject & { readonly spec: JsonObject };
}
