import type { KubeObject } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { valueAt } from "../../base/field-path.ts";
import type { CheckedKind } from "./checked-kinds.ts";
import type { Project } from "../project.ts";
import type { Check } from "../rule.ts";
import { workloadIn } from "./workload.ts";

interface ClassField {
  readonly kind: CheckedKind;
  /** The field of a pod that names a class. */
  readonly field: string;
  /** The classes that every cluster has. */
  readonly everywhere: readonly string[];
}

const NONE: ReadonlySet<string> = new Set();

function namesByKind(): Map<CheckedKind, ReadonlySet<string>> {
  return new Map();
}

function classesOf(kind: CheckedKind, project: Project): ReadonlySet<string> {
  const known = project.index(namesByKind);
  let names = known.get(kind);
  if (names === undefined) {
    const objects: readonly KubeObject[] = project.list(kind);
    known.set(kind, (names = objects.length === 0 ? NONE : new Set(objects.map(({ metadata }) => metadata.name))));
  }
  return names;
}

/** Reports pods of a class that is not among the manifests, where they bring classes of that kind. */
export function missingClasses({ kind, field, everywhere }: ClassField): Check<KubeObject> {
  const [short = kind] = kind.split(".");
  return (object, project, report) => {
    const workload = workloadIn(object);
    const name = valueAt(workload?.spec, [field]);
    if (workload === undefined || typeof name !== "string" || name === "" || everywhere.includes(name)) return;
    const classes = classesOf(kind, project);
    if (classes.size === 0 || classes.has(name) || !project.isComplete(kind)) return;
    const names = [...classes];
    const meant = suggest(name, names);
    const message = `${short} "${name}" is not among the manifests' classes: ${names.slice(0, 5).join(", ")}`;
    report([...workload.path, "spec", field], message, meant === undefined ? {} : { fix: `write ${meant}` });
  };
}
