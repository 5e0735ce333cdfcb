import type { KubeObject } from "../api/object.ts";
import type { Notes } from "./notes.ts";
import type { Member, Project } from "./project.ts";
import type { Check, Report, Rule } from "./rule.ts";

interface Assigned {
  readonly rule: Rule;
  readonly check: Check<KubeObject>;
}

/** The checks by the kind that they look at, those of rules that are off left out. */
function assigned(rules: readonly Rule[], project: Project, notes: Notes): ReadonlyMap<string, readonly Assigned[]> {
  const byKind = new Map<string, Assigned[]>();
  for (const rule of rules) {
    const { since = 0, until = Infinity } = rule;
    if (notes.severity(rule) === undefined) continue;
    if (project.kubernetesMinor < since || project.kubernetesMinor > until) continue;
    for (const [kind, check] of Object.entries(rule.checks)) {
      const entry = { rule, check: check as Check<KubeObject> };
      byKind.set(kind, [...(byKind.get(kind) ?? []), entry]);
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
export function checkAll(rules: readonly Rule[], { members, project, notes }: Checked): void {
  const byKind = assigned(rules, project, notes);
  for (const { kind, object, manifest } of members) {
    for (const { rule, check } of byKind.get(kind) ?? []) {
      const report: Report = (path, message, more) => notes.flaw({ ...more, rule, path, message }, manifest, project);
      check(object, project, report);
    }
  }
}
