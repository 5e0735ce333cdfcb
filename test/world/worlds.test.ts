import { expect, it } from "vitest";
import { playWorlds } from "./campaign.ts";

it("keeps every guarantee in 200 worlds", () => {
  expect(playWorlds({ seed: 1, count: 200, mishaps: 3 })).toBeUndefined();
});
