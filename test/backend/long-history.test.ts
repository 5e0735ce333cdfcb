import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/backend/long-history.ts";
import { stateFile } from "../../src/backend/state-file.ts";
import { readState, writeState } from "../../src/backend/state-format.ts";
import type { Happening } from "../../src/cluster/happening.ts";
import type { Snapshot } from "../../src/cluster/snapshot.ts";
import { configMap, snapshotWith, temporaryFolder } from "./world.ts";

function snapshotOf(happenings: number): Snapshot {
  const list = Array.from({ length: happenings }, (_, index): Happening => {
    const name = index === 7 ? 'a},\n"happenings": [\n{"seq":1,' : `web-${index}`;
    return { seq: index + 4, at: index * 1000, effect: "ready", kind: "pod", namespace: "default", name };
  });
  const history = { happenings: list, dropped: 3, lastCommand: 5 };
  return { ...snapshotWith(configMap("a")), history };
}

const long = snapshotOf(4000);
const text = writeState(long);

describe("a long history", () => {
  it("is counted when a state is read, and read when it is asked for", () => {
    const { history, ...rest } = readState("s.json", text);
    expect(history.kept).toBe(4000);
    expect(history.happenings).toEqual(long.history.happenings);
    expect({ ...rest, history: { ...history, kept: undefined } }).toEqual({
      ...long,
      history: { ...long.history, kept: undefined },
    });
  });

  it("is written as it was", () => {
    expect(writeState(readState("s.json", text))).toBe(text);
  });

  it.each([
    ["short", writeState(snapshotOf(40))],
    ["laid out otherwise", JSON.stringify(JSON.parse(text), undefined, 1)],
    ["cut", text.slice(0, -6)],
    ["one with a foreign line", text.replace('\n{"seq":1004,', '\n<<<<<<< ours\n{"seq":1004,')],
    ["one with a line cut", text.replace(/\n(\{"seq":1004,.*)\},\n/, "\n$1\n")],
  ])("that is %s is read with the rest", (_, other) => {
    expect(partsOf(other)).toBeUndefined();
  });

  it("is refused at once where a line is none, and else when it is asked for, with the place", () => {
    const foreign = text.replace('\n{"seq":1004,', '\n<<<<<<< ours\n{"seq":1004,');
    const line = foreign.slice(0, foreign.indexOf("<<<<<<<")).split("\n").length;
    expect(() => readState("s.json", foreign)).toThrow(`s.json:${line}:1: the state file is damaged`);
    const { history, objects } = readState("s.json", text.replace('"seq":1004,', '"seq":1004;'));
    expect(objects).toHaveLength(1);
    expect(() => history.happenings).toThrow(`s.json:${line}:12: the state file is damaged`);
  });

  it("holds up a commit where it is damaged", async () => {
    const file = join(temporaryFolder(), "s.json");
    const damaged = text.replace('"seq":1004,', '"seq":1004;');
    writeFileSync(file, damaged);
    const backend = stateFile(file, { shownAs: "s.json" });
    const opened = await backend.open();
    await expect(backend.commit(opened, opened.revision)).rejects.toMatchObject({ code: "STATE_CORRUPT" });
    expect(readFileSync(file, "utf8")).toBe(damaged);
  });

  it("of an older version goes through its migrations", () => {
    const older = text.replace('"version": 1', '"version": 0');
    const { history } = readState("s.json", older, [(file) => ({ ...file, version: 1 })]);
    expect(history).toEqual(long.history);
  });
});
