import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { namedClaims } from "../../api/kinds/pod/claims.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { parentAndOrdinal } from "../../api/kinds/statefulset/ordinals.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf, type KubeObject } from "../../api/object.ts";
import { claimNames } from "../../controllers/statefulset/identity.ts";

function isThereToStay(claim: PersistentVolumeClaim): boolean {
  return claim.status?.phase === "Bound" && claim.metadata.deletionTimestamp === undefined;
}

/** The claims of a cluster: whether a pod of a set mounts those of the set's templates, all of them bound and its own. */
export class ClaimsAtRest {
  readonly #staying = new Set<string>();
  /** By how many pods each is mounted. */
  readonly #mounts = new Map<string, number>();

  constructor(objects: readonly KubeObject[]) {
    for (const object of objects) {
      const namespace = namespaceOf(object);
      if (object.kind === "Pod") {
        for (const name of namedClaims(object as Pod)) {
          const id = `${namespace}/${name}`;
          this.#mounts.set(id, (this.#mounts.get(id) ?? 0) + 1);
        }
      } else if (object.kind === "PersistentVolumeClaim" && isThereToStay(object as PersistentVolumeClaim)) {
        this.#staying.add(`${namespace}/${object.metadata.name}`);
      }
    }
  }

  areOf(pod: Pod, set: StatefulSet): boolean {
    const wanted = claimNames(set, parentAndOrdinal(pod.metadata.name).ordinal);
    const mounted = namedClaims(pod);
    const isOwn = (name: string): boolean => {
      const id = `${namespaceOf(pod)}/${name}`;
      return mounted.includes(name) && this.#staying.has(id) && this.#mounts.get(id) === 1;
    };
    return mounted.length === wanted.length && wanted.every(isOwn);
  }
}
