import type { JsonObject } from "../../base/json.ts";
import { identified, placed } from "./identity.ts";
import type { Request, SourcedObject } from "./request.ts";
import type { Session } from "./session.ts";
import type { Target } from "./target.ts";
import { labelFilter } from "./targets.ts";

export type ApplyRequest = Extract<Request, { verb: "apply" }>;

/** A manifest with the object it is about. */
export interface Manifested {
  readonly target: Target & { readonly source: SourcedObject };
  /** The manifest with its namespace. */
  readonly manifest: JsonObject;
}

/** The manifests that can be told, label filter applied; the failures of the others are recorded. */
export function manifested(
  session: Session,
  sources: readonly SourcedObject[],
  selector: string | undefined,
): readonly Manifested[] {
  const matches = labelFilter(selector);
  return sources.flatMap((source) => {
    const found = identified(source, session.scope);
    if (!found.ok) session.failures.push(found.failure);
    if (!found.ok || !matches(found.labels)) return [];
    return [{ target: found.target, manifest: placed(source.object, found.target.namespace) }];
  });
}

/** Says that there was nothing to do, unless the input has failures that say so. */
export function refuseNothing(session: Session, items: readonly unknown[], verb: string): void {
  if (items.length > 0 || session.failures.length > 0) return;
  session.refused(`no objects passed to ${verb}`);
}
