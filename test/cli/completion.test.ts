import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Session } from "../e2e/session.ts";

const session = new Session();
beforeAll(async () => void (await session.run(["apply", "-q", "-f", "webserver.yaml"])));
afterAll(() => session.end());

describe("the completion", () => {
  it.each([
    ["plan d", "delete drain"],
    ["plan rollout ", "pause restart resume undo"],
    ["plan rollout undo sts ", "webserver"],
    ["plan set image sts ", "webserver"],
    ["plan drain ", "node-1 node-2 node-3"],
    ["plan create ", ""],
    ["sim set n", "nodes="],
    ["sim fail ", "image/ node/ pod/ pvc/ storageclass/"],
    ["sim fail pod/", "pod/webserver-0 pod/webserver-1 pod/webserver-2"],
    ["dns records ", "kubernetes webserver"],
    ["lint ", ""],
  ])("of %j is %j", async (words, candidates) => {
    const { stdout } = await session.run(["__complete", ...words.split(" ")]);
    expect(stdout.trim().split("\n").join(" ")).toBe(candidates);
  });
});
