import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lintManifests } from "../../src/lint/lint.ts";
import { isAtLeast, type Severity } from "../../src/lint/severity.ts";
import type { Finding } from "../../src/lint/finding.ts";

interface Bundle {
  readonly id: string;
  readonly why: string;
  readonly manifest: string;
  readonly level: Severity;
}

function bundles(name: string): readonly Bundle[] {
  const file = new URL(`../../fixtures/conformance/runtime/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as readonly Bundle[];
}

function findingsOf({ manifest }: Bundle): readonly Finding[] {
  return lintManifests([{ file: "bundle.yaml", bytes: new TextEncoder().encode(manifest) }]).findings;
}

function shown({ rule, severity, message }: Finding): string {
  return `${severity} ${rule}: ${message}`;
}

it("finds what breaks after the API server has accepted it, and says how bad it is", () => {
  const missed = bundles("runtime-broken").filter(
    (bundle) => !findingsOf(bundle).some(({ severity }) => isAtLeast(severity, bundle.level)),
  );
  expect(missed.map(({ id, why }) => `${id}: ${why}`)).toEqual([]);
});

it("leaves bundles in peace that only look like broken ones", () => {
  const alarms = bundles("runtime-fine").flatMap((bundle) => {
    const loud = findingsOf(bundle).filter(({ severity }) => severity !== "info");
    return loud.map((finding) => `${bundle.id}: ${shown(finding)}`);
  });
  expect(alarms).toEqual([]);
});
