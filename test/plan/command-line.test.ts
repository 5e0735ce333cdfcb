import { describe, expect, it } from "vitest";
import { actOf } from "../../src/plan/command-line.ts";
import { shellWord } from "../../src/rollout/commands.ts";

describe("actOf", () => {
  it("reads words as a shell does, and flags as the command line does", () => {
    const patch = { metadata: { annotations: { said: "it's here" } } };
    expect(actOf(`stsctl patch sts web --type merge -ndb -p ${shellWord(JSON.stringify(patch))}`)).toMatchObject({
      request: { verb: "patch", type: "merge", namespace: "db", targets: { words: ["sts", "web"] }, patch },
    });
  });

  it("reads nothing into what a rehearsal cannot do", () => {
    expect(actOf("stsctl wait pod/web-0 --for=condition=Ready --timeout=10m")).toBeUndefined();
    expect(actOf("stsctl rollout status sts/web")).toBeUndefined();
  });
});
