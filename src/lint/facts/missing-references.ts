import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { valueAt } from "../../base/field-path.ts";
import { mayBeMade } from "./makers.ts";
import type { Project } from "../project.ts";
import { type ConfigReference, configReferencesOf, isInEveryNamespace } from "./references.ts";
import type { Check, Particulars, Report } from "../rule.ts";
import { type Workload, workloadIn } from "./workload.ts";

type Kind = "ConfigMap" | "Secret";

/** ConfigMaps and Secrets by kind and name, whatever their namespace. */
function namesakes(project: Project): ReadonlyMap<string, KubeObject> {
  const objects = [...project.list("ConfigMap"), ...project.list("Secret")];
  return new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
}

/** What there is in place of an object that the manifests do not have. */
interface Substitute {
  /** How the message goes on. */
  readonly where: string;
  readonly more: Particulars;
}

const OTHER: Readonly<Record<Kind, Kind>> = { ConfigMap: "Secret", Secret: "ConfigMap" };

/** An object of that name of the other kind or in another namespace, or one of nearly that name in the same. */
function substituteFor(kind: Kind, name: string, namespace: string, project: Project): Substitute | undefined {
  if (project.find(OTHER[kind], namespace, name) !== undefined) {
    return { where: `, but a ${OTHER[kind]}`, more: { fix: `refer to it as the ${OTHER[kind]} that it is` } };
  }
  const elsewhere = project.index(namesakes).get(`${kind}/${name}`);
  const names = project.list(kind, namespace).map(({ metadata }) => metadata.name);
  const meant = suggest(name, names);
  if (elsewhere === undefined && meant === undefined) return undefined;
  const fix = meant === undefined ? {} : { fix: `write ${meant}` };
  if (elsewhere === undefined) return { where: "", more: fix };
  const related = [{ object: elsewhere, path: ["metadata", "namespace"], message: "the one of that name" }];
  return { where: `, only in ${namespaceOf(elsewhere)}`, more: { ...fix, related } };
}

/** Who pulls images may do without: only what looks like a slip is told. */
function lookAtPullSecrets({ object, path, spec }: Workload, project: Project, report: Report): void {
  const namespace = namespaceOf(object);
  const secrets = (valueAt(spec, ["imagePullSecrets"]) ?? []) as readonly { readonly name?: string }[];
  for (const [index, { name = "" }] of secrets.entries()) {
    if (name === "" || project.find("Secret", namespace, name) !== undefined) continue;
    const substitute = substituteFor("Secret", name, namespace, project);
    if (substitute === undefined) continue;
    const text = `Secret "${name}" for pulling images is not among the manifests of namespace ${namespace}`;
    report([...path, "spec", "imagePullSecrets", index, "name"], `${text}${substitute.where}`, substitute.more);
  }
}

/** What a pod needs of a kind, each name once, and nothing has. */
function missingOf(kind: Kind, workload: Workload, project: Project): readonly ConfigReference[] {
  const namespace = namespaceOf(workload.object);
  const missing = new Map<string, ConfigReference>();
  for (const reference of configReferencesOf(workload)) {
    const { kind: own, name, optional } = reference;
    if (own !== kind || optional || missing.has(name)) continue;
    if (project.find(kind, namespace, name) !== undefined) continue;
    if (isInEveryNamespace(reference)) continue;
    if (!mayBeMade(project, kind, namespace, name)) missing.set(name, reference);
  }
  return [...missing.values()];
}

/** Secrets of which the manifests bring none at all, told together: they are kept elsewhere. */
function reportAll(secrets: readonly ConfigReference[], object: KubeObject, report: Report): void {
  const [first, ...others] = secrets;
  if (first === undefined) return;
  const names = `Secret "${first.name}" and ${others.length} more`;
  const related = others.map(({ name, path }) => ({ object, path, message: `Secret "${name}"` }));
  report(first.path, `${names} are not among the manifests, which bring none`, {
    related,
  });
}

/** Reports ConfigMaps, or Secrets, that pods need and that the manifests do not have. */
export function missingReferences(kind: Kind): Check<KubeObject> {
  return (object, project, report) => {
    const workload = workloadIn(object);
    if (workload === undefined || !project.isComplete(kind)) return;
    const namespace = namespaceOf(object);
    if (kind === "Secret") lookAtPullSecrets(workload, project, report);
    const missing = missingOf(kind, workload, project);
    if (kind === "Secret" && missing.length > 1 && project.list(kind).length === 0) {
      reportAll(missing, object, report);
      return;
    }
    for (const { name, path } of missing) {
      const { where = "", more = {} } = substituteFor(kind, name, namespace, project) ?? {};
      report(path, `${kind} "${name}" is not among the manifests of namespace ${namespace}${where}`, more);
    }
  };
}
