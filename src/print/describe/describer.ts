import type { KubeObject } from "../../api/object.ts";
import type { Instant } from "../../base/instant.ts";
import type { View } from "../../cluster/view.ts";
import type { Outline } from "./outline.ts";

/** What a describer has besides its object. */
interface DescribeContext {
  readonly view: View;
  readonly now: Instant;
  /** Prints the block `Events:`, or nothing where events are not shown. */
  readonly events: () => void;
  /** Of a claim that no pod uses: the pod that mounted it last, where history knows. */
  readonly lastUsedBy?: string;
}

/** Writes what `describe` shows of one object. */
export type Describer<T extends KubeObject> = (out: Outline, object: T, context: DescribeContext) => void;
