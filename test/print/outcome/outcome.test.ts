import { describe, expect, it } from "vitest";
import { outcomeText } from "../../../src/print/outcome/outcome.ts";
import type { Diagnosis } from "../../../src/rollout/diagnosis.ts";

const plain = { width: 80, color: false };

const complete: Diagnosis = {
  object: { kind: "StatefulSet", namespace: "default", name: "webserver" },
  verdict: "settled",
  reason: "none",
  sentence: "3 of 3 ready",
  because: [],
  frees: [],
  recovers: [],
  serving: { ready: 3, desired: 3 },
  revisions: { current: "webserver-cfdcb6869", update: "webserver-cfdcb6869", updated: 3 },
};

const stuck: Diagnosis = {
  ...complete,
  object: { kind: "StatefulSet", namespace: "default", name: "web" },
  verdict: "stuck",
  reason: "image-pull",
  sentence: "web-2 cannot pull nginx:1.99 (ImagePullBackOff), so web-1 and web-0 stay at revision 1 (2 of 3 serving)",
  butNot: "Going back alone does not free it: OrderedReady never replaces a pod that is not ready.",
  frees: ["stsctl set image sts/web nginx=nginx:1.25", "stsctl delete pod web-2"],
  recovers: ["stsctl sim recover image/nginx:1.99"],
};

describe("outcome", () => {
  it("sums up what settled in one sentence, wrapped to the width", () => {
    const counts = new Map([["default/webserver", { claims: 3, names: 3 }]]);
    expect(outcomeText({ elapsedMs: 9000, settled: true, diagnoses: [complete], counts, losses: [] }, plain)).toBe(
      "Settled after 9s: webserver 3/3 ready at revision webserver-cfdcb6869, 3\n  claims, 3 names.\n",
    );
  });

  it("says what is stuck, what does not help, and the commands that do", () => {
    const text = outcomeText(
      { elapsedMs: 3000, settled: true, diagnoses: [stuck], counts: new Map(), losses: [] },
      plain,
    );
    expect(text).toBe(
      [
        "STUCK: web-2 cannot pull nginx:1.99 (ImagePullBackOff), so web-1 and web-0",
        "  stay at revision 1 (2 of 3 serving).",
        "  Going back alone does not free it: OrderedReady never replaces a pod that is",
        "  not ready.",
        "  To free it:  stsctl set image sts/web nginx=nginx:1.25",
        "               stsctl delete pod web-2",
        "  Or end the fault:  stsctl sim recover image/nginx:1.99",
        "",
      ].join("\n"),
    );
  });

  it("says so when nothing is there to be settled, or time ran out", () => {
    const nothing = { elapsedMs: 1500, diagnoses: [], counts: new Map(), losses: [] };
    expect(outcomeText({ ...nothing, settled: true }, plain)).toBe("Settled after 1.5s.\n");
    expect(outcomeText({ ...nothing, settled: false }, plain)).toBe("Not settled after 1.5s.\n");
  });

  it("says what data is lost, before what is stuck", () => {
    const losses = ['db lost what mysql:8.4 kept at /var/lib/mysql, in the emptyDir "data": db-0'];
    const text = outcomeText({ elapsedMs: 0, settled: true, diagnoses: [stuck], counts: new Map(), losses }, plain);
    expect(text.startsWith("DATA LOSS: db lost what mysql:8.4 kept at /var/lib/mysql, in the emptyDir")).toBe(true);
    expect(text).toContain('  "data": db-0.\nSTUCK: web-2');
  });

  it("names the way on for what only lacks time", () => {
    const going: Diagnosis = {
      ...stuck,
      verdict: "progressing",
      sentence: "web-1 is starting",
      frees: [],
      recovers: [],
    };
    const { butNot: _, ...diagnosis } = going;
    const text = outcomeText(
      { elapsedMs: 4000, settled: false, diagnoses: [diagnosis], counts: new Map(), losses: [] },
      plain,
    );
    expect(text).toBe("NOT YET: web-1 is starting.\n  To let it go on:  stsctl sim run\n");
  });

  it("leaves most of very many commands out", () => {
    const frees = Array.from({ length: 2000 }, (_, n) => `stsctl delete pod web-${n}`);
    const text = outcomeText(
      { elapsedMs: 0, settled: true, diagnoses: [{ ...stuck, frees }], counts: new Map(), losses: [] },
      plain,
    );
    expect(text).toContain("… and 1,996 more like these\n");
  });
});
