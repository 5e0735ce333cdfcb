import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { lintManifests } from "../../src/lint/lint.ts";

const FOLDER = new URL("manifests/", import.meta.url);

it.each(readdirSync(FOLDER))("raises no alarm over %s, which is how people run it", (file) => {
  const { findings } = lintManifests([{ file, bytes: readFileSync(new URL(file, FOLDER)) }]);
  const loud = findings.filter(({ severity }) => severity !== "info");
  expect(loud.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});
