import type { Fields } from "../../validation/fields.ts";

interface Known {
  readonly facts: string;
  readonly parts: readonly unknown[];
}

/** Parts of a pod's spec that were looked at before, and in which nothing was found. */
export interface SharedParts {
  isKnown(spec: Fields, facts: string): boolean;
  remember(spec: Fields, facts: string): void;
}

/** What pods of one template have of their own, besides their name. */
const OWN: ReadonlySet<string> = new Set(["volumes", "hostname", "subdomain", "nodeName"]);

function keyOf(spec: Fields): object | undefined {
  const containers = spec["containers"];
  return typeof containers === "object" && containers !== null ? containers : undefined;
}

function partsOf(spec: Fields): readonly unknown[] {
  const parts: unknown[] = [];
  for (const name in spec) if (!OWN.has(name) && spec[name] !== undefined) parts.push(name, spec[name]);
  return parts;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/**
 * A memory of specs by what they share: pods of one template have its containers and nearly all else in common, by
 * identity, so that only the first of them is looked at. `facts` is what else a finding depends on. It holds nothing
 * but what a second look would find again.
 */
export function createSharedParts(): SharedParts {
  const known = new WeakMap<object, Known>();
  return {
    isKnown(spec, facts) {
      const key = keyOf(spec);
      const last = key === undefined ? undefined : known.get(key);
      return last !== undefined && last.facts === facts && isSame(last.parts, partsOf(spec));
    },
    remember(spec, facts) {
      const key = keyOf(spec);
      if (key !== undefined) known.set(key, { facts, parts: partsOf(spec) });
    },
  };
}
