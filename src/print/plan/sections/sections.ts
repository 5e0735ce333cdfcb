import type { Plan } from "../../../plan/model.ts";
import { claimSection } from "./claim-section.ts";
import { nameSection } from "./name-section.ts";
import { noteSection, verdictSection } from "./verdict-section.ts";
import { objectSection } from "./object-section.ts";
import { podSection } from "./pod-section.ts";
import { refusalSection } from "./refusal-section.ts";
import type { Room, Section } from "./section.ts";
import { whatIfSection } from "./what-if-section.ts";

/** A plan for the eye, in the order in which it is read. Parts without content are left out. */
export function sectionsOf(plan: Plan, room: Room): readonly Section[] {
  const all = [
    objectSection,
    refusalSection,
    podSection,
    claimSection,
    nameSection,
    whatIfSection,
    verdictSection,
    noteSection,
  ];
  return all.flatMap((section) => section(plan, room) ?? []);
}
