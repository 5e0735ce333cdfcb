import type { KubeObject } from "../../api/object.ts";

/** An object whose pods are started, and how it was before. */
export interface Started {
  readonly object: KubeObject;
  readonly former?: KubeObject | undefined;
}
