import { spawnSync } from "node:child_process";

function isOfOurRelease(program: string): boolean {
  const { error, stdout } = spawnSync(program, ["version", "--client"], { encoding: "utf8" });
  return error === undefined && stdout.includes("v1.36.");
}

/** kubectl of the release that is modelled, if there is one here: others are built with libraries that have other words. */
export const KUBECTL = ["kubectl", "kubectl-1.36"].find(isOfOurRelease);
