import type { KubeObject } from "../../api/object.ts";
import type { JsonObject } from "../../base/json.ts";
import type { Request } from "./request.ts";

export type SetRequest = Extract<
  Request,
  { verb: "set-image" | "set-env" | "set-resources" | "set-selector" | "set-serviceaccount" }
>;

/** What `set` makes of one object, or why it cannot. Messages are whole: kubectl's have no common form. */
type Edited =
  | {
      readonly ok: true;
      readonly object: JsonObject;
      readonly warnings?: readonly string[];
      /** What of the edit could not be made; the rest is sent all the same. */
      readonly flaws?: readonly string[];
      /** Lines to print in place of changing anything. */
      readonly listed?: readonly string[];
    }
  | { readonly ok: false; readonly messages: readonly string[] };

export interface SetVerb {
  /** What follows the object's name on the result line. */
  readonly operation: string;
  /** What stands before the server's refusal. */
  readonly failure: string;
  /** Whether it is sent and reported where it changes nothing. */
  readonly isAlwaysSent?: boolean;
  /** `name`: the object as errors name it. */
  readonly edit: (object: KubeObject, name: string) => Edited;
}
