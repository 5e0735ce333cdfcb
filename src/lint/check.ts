import type { KubeObject } from "../api/object.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Notes } from "./notes.ts";
import type { Member, Project } from "./project.ts";
import type { Check, Report, Rule } from "./rule.ts";

type Look = (object: KubeObject, manifest: Manifest) => void;

/** A check that reports on one manifest at a time, so that it needs no report of its own for each. */
function looking(rule: Rule, check: Check<KubeObject>, { project, notes }: Checked): Look {
  let current: Manifest;
  const report: Report = (path, message, more) => notes.flaw({ ...more, rule, path, message }, current, project);
  return (object, manifest) => {
    current = manifest;
    check(object, project, report);
  };
}

/** The checks by the kinds of the members that they look at, those of rules that are off left out. */
function looksByKind(rules: readonly Rule[], checked: Checked): ReadonlyMap<string, readonly Look[]> {
  const byKind = new Map<string, Look[]>();
  const kinds = new Set(checked.members.map(({ kind }) => kind));
  const minor = checked.project.kubernetesMinor;
  for (const rule of rules) {
    const { since = 0, until = Infinity } = rule;
    if (checked.notes.severity(rule) === undefined || minor < since || minor > until) continue;
    for (const [kind, check] of Object.entries(rule.checks)) {
      if (!kinds.has(kind)) continue;
      const look = looking(rule, check as Check<KubeObject>, checked);
      byKind.set(kind, [...(byKind.get(kind) ?? []), look]);
    }
  }
  return byKind;
}

export interface Checked {
  readonly members: readonly Member[];
  readonly project: Project;
  readonly notes: Notes;
}

/** Runs every rule on every object of its kinds. */
export function checkAll(rules: readonly Rule[], checked: Checked): void {
  const byKind = looksByKind(rules, checked);
  for (const { kind, object, manifest } of checked.members) {
    for (const look of byKind.get(kind) ?? []) look(object, manifest);
  }
}
