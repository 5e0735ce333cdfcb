import { type KubeObject, namespaceOf } from "../../api/object.ts";
import type { PodDisruptionBudget } from "../../api/kinds/poddisruptionbudget/types.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import type { LabelSelector } from "../../api/selector.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { keepingLast } from "../../base/last-answer.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import type { Check, Report, Rule } from "../rule.ts";

type Labels = Readonly<Record<string, string>>;

/** Labels whose values change with every release. */
const VERSION =
  /(?:^|[/._-])(?:(?<!api[._-]?)version|chart|(?:image-?)?tag|build(?:-?(?:id|number))?|(?:git-?)?(?:commit|sha)(?:-?sha)?)$|^(?:pod-template-hash|controller-revision-hash)$/;

const isVersionKey = keepingLast((key: string) => VERSION.test(key.toLowerCase()));

/** `2.4`, `v17.2.1-alpine`: values that change with every release under whatever key. Addresses are none. */
const NUMBER = /^v?\d+(?:\.\d+){1,2}(?:[-_+][\w.-]+)?$/;

/** `2026-05-01`. */
const DATE = /^20\d\d-?[01]\d-?[0-3]\d(?:\D.*)?$/;

/** `revision: 9f3c2ab`: a commit, under keys that may say other things too. */
const REVISION = /(?:^|[/._-])(?:revision|rev|release|deployment|deploy)$/;
const COMMIT = /^(?=.*\d)[0-9a-f]{7,40}$/;

function isVersion(key: string, value: string): boolean {
  if (isVersionKey(key) || NUMBER.test(value) || DATE.test(value)) return true;
  return COMMIT.test(value) && REVISION.test(key.toLowerCase());
}

/** `reviews-v1`: a workload for each version, which stays what it is. */
function isNamedAfter({ metadata: { name } }: KubeObject, value: string): boolean {
  return value !== "" && name.endsWith(`-${value}`);
}

/** These have a rule of their own in selectors of workloads. */
function isManaged(key: string): boolean {
  return key.endsWith("-hash");
}

function inMap(labels: Labels, path: FieldPath, why: string, report: Report): void {
  for (const [key, value] of Object.entries(labels)) {
    if (isVersion(key, value))
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
  for (const [index, { key, operator, values = [] }] of matchExpressions.entries()) {
    if (operator !== "In" || isManaged(key) || !values.some((value) => isVersion(key, value))) continue;
    report(["spec", "selector", "matchExpressions", index, "key"], `${key} is part of the selector: ${why}`);
  }
}

const SELECTOR = 'app: db\nversion: "17"';
const BUDGET = exampleObject("policy/v1", "PodDisruptionBudget", {
  body: 'spec:\n  selector:\n    matchLabels:\n      version: "17"\n  maxUnavailable: 1',
});
const SERVICE = exampleService({ spec: `selector:\n  app: db\n  version: "17"\nports:\n  - port: 5432` });

/** What a Service or a budget selects by labels. */
function labelsOf({ kind, spec }: Service | PodDisruptionBudget): Labels {
  const { selector = {} } = spec;
  if (kind === "Service") return selector as Labels;
  return (selector as LabelSelector).matchLabels ?? {};
}

/** By namespace and version label: the values that Services and budgets select. */
function versionsSelected(project: Project): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const object of [...project.list("Service"), ...project.list("PodDisruptionBudget")]) {
    for (const [key, value] of Object.entries(labelsOf(object))) {
      if (!isVersion(key, value)) continue;
      const name = `${namespaceOf(object)}/${key}`;
      values.set(name, (values.get(name) ?? new Set()).add(value));
    }
  }
  return values;
}

/** Who selects pods of one version, and has no counterpart for another, loses them. */
function looksAtVersions(path: FieldPath, what: string): Check<Service | PodDisruptionBudget> {
  return (object, project, report) => {
    const labels = Object.entries(labelsOf(object)).filter(([, value]) => !isNamedAfter(object, value));
    const versions = labels.filter(([key, value]) => isVersion(key, value));
    if (versions.length === 0) return;
    const values = project.index(versionsSelected);
    if (versions.some(([key]) => (values.get(`${namespaceOf(object)}/${key}`)?.size ?? 0) > 1)) return;
    inMap(Object.fromEntries(versions), path, `pods leave the ${what} while they are updated`, report);
  };
}

export const selectorUsesVersionLabel: Rule = {
  id: "selector-uses-version-label",
  code: "STS208",
  severity: "warning",
  summary: "A selector has no label that changes with the version.",
  why:
    "A workload's selector is immutable, so the next version is refused; a Service loses its pods one by one while they " +
    "are updated, and has the new ones only when it is changed itself. A budget loses them likewise.",
  fix: "select labels that stay, and keep the version in the template's labels only",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
  passes: () => [documents(exampleService(), exampleSet({ labels: SELECTOR, selector: "app: db" }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ selector: SELECTOR })),
      findings: [{ path: "spec.selector.matchLabels[version]", at: "23:7" }],
    },
    { manifest: BUDGET, findings: [{ path: "spec.selector.matchLabels[version]", at: "8:7" }] },
    { manifest: SERVICE, findings: [{ path: "spec.selector[version]", at: "8:5" }] },
  ],
  checks: {
    StatefulSet: (set, _project, report) => inSelector(set, set.spec.selector, report),
    Deployment: (deployment, _project, report) => inSelector(deployment, deployment.spec.selector, report),
    DaemonSet: (agent, _project, report) => inSelector(agent, agent.spec.selector, report),
    PodDisruptionBudget: looksAtVersions(["spec", "selector", "matchLabels"], "budget"),
    Service(service, project, report) {
      if (service.spec.type !== "ExternalName")
        looksAtVersions(["spec", "selector"], "Service")(service, project, report);
    },
  },
};
