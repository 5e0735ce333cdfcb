import { Ajv } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/api/object.ts";
import { readState, writeState } from "../../src/backend/state-format.ts";
import { configMap, snapshotWith } from "./world.ts";

const states = new URL("../../fixtures/states/", import.meta.url);
const schema = JSON.parse(readFileSync(new URL("../../schemas/state.schema.json", import.meta.url), "utf8")) as object;
const isState = new Ajv({ allowUnionTypes: true }).compile(schema);

const snapshot = { ...snapshotWith(configMap("a"), configMap("b", { data: { "x/y~z": "1" } })), revision: 7 };
const text = writeState(snapshot);

describe("writeState", () => {
  it("is read back as it was", () => {
    expect(readState("s.json", text)).toEqual(snapshot);
  });

  it("keeps integers beyond 2^53 exact", () => {
    const wide = snapshotWith(configMap("wide", { big: 9007199254740993n, list: [{ n: -9223372036854775808n }] }));
    expect(readState("s.json", writeState(wide))).toEqual(wide);
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "default" } };
    const patient = snapshotWith({ ...pod, spec: { terminationGracePeriodSeconds: 9007199254740993n } } as KubeObject);
    expect(readState("s.json", writeState(patient))).toEqual(patient);
  });

  it("fits the published schema", () => {
    expect(isState(JSON.parse(text)), JSON.stringify(isState.errors)).toBe(true);
  });
});

describe("readState", () => {
  it.each([
    ["a cut file", text.slice(0, 200), /^s\.json:\d+:\d+: the state file is damaged: here it stops being JSON$/],
    ["an empty file", "", /^s\.json:1:1: the state file is damaged: it is empty$/],
    ["a manifest", "apiVersion: v1\n", /^s\.json:1:1: this is no state file of stsctl$/],
    ["what a crash left", "\0\0\0", /^s\.json:1:1: the state file is damaged: here it stops being JSON$/],
    ["something else", "{}", /^s\.json:1:1: this is no state file of stsctl$/],
    [
      "a broken member",
      text.replace('"clock": "2026', '"clock": "x2026'),
      /^s\.json:5:10: .*"clock" is not a timestamp$/,
    ],
    ["an object without a name", text.replace('"name":"b"', '"names":"b"'), /: this is no Kubernetes object$/],
  ])("refuses %s with the place of the damage", (_, damaged, message) => {
    expect(() => readState("s.json", damaged)).toThrow(
      expect.objectContaining({ code: "STATE_CORRUPT", message: expect.stringMatching(message) }),
    );
  });

  it("refuses a newer version with what to do", () => {
    const newer = text.replace('"version": 1', '"version": 99');
    expect(() => readState("s.json", newer)).toThrow(expect.objectContaining({ code: "STATE_TOO_NEW" }));
  });

  it("brings an older version up to this one, step by step", () => {
    const older = text.replace('"version": 1', '"version": 0').replace('"clock"', '"time"');
    const migrated = readState("s.json", older, [({ time, ...rest }) => ({ ...rest, version: 1, clock: time })]);
    expect(migrated).toEqual(snapshot);
  });

  it.each(readdirSync(states))("still opens %s", (file) => {
    const old = readFileSync(new URL(file, states), "utf8");
    expect(readState(file, old).objects.length).toBeGreaterThan(0);
    expect(isState(JSON.parse(old)), JSON.stringify(isState.errors)).toBe(true);
  });
});
