import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stateFile } from "../../src/backend/state-file.ts";
import { configMap, NEVER, snapshotWith, temporaryFolder } from "./world.ts";

describe("a state file", () => {
  it("is an empty cluster until something is committed", async () => {
    const backend = stateFile(join(temporaryFolder(), "s.json"));
    expect((await backend.open()).revision).toBe(0);
  });

  it("keeps what was committed, and the copy before it", async () => {
    const file = join(temporaryFolder(), "s.json");
    const backend = stateFile(file);
    await backend.commit(snapshotWith(configMap("a")), 0);
    await backend.commit(snapshotWith(configMap("b")), 1);
    expect((await backend.open()).objects[0]?.metadata.name).toBe("b");
    expect((await stateFile(`${file}.bak`).open()).objects[0]?.metadata.name).toBe("a");
    expect(readdirSync(join(file, "..")).toSorted()).toEqual(["s.json", "s.json.bak"]);
  });

  it("says how long its text is before it reads it, whatever it is written in", async () => {
    const file = join(temporaryFolder(), "s.json");
    const lengths: number[] = [];
    const prepareFor = async (length: number): Promise<void> => void lengths.push(length);
    const backend = stateFile(file, { prepareFor });
    await backend.commit(snapshotWith(configMap("ä")), 0);
    expect((await backend.open()).objects[0]?.metadata.name).toBe("ä");
    expect(lengths).toEqual([readFileSync(file, "utf8").length]);
    writeFileSync(file, "oops");
    await expect(backend.open()).rejects.toMatchObject({ code: "STATE_CORRUPT" });
    expect(lengths[1]).toBe(4);
  });

  it("refuses a commit when somebody else was faster", async () => {
    const backend = stateFile(join(temporaryFolder(), "s.json"));
    await backend.commit(snapshotWith(configMap("a")), 0);
    await expect(backend.commit(snapshotWith(), 0)).rejects.toMatchObject({ code: "STATE_CHANGED" });
    expect((await backend.open()).objects).toHaveLength(1);
  });

  it("is not overwritten when it is damaged", async () => {
    const file = join(temporaryFolder(), "s.json");
    writeFileSync(file, '{"format": "stsctl.dev/state",\n"version": 1, oops');
    const backend = stateFile(file, { shownAs: "s.json" });
    await expect(backend.open()).rejects.toMatchObject({
      code: "STATE_CORRUPT",
      message: expect.stringContaining("s.json:2:15"),
    });
    await expect(backend.commit(snapshotWith(), 0)).rejects.toMatchObject({ code: "STATE_CHANGED" });
    expect(readFileSync(file, "utf8")).toContain("oops");
  });

  it("says why it cannot be read", async () => {
    const folder = join(temporaryFolder(), "s.json");
    mkdirSync(folder);
    await expect(stateFile(folder).open()).rejects.toMatchObject({ code: "STATE_UNREADABLE" });
  });

  it("replaces what a symbolic link points at, and keeps the link", async () => {
    const folder = temporaryFolder();
    const target = join(folder, "target.json");
    await stateFile(target).commit(snapshotWith(configMap("a")), 0);
    symlinkSync(target, join(folder, "link.json"));
    await stateFile(join(folder, "link.json")).commit(snapshotWith(configMap("b")), 1);
    expect((await stateFile(target).open()).objects[0]?.metadata.name).toBe("b");
  });

  it("remembers that the last command changed nothing until the next commit", async () => {
    const backend = stateFile(join(temporaryFolder(), "s.json"));
    await backend.commit(snapshotWith(), 0);
    expect(backend.lastCommandChangedNothing()).toBe(false);
    backend.noteUnchanged();
    expect(backend.lastCommandChangedNothing()).toBe(true);
    await backend.commit(snapshotWith(), 1);
    expect(backend.lastCommandChangedNothing()).toBe(false);
  });
});

function locked(): { file: string; lock: string } {
  const file = join(temporaryFolder(), "s.json");
  return { file, lock: `${file}.lock` };
}

function holder(more: object): string {
  return JSON.stringify({ pid: process.pid, host: hostname(), start: "", ...more });
}

describe("the lock of a state file", () => {
  it("lets one writer in at a time", async () => {
    const { file, lock } = locked();
    const first = await stateFile(file).lock(NEVER);
    const second = stateFile(file).lock(NEVER);
    expect(existsSync(lock)).toBe(true);
    first.release();
    (await second).release();
    expect(existsSync(lock)).toBe(false);
  });

  it("gives up after a while, and says who holds it", async () => {
    const { file } = locked();
    const first = await stateFile(file).lock(NEVER);
    await expect(stateFile(file, { patienceMs: 20 }).lock(NEVER)).rejects.toMatchObject({
      code: "STATE_LOCKED",
      message: expect.stringContaining(String(process.pid)),
    });
    first.release();
  });

  it("stops waiting when the user interrupts", async () => {
    const { file } = locked();
    const first = await stateFile(file).lock(NEVER);
    const interruption = new AbortController();
    const waiting = stateFile(file).lock(interruption.signal);
    interruption.abort();
    await expect(waiting).rejects.toMatchObject({ code: "INTERRUPTED" });
    first.release();
  });

  it.each([
    ["a process that ended", holder({ pid: 2 ** 22 + 1 })],
    ["an earlier process of the same id", holder({ start: "1" })],
  ])("is taken from %s", async (_, text) => {
    const { file, lock } = locked();
    writeFileSync(lock, text);
    (await stateFile(file, { patienceMs: 0 }).lock(NEVER)).release();
  });

  it("is not taken from a process of another machine", async () => {
    const { file, lock } = locked();
    writeFileSync(lock, holder({ host: "elsewhere", pid: 2 ** 22 + 1 }));
    await expect(stateFile(file, { patienceMs: 0 }).lock(NEVER)).rejects.toMatchObject({ code: "STATE_LOCKED" });
  });

  it("makes a commit fail once somebody took it away", async () => {
    const { file, lock } = locked();
    const backend = stateFile(file);
    await backend.lock(NEVER);
    writeFileSync(lock, holder({ pid: 1 }));
    await expect(backend.commit(snapshotWith(), 0)).rejects.toMatchObject({ code: "STATE_CHANGED" });
  });
});
