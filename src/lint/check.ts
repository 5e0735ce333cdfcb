import type { KubeObject } from "../api/object.ts";
import { wavesOf } from "../base/waves.ts";
import type { Notes } from "./notes.ts";
import type { Member, Project } from "./project.ts";
import type { Check, Report, Rule, RuleText } from "./rule.ts";
import { untold } from "./verdict/told.ts";
import type { Flaw } from "./flaw.ts";

/** A member of the project and what rules find in it. */
interface Looked {
  readonly member: Member;
  readonly flaws: Flaw[];
}

/** What one rule asks of a kind, and the report that it makes about whichever object is looked at. */
interface Look {
  readonly check: Check<KubeObject>;
  readonly report: Report;
}

export interface Checked {
  readonly members: readonly Member[];
  readonly project: Project;
  readonly notes: Notes;
}

/** The rules of one run, by the kinds that they look at of those there are. */
class Looks {
  readonly #byKind = new Map<string, Look[]>();
  #flaws: Flaw[] = [];

  constructor(rules: readonly Rule[], kinds: ReadonlySet<string>) {
    for (const rule of rules) {
      const report: Report = (path, message, more) => void this.#flaws.push({ ...more, rule, path, message });
      for (const [kind, check] of Object.entries(rule.checks)) {
        if (!kinds.has(kind)) continue;
        const looks = this.#byKind.get(kind);
        const look = { check: check as Check<KubeObject>, report };
        if (looks === undefined) this.#byKind.set(kind, [look]);
        else looks.push(look);
      }
    }
  }

  /** Has all objects of a kind pass one rule before the first passes the next. */
  at(kind: string, wave: readonly Looked[], project: Project): void {
    for (const look of this.#byKind.get(kind) ?? []) this.#pass(look, wave, project);
  }

  #pass({ check, report }: Look, wave: readonly Looked[], project: Project): void {
    for (const { member, flaws } of wave) {
      this.#flaws = flaws;
      check(member.object, project, report);
    }
  }
}

/** Whether a rule is asked: it is not off, and about what a release has. */
export function isOn(rule: RuleText, notes: Notes, kubernetesMinor: number): boolean {
  const { since = 0, until = Infinity } = rule;
  return notes.severity(rule) !== undefined && since <= kubernetesMinor && kubernetesMinor <= until;
}

/** Runs every rule on every object of its kinds, those that are off left out. */
export function checkAll(rules: readonly Rule[], checked: Checked): void {
  const { members, project, notes } = checked;
  const kinds = new Set(members.map(({ kind }) => kind));
  const on = rules.filter((rule) => isOn(rule, notes, project.kubernetesMinor));
  const looks = new Looks(on, kinds);
  const isUntold = untold(members);
  for (const wave of wavesOf(members)) {
    const looked = wave.map((member): Looked => ({ member, flaws: [] }));
    for (const kind of new Set(wave.map((member) => member.kind))) {
      const ofKind = looked.filter(({ member }) => member.kind === kind);
      looks.at(kind, ofKind, project);
    }
    for (const { member, flaws } of looked) {
      for (const flaw of flaws) if (isUntold(flaw, member)) notes.flaw(flaw, member.manifest, project);
    }
  }
}
