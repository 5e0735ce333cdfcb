import { decode } from "../../api/structure/decode.ts";
import { strategyFor } from "../../api/strategies.ts";
import type { KubeObject, ObjectKey } from "../../api/object.ts";
import type { Answer, ApiStatus } from "../../api/status.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import { kindOf } from "../../cluster/kind-of.ts";
import { patched } from "../../cluster/patch-request.ts";

/** A write that was not taken: what was there, and what it would have come to. */
export interface RefusedWrite {
  readonly status: ApiStatus;
  readonly key: ObjectKey;
  readonly live?: KubeObject;
  readonly wanted?: KubeObject;
}

/** The object that a body stands for, with the server's defaults; undefined where it has no structure. */
function completed(body: unknown, cluster: Cluster): KubeObject | undefined {
  const decoded = decode(body, { fieldValidation: "Ignore" });
  if (!decoded.ok) return undefined;
  const { featureGates: gates } = cluster.world.settings;
  return strategyFor(kindOf(decoded.object).key).defaults(decoded.object, { gates });
}

/** A cluster that remembers the writes that it refused. */
export function listening(cluster: Cluster, heard: RefusedWrite[]): Cluster {
  const live = (key: ObjectKey): KubeObject | undefined => cluster.view().get(key.kind, key.namespace, key.name);
  const hear = (answer: Answer, key: ObjectKey, bodyOf: (live: KubeObject | undefined) => unknown): Answer => {
    if (answer.ok) return answer;
    const is = live(key);
    const wanted = completed(bodyOf(is), cluster);
    heard.push({
      status: answer.status,
      key,
      ...(is === undefined ? {} : { live: is }),
      ...(wanted === undefined ? {} : { wanted }),
    });
    return answer;
  };
  return {
    get now() {
      return cluster.now;
    },
    get world() {
      return cluster.world;
    },
    view: () => cluster.view(),
    get: (key) => cluster.get(key),
    delete: (key, options) => hear(cluster.delete(key, options), key, () => undefined),
    evict: (key, options) => hear(cluster.evict(key, options), key, () => undefined),
    create: (body, namespace, options) => {
      const { kind = "", metadata } = body as Partial<KubeObject>;
      return hear(
        cluster.create(body, namespace, options),
        { kind, namespace, name: metadata?.name ?? "" },
        () => body,
      );
    },
    update: (key, body, options) => hear(cluster.update(key, body, options), key, () => body),
    patch: (key, patch, options) =>
      hear(cluster.patch(key, patch, options), key, (is) => {
        if (is === undefined) return patch.type === "apply" ? patch.body : undefined;
        const result = patched(is, patch, { options: options ?? {}, at: cluster.now });
        return result.ok ? result.value : undefined;
      }),
  };
}
