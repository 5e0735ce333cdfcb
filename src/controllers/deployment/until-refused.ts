import type { KubeObject } from "../../api/object.ts";
import type { Answer, ApiStatus } from "../../api/status.ts";
import type { Writer } from "../../cluster/cluster.ts";

/** A writer of which the first refused update is the last: what is asked for after it gets the same answer, unsent. */
export interface UntilRefused {
  readonly api: Writer;
  /** Why the first update was refused; undefined as long as none was. */
  readonly refusal: () => string | undefined;
}

/** Upstream's passes end at the first error, wherever it comes up. Creations and deletions are their caller's to judge. */
export function untilRefused(writer: Writer): UntilRefused {
  let refused: ApiStatus | undefined;
  function send<T extends KubeObject>(write: () => Answer<T>): Answer<T> {
    if (refused !== undefined) return { ok: false, status: refused, warnings: [] };
    const answer = write();
    if (!answer.ok) refused = answer.status;
    return answer;
  }
  return {
    api: {
      ...writer,
      update: (object) => send(() => writer.update(object)),
      updateStatus: (object) => send(() => writer.updateStatus(object)),
    },
    refusal: () => refused?.message,
  };
}
