import { readFileSync } from "node:fs";

interface Step {
  readonly kubectl?: string;
  readonly stdout?: string;
}

/** What real kubectl printed in a step of a recorded scenario. */
export function recorded(scenario: string, step: number): string {
  const url = new URL(`../../fixtures/conformance/scenarios/${scenario}.json`, import.meta.url);
  const { steps } = JSON.parse(readFileSync(url, "utf8")) as { readonly steps: readonly Step[] };
  return steps[step]?.stdout ?? "";
}
