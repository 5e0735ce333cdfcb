import type { KubeObject } from "../api/object.ts";
import { wavesOf } from "../base/waves.ts";
import type { Notes } from "./notes.ts";
import type { Member, Project } from "./project.ts";
import type { Check, Report, Rule } from "./rule.ts";
import type { Flaw } from "./verdict.ts";

/** A member of the project and what rules find in it. */
interface Looked {
  readonly member: Member;
  readonly flaws: Flaw[];
}

/** A check of a kind by one rule, with a report that it needs no other of for each object. */
type Look = (wave: readonly Looked[]) => void;

function looking(rule: Rule, check: Check<KubeObject>, project: Project): Look {
  let flaws: Flaw[];
  const report: Report = (path, message, more) => void flaws.push({ ...more, rule, path, message });
  return (wave) => {
    for (const looked of wave) {
      flaws = looked.flaws;
      check(looked.member.object, project, report);
    }
  };
}

/** The checks by the kinds of the members that they look at, those of rules that are off left out. */
function looksByKind(rules: readonly Rule[], { members, project, notes }: Checked): ReadonlyMap<string, readonly Look[]> {
  const byKind = new Map<string, Look[]>();
  const kinds = new Set(members.map(({ kind }) => kind));
  const minor = project.kubernetesMinor;
  for (const rule of rules) {
    const { since = 0, until = Infinity } = rule;
    if (notes.severity(rule) === undefined || minor < since || minor > until) continue;
    for (const [kind, check] of Object.entries(rule.checks)) {
      if (!kinds.has(kind)) continue;
      const look = looking(rule, check as Check<KubeObject>, project);
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
  for (const wave of wavesOf(checked.members)) {
    const looked = wave.map((member): Looked => ({ member, flaws: [] }));
    for (const [kind, looks] of byKind) {
      const ofKind = looked.filter(({ member }) => member.kind === kind);
      for (const look of looks) look(ofKind);
    }
    for (const { member, flaws } of looked) {
      for (const flaw of flaws) checked.notes.flaw(flaw, member.manifest, checked.project);
    }
  }
}
