import type { KindName, KindTypes } from "../api/kinds.ts";
import { namespacedName, type KubeObject } from "../api/object.ts";
import { addTo } from "../base/add-to.ts";
import type { Happening } from "../cluster/happening.ts";
import type { Snapshot } from "../cluster/snapshot.ts";
import { isEphemeral, sizeOf, volumeOf } from "./claim-data.ts";
import type { Moments, Objects } from "./moments.ts";
import { certainLosses } from "./pod-data/accepted.ts";
import { podDataOf } from "./pod-data/pod-data.ts";
import { lossText } from "./pod-data/words.ts";
import { claimLossText, type LostClaim } from "./verdicts/data-loss.ts";

/** Objects by their names, those of a kind together when one of them is asked for. */
class Named implements Objects {
  readonly #kinds = new Map<string, KubeObject[]>();
  readonly #named = new Map<string, ReadonlyMap<string, KubeObject>>();

  constructor({ objects }: Snapshot) {
    for (const object of objects) addTo(this.#kinds, object.kind, object);
  }

  get<K extends KindName>(kind: K, namespace: string, name: string): KindTypes[K] | undefined;
  get(kind: string, namespace: string, name: string): KubeObject | undefined;
  get(kind: string, namespace: string, name: string): KubeObject | undefined {
    let named = this.#named.get(kind);
    if (named === undefined) {
      named = new Map((this.#kinds.get(kind) ?? []).map((object) => [namespacedName(object), object]));
      this.#named.set(kind, named);
    }
    return named.get(`${namespace}/${name}`);
  }
}

function lostClaims(gone: readonly Happening[], moments: Moments): readonly LostClaim[] {
  const names = new Map(gone.map((one) => [`${one.namespace}/${one.name}`, one]));
  return [...names.values()].flatMap(({ namespace, name }) => {
    const claim = moments.before.get("PersistentVolumeClaim", namespace, name);
    if (claim === undefined || isEphemeral(claim, moments)) return [];
    return volumeOf("deleted", claim, moments).losesData ? [{ namespace, name, ...sizeOf(claim) }] : [];
  });
}

/** Sentences about data that is gone: of claims with their volumes, and of pods that had it on no claim. `gone`: removals. */
export function lossesOf(gone: readonly Happening[], before: Snapshot, after: Objects): readonly string[] {
  const moments = { before: new Named(before), after };
  const pods = gone.filter(({ kind }) => kind === "pod");
  const claims = lostClaims(
    gone.filter(({ kind }) => kind === "pvc"),
    moments,
  );
  const ofPods = certainLosses(podDataOf(pods, moments), moments).map((data) => lossText(data, "past"));
  return claims.length === 0 ? ofPods : [claimLossText(claims), ...ofPods];
}
