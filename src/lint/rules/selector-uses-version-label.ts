import { type KubeObject, namespaceOf } from "../../api/object.ts";
import type { LabelSelector } from "../../api/selector.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Report, Rule } from "../rule.ts";

/** Labels whose values change with every release. */
const VERSION =
  /(?:^|[/._-])(?:(?<!api[._-]?)version|chart|(?:image-?)?tag|build(?:-?(?:id|number))?|(?:git-?)?(?:commit|sha)(?:-?sha)?)$|^(?:pod-template-hash|controller-revision-hash)$/i;

/** `reviews-v1`: a workload for each version, which stays what it is. */
function isNamedAfter({ metadata: { name } }: KubeObject, value: string): boolean {
  return value !== "" && name.endsWith(`-${value}`);
}

/** These have a rule of their own in selectors of workloads. */
function isManaged(key: string): boolean {
  return key.endsWith("-hash");
}

function inMap(labels: Readonly<Record<string, string>> = {}, path: FieldPath, why: string, report: Report): void {
  for (const [key, value] of Object.entries(labels)) {
    if (VERSION.test(key))
      report([...path, { key }], `${key}=${value} is part of the selector: ${why}`, { part: "key" });
  }
}

function inSelector(
  object: KubeObject,
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  report: Report,
): void {
  const why = "it cannot be changed, so no other version can be applied";
  const labels = Object.entries(matchLabels).filter(([key, value]) => !isManaged(key) && !isNamedAfter(object, value));
  inMap(Object.fromEntries(labels), ["spec", "selector", "matchLabels"], why, report);
  for (const [index, { key, operator }] of matchExpressions.entries()) {
    if (!VERSION.test(key) || isManaged(key) || operator !== "In") continue;
    report(["spec", "selector", "matchExpressions", index, "key"], `${key} is part of the selector: ${why}`);
  }
}

const SELECTOR = 'app: db\nversion: "17"';
const SERVICE = exampleService({ spec: `selector:\n  app: db\n  version: "17"\nports:\n  - port: 5432` });

/** By namespace and version label: the values that Services select. */
function versionsSelected(project: Project): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const service of project.list("Service")) {
    for (const [key, value] of Object.entries(service.spec.selector ?? {})) {
      if (!VERSION.test(key)) continue;
      const name = `${namespaceOf(service)}/${key}`;
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  return values;
}

export const selectorUsesVersionLabel: Rule = {
  id: "selector-uses-version-label",
  code: "STS208",
  severity: "warning",
  summary: "A selector has no label that changes with the version.",
  why:
    "A workload's selector is immutable, so the next version is refused; a Service loses its pods one by one while they " +
    "are updated, and has the new ones only when it is changed itself.",
  fix: "select labels that stay, and keep the version in the template's labels only",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
  passes: () => [documents(exampleService(), exampleSet({ labels: SELECTOR, selector: "app: db" }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ selector: SELECTOR })),
      findings: [{ path: "spec.selector.matchLabels[version]", at: "23:7" }],
    },
    { manifest: SERVICE, findings: [{ path: "spec.selector[version]", at: "8:5" }] },
  ],
  checks: {
    StatefulSet: (set, _project, report) => inSelector(set, set.spec.selector, report),
    Deployment: (deployment, _project, report) => inSelector(deployment, deployment.spec.selector, report),
    Service(service, project, report) {
      if (service.spec.type === "ExternalName") return;
      const values = project.index(versionsSelected);
      const versions = Object.keys(service.spec.selector ?? {}).filter((key) => VERSION.test(key));
      const isOneOfSeveral = versions.some((key) => (values.get(`${namespaceOf(service)}/${key}`)?.size ?? 0) > 1);
      if (isOneOfSeveral) return;
      const why = "pods leave the Service while they are updated";
      const labels = Object.entries(service.spec.selector ?? {}).filter(([, value]) => !isNamedAfter(service, value));
      inMap(Object.fromEntries(labels), ["spec", "selector"], why, report);
    },
  },
};
