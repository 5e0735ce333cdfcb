import { type KubeObject, namespaceOf } from "../api/object.ts";
import { suggest } from "../api/structure/suggest.ts";
import { valueAt } from "../base/field-path.ts";
import type { Project } from "./project.ts";
import { configReferencesOf } from "./references.ts";
import type { Check, Report } from "./rule.ts";
import { type Workload, workloadIn } from "./workload.ts";

function namespacesOf(project: Project): ReadonlyMap<string, string> {
  const objects = [...project.list("ConfigMap"), ...project.list("Secret")];
  return new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, namespaceOf(object)]));
}

/** Who pulls images may do without: only what looks like a slip is told. */
function lookAtPullSecrets(workload: Workload, project: Project, report: Report): void {
  const { object, path, spec } = workload;
  const namespace = namespaceOf(object);
  const secrets = (valueAt(spec, ["imagePullSecrets"]) ?? []) as readonly { readonly name?: string }[];
  for (const [index, { name = "" }] of secrets.entries()) {
    if (name === "" || project.find("Secret", namespace, name) !== undefined) continue;
    const elsewhere = project.index(namespacesOf).get(`Secret/${name}`);
    const meant = suggest(
      name,
      project.list("Secret", namespace).map(({ metadata }) => metadata.name),
    );
    if (elsewhere === undefined && meant === undefined) continue;
    const where = elsewhere === undefined ? "" : `, only in ${elsewhere}`;
    const message = `Secret "${name}" for pulling images is not among the manifests of namespace ${namespace}${where}`;
    report(
      [...path, "spec", "imagePullSecrets", index, "name"],
      message,
      meant === undefined ? {} : { fix: `write ${meant}` },
    );
  }
}

/** Reports ConfigMaps, or Secrets, that pods need and that the manifests do not have. */
export function missingReferences(kind: "ConfigMap" | "Secret"): Check<KubeObject> {
  return (object, project, report) => {
    const workload = workloadIn(object);
    if (workload === undefined || !project.isComplete(kind)) return;
    const namespace = namespaceOf(object);
    if (kind === "Secret") lookAtPullSecrets(workload, project, report);
    const told = new Set<string>();
    for (const { kind: own, name, path, optional } of configReferencesOf(workload)) {
      if (own !== kind || optional || told.has(name)) continue;
      if (project.find(kind, namespace, name) !== undefined) continue;
      // Every namespace has this one: a controller writes it.
      if (kind === "ConfigMap" && name === "kube-root-ca.crt") continue;
      told.add(name);
      const elsewhere = project.index(namespacesOf).get(`${kind}/${name}`);
      const meant = suggest(
        name,
        project.list(kind, namespace).map(({ metadata }) => metadata.name),
      );
      const where = elsewhere === undefined ? "" : `, only in ${elsewhere}`;
      const message = `${kind} "${name}" is not among the manifests of namespace ${namespace}${where}`;
      report(path, message, meant === undefined ? {} : { fix: `write ${meant}` });
    }
  };
}
