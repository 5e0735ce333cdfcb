import type { ManagedFieldsEntry } from "../object.ts";
import { intersection, isEmpty, parseFieldsV1, union } from "./field-set.ts";
import { managedFieldsOf, managersFrom, type Managed } from "./managed-fields.ts";

const ANNOTATION = parseFieldsV1({
  "f:metadata": { "f:annotations": { "f:kubectl.kubernetes.io/last-applied-configuration": {} } },
});

type Entries = readonly ManagedFieldsEntry[] | undefined;

function isPlainUpdate({ operation, subresource }: Managed): boolean {
  return operation === "Update" && subresource === undefined;
}

/** The managers that client-side apply went by: those that wrote the last-applied annotation with an update. */
export function clientSideAppliers(entries: Entries): readonly string[] {
  return managersFrom(entries)
    .filter((one) => isPlainUpdate(one) && !isEmpty(intersection(one.set, ANNOTATION)))
    .map(({ manager }) => manager);
}

/**
 * Hands over to a manager of server-side apply what the named managers own by updates.
 * @see staging/src/k8s.io/client-go/util/csaupgrade/upgrade.go, `UpgradeManagedFields` (1.36)
 */
export function upgradedManagers(
  entries: Entries,
  from: readonly string[],
  manager: string,
): readonly ManagedFieldsEntry[] {
  const managers = managersFrom(entries);
  const legacy = managers.filter((one) => isPlainUpdate(one) && from.includes(one.manager));
  const target = managers.find((one) => one.operation === "Apply" && one.manager === manager);
  const [first] = legacy;
  const start = target ?? (first === undefined ? undefined : { ...first, manager, operation: "Apply" as const });
  if (start === undefined) return managedFieldsOf(managers);
  const set = legacy.reduce((all, one) => union(all, one.set), start.set);
  return managedFieldsOf([...managers.filter((one) => !legacy.includes(one) && one !== target), { ...start, set }]);
}
