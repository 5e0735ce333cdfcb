import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lint, type LintFile, type LintFlags } from "../src/index.ts";
import { Session } from "./e2e/session.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n";

describe("the library", () => {
  it("answers what lint -o json prints", async () => {
    const session = new Session();
    const names = ["mysql.yaml", "sample-statefulset-broken.yaml"];
    const files = names.map((file) => ({ file, content: read(`../fixtures/manifests/${file}`) }));
    const { stdout } = await session.run(["lint", "-o", "json", "--rule", "image-mutable=off", ...names]);
    session.end();
    expect(await lint(files, { rules: { "image-mutable": "off" } })).toEqual(JSON.parse(stdout));
  });

  it("does what the README shows", async () => {
    const [, example = ""] = /```js\n(import \{ lint \}.*?)```/s.exec(read("../README.md")) ?? [];
    const printed = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line);
    const lines: string[] = [];
    const body = example.replace(/^import .*$/m, "");
    // oxlint-disable-next-line no-implied-eval -- the example is run as it stands in the README
    const run = new Function("lint", "console", `return (async () => {${body}})();`) as (
      ...world: readonly unknown[]
    ) => Promise<void>;
    await run(lint, { log: (line: unknown) => lines.push(String(line)) });
    expect(lines).toEqual(printed);
  });

  it("says of an object that the API server refuses what its rules find as well", async () => {
    const content = read("../fixtures/manifests/webserver.yaml").replace("serviceName", "serviceNames");
    expect((await lint([{ file: "a.yaml", content }])).findings).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ rule: "strict-decoding", path: "spec.serviceNames" }),
        expect.objectContaining({ rule: "readiness-probe-missing" }),
      ]),
    );
  });

  it("takes bytes, and the manifests before a change", async () => {
    const content = new TextEncoder().encode(CONFIG.replace("name: settings", "name: settings, labels: {a: -}"));
    expect((await lint([{ file: "a.yaml", content }])).findings).toMatchObject([{ rule: "invalid" }]);
    const immutable = (mode: string) => [
      { file: "a.yaml", content: `${CONFIG}immutable: true\ndata: {mode: ${mode}}\n` },
    ];
    expect(await lint(immutable("slow"), { base: immutable("fast") })).toMatchObject({
      findings: [{ rule: "update-refused", path: "data.mode", line: 5 }],
    });
  });

  it.each<[unknown, string]>([
    [{ rules: { "strict-decodin": "off" } }, 'there is no rule "strict-decodin", did you mean "strict-decoding"?'],
    [{ rules: { "strict-decoding": "eror" } }, 'there is no severity "eror", did you mean "error"?'],
    [{ kubernetesVersion: "1.99" }, '"1.99" is no release from 1.27 to 1.36'],
    [{ kubernetesversion: "1.36" }, 'there is no flag "kubernetesversion", did you mean "kubernetesVersion"?'],
  ])("refuses %j", async (flags, message) => {
    await expect(lint([], flags as LintFlags)).rejects.toThrow(new RangeError(message));
  });

  it.each<[unknown, string]>([
    ["web.yaml", "files must be a list of { file, content }"],
    [[CONFIG], "files[0].file must be a string: what findings call the file"],
    [[{ file: "a.yaml" }], "files[0].content must be a string or a Uint8Array: the text of a.yaml, or its bytes"],
  ])("says what is wrong with the files %j", async (files, message) => {
    await expect(lint(files as LintFile[])).rejects.toThrow(new TypeError(message));
  });
});
