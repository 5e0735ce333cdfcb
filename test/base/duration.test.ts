import { describe, expect, it } from "vitest";
import { humanDuration, parseDuration, printDuration } from "../../src/base/duration.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

describe("humanDuration", () => {
  it.each([
    [-5 * SECOND, "<invalid>"],
    [-2 * SECOND, "<invalid>"],
    [-SECOND, "0s"],
    [0, "0s"],
    [999, "0s"],
    [60 * SECOND, "60s"],
    [119 * SECOND, "119s"],
    [120 * SECOND, "2m"],
    [121 * SECOND, "2m1s"],
    [599 * SECOND, "9m59s"],
    [600 * SECOND, "10m"],
    [HOUR, "60m"],
    [2 * HOUR, "120m"],
    [10_799 * SECOND, "179m"],
    [3 * HOUR, "3h"],
    [3 * HOUR + 60 * SECOND, "3h1m"],
    [28_799 * SECOND, "7h59m"],
    [9 * HOUR - SECOND, "8h"],
    [24 * HOUR, "24h"],
    [48 * HOUR - SECOND, "47h"],
    [48 * HOUR, "2d"],
    [49 * HOUR, "2d1h"],
    [8 * DAY - HOUR, "7d23h"],
    [8 * DAY, "8d"],
    [729 * DAY, "729d"],
    [730 * DAY, "2y"],
    [731 * DAY, "2y1d"],
    [2919 * DAY, "7y364d"],
    [2920 * DAY, "8y"],
    [4000 * DAY, "10y"],
  ])("prints %d ms as %s", (ms, text) => {
    expect(humanDuration(ms)).toBe(text);
  });
});

describe("parseDuration", () => {
  it.each([
    ["0", 0],
    ["30s", 30_000],
    ["1h30m", 5_400_000],
    ["1.5s", 1500],
    [".5m", 30_000],
    ["1m0.5s", 60_500],
    ["250ms", 250],
    ["1000us", 1],
    ["-2m", -120_000],
    ["+5s", 5000],
  ])("reads %s", (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, ms });
  });

  it.each([
    ["", 'time: invalid duration ""'],
    ["x", 'time: invalid duration "x"'],
    ["5", 'time: missing unit in duration "5"'],
    ["5x", 'time: unknown unit "x" in duration "5x"'],
    ["5d", 'time: unknown unit "d" in duration "5d"'],
    ["1s ", 'time: unknown unit "s " in duration "1s "'],
    ["-", 'time: invalid duration "-"'],
    ["1s.s", 'time: invalid duration "1s.s"'],
    ["9999999h", 'time: invalid duration "9999999h"'],
  ])("refuses %j", (text, message) => {
    expect(parseDuration(text)).toEqual({ ok: false, message });
  });
});

describe("printDuration", () => {
  it.each([
    [0, "0s"],
    [500, "500ms"],
    [1500, "1.5s"],
    [30_000, "30s"],
    [90_000, "1m30s"],
    [60_000, "1m0s"],
    [3_600_000, "1h0m0s"],
    [90_061_001, "25h1m1.001s"],
    [-90_000, "-1m30s"],
    [0.25, "250µs"],
  ])("prints %d ms as %s", (ms, text) => {
    expect(printDuration(ms)).toBe(text);
  });
});
