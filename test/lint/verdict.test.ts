import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/lint/finding.ts";
import { lintManifests } from "../../src/lint/lint.ts";
import { bytesOf, verdictGroups, type VerdictCase } from "../conformance/verdict-case.ts";

/** Answers that depend on what else is in the cluster. */
const DECIDED_BY_THE_CLUSTER = new Set([403, 404, 409, 500]);

/** kubectl keeps the last of equal keys without a word; lint is stricter on purpose. */
function isOwn({ rule, message }: Finding): boolean {
  return rule === "object-defined-twice" || (rule === "strict-decoding" && message.startsWith("duplicate field"));
}

/** An empty file has nothing wrong in it, and which addresses there are is the cluster's affair. */
const NOT_OF_THE_MANIFEST = ["no objects passed to apply", "failed to allocate IP"];

function isComparable({ op, dependsOn, server = [], kubectl }: VerdictCase): boolean {
  const about = server.every(({ code }) => code === undefined || !DECIDED_BY_THE_CLUSTER.has(code));
  const isOther = NOT_OF_THE_MANIFEST.some((words) => kubectl?.stderr.includes(words));
  return op === "create" && dependsOn === undefined && about && !isOther;
}

function errorsIn(verdict: VerdictCase): readonly Finding[] {
  const { findings } = lintManifests([{ file: "manifest.yaml", bytes: bytesOf(verdict) }], {
    namespace: "lint",
    rules: [],
  });
  return findings.filter((finding) => finding.severity === "error" && !isOwn(finding));
}

describe("lint refuses what kubectl and the API server refuse", () => {
  for (const { group, cases } of verdictGroups()) {
    test(group, () => {
      const wrong = cases.filter(isComparable).flatMap((verdict) => {
        const errors = errorsIn(verdict);
        const refused = verdict.kubectlVerdict === "reject";
        if (errors.length > 0 === refused) return [];
        return [
          `${verdict.id}: ${verdict.kubectl?.stderr ?? ""} | ${errors.map(({ message }) => message).join(" | ")}`,
        ];
      });
      expect(wrong).toEqual([]);
    });
  }
});

test("lint shows what is empty as the API server does", () => {
  const text =
    "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: v}\n" +
    "spec: {capacity: {}, accessModes: [ReadWriteOnce], hostPath: {path: /a}}\n";
  const { findings } = lintManifests([{ file: "v.yaml", bytes: new TextEncoder().encode(text) }], { rules: [] });
  expect(findings.map(({ message }) => message)).toEqual([
    "spec.capacity: Required value",
    'spec.capacity: Unsupported value: {}: supported values: "storage"',
  ]);
});
