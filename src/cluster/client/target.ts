import type { KubeObject } from "../../api/object.ts";
import type { ResourceKind } from "../../api/kinds.ts";
import type { SourcedObject } from "./request.ts";

/** One object that was named. It may not exist, unless `object` is there: then it came from a list. */
export interface Target {
  readonly resource: ResourceKind;
  /** "" for kinds without namespaces. */
  readonly namespace: string;
  readonly name: string;
  readonly object?: KubeObject;
  readonly source?: SourcedObject;
}
