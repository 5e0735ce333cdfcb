import { expect, test } from "vitest";
import { lintManifests } from "../../src/lint/lint.ts";
import { changesSince } from "../../src/lint/verdict/update-flaws.ts";
import { bytesOf, type VerdictCase, verdictGroups } from "./verdict-case.ts";

/** Answers that depend on what only a cluster has: versions, quotas, other objects. */
const DECIDED_BY_THE_CLUSTER = new Set([403, 404, 409, 500]);

/** Where lint sees it otherwise on purpose. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "update-pvc/size-grow": "a claim that no volume was found for; lint takes claims of manifests for bound",
  "update-pvc/attributes": "the same",
  "update-service/nodeport-taken": "another Service of the recording holds the port",
  "update-service/clusterip-to-externalname-keeping-ip": "taken as an update, refused where the Service is new",
  "update-service/nodeport-to-clusterip-keeping-port": "the same",
};

const updates = verdictGroups()
  .flatMap(({ cases }) => cases)
  .filter(({ op, id, dependsOn }) => op === "update" && dependsOn === undefined && OTHERWISE[id] === undefined);

function isRefused(verdict: VerdictCase): boolean | undefined {
  const code = verdict.server?.at(-1)?.code ?? 500;
  return DECIDED_BY_THE_CLUSTER.has(code) ? undefined : code >= 300;
}

function lintRefuses(verdict: VerdictCase): boolean {
  const changes = changesSince([{ file: "base.yaml", bytes: new TextEncoder().encode(verdict.base) }], {});
  const inputs = [{ file: "manifest.yaml", bytes: bytesOf(verdict) }];
  return lintManifests(inputs, { rules: [], changes }).findings.some(({ severity }) => severity === "error");
}

test("lint with the manifests before a change refuses the recorded updates that the API server refuses", () => {
  const judged = updates.filter((verdict) => isRefused(verdict) !== undefined);
  const wrong = judged.filter((verdict) => lintRefuses(verdict) !== isRefused(verdict));
  expect(wrong.map(({ id }) => id)).toEqual([]);
  expect(judged.length).toBeGreaterThan(110);
});
