import type { ClaimFate, NameFate, ObjectAction, Plan, Summary } from "./model.ts";

function counts<K extends string>(keys: readonly K[], of: readonly K[]): Readonly<Record<K, number>> {
  const result = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const key of of) result[key]++;
  return result;
}

const ACTIONS: readonly (ObjectAction | "refused")[] = [
  "create",
  "update",
  "replace",
  "delete",
  "unchanged",
  "refused",
];
const FATES: readonly ClaimFate[] = ["created", "re-used", "kept", "orphaned", "deleted", "terminating"];
const NAMES: readonly NameFate[] = ["appears", "vanishes", "unanswered", "changes", "interrupted"];

/** The numbers that the last line tells. */
export function summaryOf({
  objects,
  refusals,
  steps,
  claims,
  names,
}: Pick<Plan, "objects" | "refusals" | "steps" | "claims" | "names">): Summary {
  const did = (action: string): number => steps.filter((step) => step.action === action).length;
  const refused = refusals.map(() => "refused" as const);
  return {
    pods: { created: did("create"), replaced: did("replace"), deleted: did("delete") },
    objects: counts(ACTIONS, [...objects.map(({ action }) => action), ...refused]),
    claims: counts(
      FATES,
      claims.map(({ fate }) => fate),
    ),
    names: counts(
      NAMES,
      names.map(({ fate }) => fate),
    ),
  };
}

/** Whether carrying the plan out would change anything. */
export function hasChanges({ summary, steps, timeline }: Plan): boolean {
  const { create, update, replace, delete: deleted } = summary.objects;
  return create + update + replace + deleted + steps.length + timeline.length > 0;
}
