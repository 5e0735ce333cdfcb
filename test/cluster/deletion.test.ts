import { expect, it } from "vitest";
import type { Pod } from "../../src/api/kinds/pod/types.ts";
import { instantOf } from "../../src/base/instant.ts";
import { deletionOf } from "../../src/cluster/deletion.ts";

const NOW = instantOf("2026-01-01T00:00:00Z");

function podWith(terminationGracePeriodSeconds: unknown): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a", namespace: "default" },
    spec: { nodeName: "node-1", containers: [], terminationGracePeriodSeconds },
  } as unknown as Pod;
}

it.each([900_719_925_474, 9007199254740993n])("a pod may be given %d seconds to go: it then has them", (seconds) => {
  const deletion = deletionOf(podWith(seconds), {}, NOW);
  expect(deletion.kind).toBe("terminating");
  const { deletionTimestamp = "" } = deletion.kind === "terminating" ? deletion.object.metadata : {};
  expect(deletionTimestamp).toMatch(/^\d{4}-/);
  expect(instantOf(deletionTimestamp)).toBeGreaterThan(instantOf("8000-01-01T00:00:00Z"));
});
