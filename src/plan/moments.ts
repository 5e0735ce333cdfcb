import type { KindName, KindTypes } from "../api/kinds.ts";
import type { KubeObject } from "../api/object.ts";

/** Objects at one moment. */
export interface Objects {
  get<K extends KindName>(kind: K, namespace: string, name: string): KindTypes[K] | undefined;
  get(kind: string, namespace: string, name: string): KubeObject | undefined;
}

/** Before a change, and after it. */
export interface Moments {
  readonly before: Objects;
  readonly after: Objects;
}
