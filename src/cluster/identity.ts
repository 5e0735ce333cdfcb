import { chanceUuid, nameTail } from "../base/chance.ts";
import { timestamp, type Instant } from "../base/instant.ts";
import type { KubeObject, ObjectMeta } from "../api/object.ts";

/** What the API server stamps on a new object. */
export interface Stamp {
  readonly kind: string;
  readonly now: Instant;
  readonly seed: number;
  /** How many objects of that kind and name were created at this very instant before. */
  readonly incarnation: number;
}

/**
 * The object with what creation gives it: uid, creation time. The uid depends on kind, name, time and incarnation
 * alone, so that unrelated objects do not move it. What only the server sets is dropped from what the client sent.
 * @see staging/src/k8s.io/apiserver/pkg/registry/rest/meta.go, `FillObjectMetaSystemFields` (1.36)
 */
export function stamped<T extends KubeObject>(object: T, stamp: Stamp): T {
  const {
    uid: _uid,
    resourceVersion: _version,
    creationTimestamp: _created,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    ...kept
  } = object.metadata;
  const creationTimestamp = timestamp(stamp.now);
  const facts = [stamp.kind, kept.namespace ?? "", kept.name, creationTimestamp, String(stamp.incarnation)];
  const metadata: ObjectMeta = { ...kept, uid: chanceUuid(stamp.seed, ...facts), creationTimestamp };
  return { ...object, metadata };
}

/** The longest part of a `generateName` that is kept. @see staging/src/k8s.io/apiserver/pkg/storage/names/generate.go (1.36) */
const GENERATED_PREFIX_LENGTH = 58;

/** What is kept of a `generateName` before the tail. */
export function keptPrefix(generateName: string): string {
  return generateName.slice(0, GENERATED_PREFIX_LENGTH);
}

/** The name made of a `generateName`. `facts` tell apart objects generated at one instant. */
export function generatedName(prefix: string, seed: number, ...facts: readonly string[]): string {
  return `${keptPrefix(prefix)}${nameTail(seed, prefix, ...facts)}`;
}
