import type { KindName, KindTypes } from "../api/kinds.ts";
import type { KubeObject } from "../api/object.ts";

/**
 * The indexes that a view keeps, and what their keys are:
 * - `owner`: uid of every owner reference;
 * - `controller`: uid of the controlling owner reference; pods, revisions and replica sets without one under
 *   `orphan:namespace`;
 * - `node`: `spec.nodeName` of pods (pods without one under "");
 * - `claim`: `namespace/name` of every claim a pod mounts, and of the claim a volume is bound or reserved to (volumes
 *   reserved to none under "");
 * - `service`: `namespace/name` of the Service an EndpointSlice belongs to;
 * - `room`: the same, of slices that are not full;
 * - `endpoint`: `namespace/name` of every pod an EndpointSlice lists;
 * - `image`: every image a pod runs;
 * - `label`: `namespace/key=value` of every label of pods and controller revisions;
 * - `involved`: uid of an Event's object.
 */
export type IndexName =
  | "owner"
  | "controller"
  | "node"
  | "beside"
  | "claim"
  | "service"
  | "room"
  | "endpoint"
  | "image"
  | "label"
  | "involved";

/**
 * What a controller, a printer or a query reads: the cluster as it was when the view was taken. During a controller's
 * step its own writes are not seen. Objects are shared and never to be changed.
 */
export interface View {
  /** `namespace` is "" for cluster-scoped kinds. */
  get<K extends KindName>(kind: K, namespace: string, name: string): KindTypes[K] | undefined;
  get(kind: string, namespace: string, name: string): KubeObject | undefined;
  /** All of a kind by namespace, then name, in byte order; of one namespace when it is given. */
  list<K extends KindName>(kind: K, namespace?: string): readonly KindTypes[K][];
  list(kind: string, namespace?: string): readonly KubeObject[];
  /** Those of a kind that an index finds under a key, in order of creation. */
  indexed<K extends KindName>(kind: K, index: IndexName, key: string): readonly KindTypes[K][];
  /** How many `indexed` would find, without making the list. */
  count(kind: KindName, index: IndexName, key: string): number;
  /** Another number once an object of the kind has been written: what was found before may have changed. */
  version(kind: KindName): number;
  /** Keys of the kinds of which there is at least one object, served here or not. */
  kinds(): readonly string[];
}
