import { nameOf } from "../../base/field-path.ts";
import type { StructuralFault } from "./explain.ts";
import { homesOf } from "./homes.ts";
import { suggest } from "./suggest.ts";

/** What was probably meant by a field that its parent does not know: another spelling, or else another place. */
export interface Meant {
  readonly spelling?: string;
  /** Fields that know one of that name, such as `spec.template.spec.containers[]`. */
  readonly homes: readonly string[];
}

/** @param kind a definition, e.g. `apps.v1.StatefulSet` */
export function meantBy(kind: string, { path, candidates = [] }: StructuralFault): Meant {
  const spelling = suggest(nameOf(path.at(-1)), candidates);
  return spelling === undefined ? { homes: homesOf(kind, path) } : { spelling, homes: [] };
}
