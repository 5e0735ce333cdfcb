import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "../../src/cluster/snapshot.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "stsctl-test-"));
  folders.push(folder);
  return folder;
}

export const NEVER: AbortSignal = new AbortController().signal;

export function configMap(name: string, data: object = {}): KubeObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "default" }, ...data };
}

export function snapshotWith(...objects: KubeObject[]): Snapshot {
  return { ...EMPTY_SNAPSHOT, objects };
}
