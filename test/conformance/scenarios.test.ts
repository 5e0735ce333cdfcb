import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { replay } from "./scenario.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/conformance/scenarios");

it.each(readdirSync(FOLDER).map((file) => file.replace(".json", "")))("does what Kubernetes did: %s", async (name) => {
  expect(await replay(join(FOLDER, `${name}.json`))).toEqual([]);
});
