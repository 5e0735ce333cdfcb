import type { PersistentVolumeClaim } from "../api/kinds/persistentvolumeclaim/types.ts";
import { namedClaims } from "../api/kinds/pod/claims.ts";
import type { Instant } from "../base/instant.ts";
import type { Happening } from "../cluster/happening.ts";
import { isEphemeral, sizeOf, volumeOf } from "./claim-data.ts";
import type { ClaimEntry, ClaimFate } from "./model.ts";
import type { Ends, Played } from "./workloads.ts";

interface Concerned {
  readonly namespace: string;
  readonly name: string;
  pod: string | undefined;
  /** When it was last asked to go or went. */
  goneAt: Instant | undefined;
}

/** The claims that something happens to, and those of the pods that something happens to, in order. */
function concerned(happenings: readonly Happening[], { before }: Ends): readonly Concerned[] {
  const found = new Map<string, Concerned>();
  const at = (namespace: string, name: string): Concerned => {
    const id = `${namespace}/${name}`;
    const known = found.get(id);
    if (known !== undefined) return known;
    const entry: Concerned = { namespace, name, pod: undefined, goneAt: undefined };
    found.set(id, entry);
    return entry;
  };
  for (const { kind, effect, namespace, name, claims, at: when } of happenings) {
    if (kind === "pvc" && effect !== "bound") {
      const entry = at(namespace, name);
      if (effect === "remove" || effect === "delete") entry.goneAt = when;
    } else if (kind === "pod" && (effect === "create" || effect === "delete" || effect === "remove")) {
      const pod = claims === undefined ? before.get("Pod", namespace, name) : undefined;
      const mounted = claims ?? (pod === undefined ? [] : namedClaims(pod));
      for (const claim of mounted) at(namespace, claim).pod = name;
    }
  }
  return [...found.values()];
}

function userOf({ after }: Ends, { namespace, name }: Concerned): string | undefined {
  return after.indexed("Pod", "claim", `${namespace}/${name}`)[0]?.metadata.name;
}

function fateOf(
  was: PersistentVolumeClaim | undefined,
  is: PersistentVolumeClaim | undefined,
  user: string | undefined,
  isReplaced: boolean,
): ClaimFate | undefined {
  if (is === undefined) return was === undefined ? undefined : "deleted";
  if (is.metadata.deletionTimestamp !== undefined) return "terminating";
  if (was === undefined || was.metadata.uid !== is.metadata.uid) return "created";
  if (user === undefined) return "orphaned";
  return isReplaced ? "re-used" : "kept";
}

/** A claim that is replaced by one of the same name is gone with its data, and made anew. */
function fates(
  was: PersistentVolumeClaim | undefined,
  is: PersistentVolumeClaim | undefined,
  user: string | undefined,
  isReplaced: boolean,
): readonly ClaimFate[] {
  const fate = fateOf(was, is, user, isReplaced);
  if (fate === undefined) return [];
  return fate === "created" && was !== undefined ? ["deleted", "created"] : [fate];
}

/** What becomes of the claims that the plan touches. */
export function claimLedger({ happenings, steps, start, ends, workloads }: Played): readonly ClaimEntry[] {
  const isNew = new Set(
    steps.flatMap(({ action, namespace, pod }) =>
      action === "create" || action === "replace" ? [`${namespace}/${pod}`] : [],
    ),
  );
  return concerned(happenings, ends).flatMap((one) => {
    const { namespace, name, goneAt } = one;
    const was = ends.before.get("PersistentVolumeClaim", namespace, name);
    const is = ends.after.get("PersistentVolumeClaim", namespace, name);
    const user = userOf(ends, one);
    const isReplaced = user !== undefined && isNew.has(`${namespace}/${user}`);
    return fates(was, is, user, isReplaced).map((fate) => {
      const claim = fate === "deleted" ? was : (is ?? was);
      const pod = user ?? one.pod;
      const workload = pod === undefined ? undefined : workloads.ofPod({ namespace, name: pod });
      return {
        namespace,
        name,
        fate,
        ...sizeOf(claim),
        ...(pod === undefined ? {} : { pod }),
        ...(workload === undefined ? {} : { workload }),
        ...volumeOf(fate, claim, ends),
        ...(claim !== undefined && isEphemeral(claim, ends) ? { isEphemeral: true as const } : {}),
        ...(goneAt === undefined || (fate !== "deleted" && fate !== "terminating") ? {} : { atMs: goneAt - start }),
      };
    });
  });
}
