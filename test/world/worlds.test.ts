import { expect, it } from "vitest";
import { playWorlds } from "./campaign.ts";

it.each([1, 2, 3, 4])("keeps every guarantee in 50 worlds of seed %d", { timeout: 180_000 }, (seed) => {
  expect(playWorlds({ seed, count: 50, mishaps: 2 })).toBeUndefined();
});

it.each([1, 2])("keeps every promise in 12 mixed worlds of seed %d", { timeout: 180_000 }, (seed) => {
  expect(playWorlds({ seed, count: 12, mishaps: 2, mixed: true })).toBeUndefined();
});
