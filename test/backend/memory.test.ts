import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/backend/backend.ts";
import { memoryBackend } from "../../src/backend/memory.ts";
import { stateFile } from "../../src/backend/state-file.ts";
import { configMap, NEVER, snapshotWith, temporaryFolder } from "./world.ts";

const BACKENDS: readonly [string, () => Backend][] = [
  ["in memory", () => memoryBackend()],
  ["in a file", () => stateFile(join(temporaryFolder(), "s.json"))],
];

describe.each(BACKENDS)("a backend %s", (_, open) => {
  it("counts its commits", async () => {
    const backend = open();
    expect((await backend.open()).revision).toBe(0);
    const first = await backend.commit(snapshotWith(configMap("a")), 0);
    expect(first.revision).toBe(1);
    expect(await backend.open()).toEqual(first);
  });

  it("refuses a commit that does not follow the last one", async () => {
    const backend = open();
    await backend.commit(snapshotWith(), 0);
    await expect(backend.commit(snapshotWith(), 0)).rejects.toMatchObject({ code: "STATE_CHANGED" });
    await expect(backend.commit(snapshotWith(), 2)).rejects.toMatchObject({ code: "STATE_CHANGED" });
  });

  it("lets writers in one after another", async () => {
    const backend = open();
    const order: string[] = [];
    const write = async (name: string): Promise<void> => {
      const lock = await backend.lock(NEVER);
      const before = await backend.open();
      await backend.commit({ ...before, objects: [...before.objects, configMap(name)] }, before.revision);
      order.push(name);
      lock.release();
    };
    await Promise.all(["a", "b", "c"].map(write));
    const names = (await backend.open()).objects.map(({ metadata }) => metadata.name);
    expect(names).toEqual(order);
    expect(names.toSorted()).toEqual(["a", "b", "c"]);
  });

  it("forgets with the next commit that a command changed nothing", async () => {
    const backend = open();
    await backend.commit(snapshotWith(), 0);
    backend.noteUnchanged();
    expect(backend.lastCommandChangedNothing()).toBe(true);
    await backend.commit(snapshotWith(), 1);
    expect(backend.lastCommandChangedNothing()).toBe(false);
  });
});
