import { describe, expect, it } from "vitest";
import { PodFiles } from "../../../src/sim/exec/pod-files.ts";
import { NoSuchCommand, runWords } from "../../../src/sim/exec/shell.ts";
import { ShellSyntaxError } from "../../../src/sim/exec/words.ts";

const MOUNTS = [
  { path: "/data", prefix: "", claim: "data-web-0", volume: "pv-1", readOnly: false, size: "1Gi" },
  { path: "/config", prefix: "config:", readOnly: true },
  { path: "", prefix: "", readOnly: false },
];

function pod() {
  const files = new PodFiles(MOUNTS, {}, {});
  const env = { HOSTNAME: "web-0", MODE: "fast" };
  const around = { files, hostname: "web-0", domain: "web.default.svc.cluster.local", env };
  const sh = (script: string) => runWords(["sh", "-c", script], around);
  return { files, around, sh };
}

describe("the shell of a pod", () => {
  it.each([
    ["echo hello", "hello\n"],
    ["echo 'a b'  \"c $MODE\" ${MODE}x '$MODE'", "a b c fast fastx $MODE\n"],
    ["echo -n x; echo y", "xy\n"],
    ["false && echo no; echo yes", "yes\n"],
    ["false || echo yes", "yes\n"],
    ["true || echo no", ""],
    ["hostname; hostname -f", "web-0\nweb-0.web.default.svc.cluster.local\n"],
    ["echo a > /data/f && echo b >> /data/f && cat /data/f", "a\nb\n"],
    ["echo a > /data/f; echo b > /data/f; cat /data/f", "b\n"],
    ["mkdir -p /data/x/y && touch /data/x/y/z && ls /data /data/x", "/data:\nx\n/data/x:\ny\n"],
    ["touch /data/a /data/b; rm /data/a; ls /data", "b\n"],
    ["touch /data/../data/./c; ls /data", "c\n"],
    ["mkdir /data/d; touch /data/d/e; rm -r /data/d; ls /data", ""],
    ["ls /", "config\ndata\n"],
  ])("answers %j", (script, stdout) => {
    expect(pod().sh(script)).toMatchObject({ stdout, stderr: "" });
  });

  it.each([
    ["cat /data/nope", "cat: /data/nope: No such file or directory\n"],
    ["cat /data", "cat: /data: Is a directory\n"],
    ["touch /data/no/where", "touch: cannot touch '/data/no/where': No such file or directory\n"],
    ["touch /config/x", "touch: cannot touch '/config/x': Read-only file system\n"],
    ["echo x > /config/x", "sh: /config/x: Read-only file system\n"],
    ["rm /data", "rm: cannot remove '/data': Is a directory\n"],
    ["mkdir /data", "mkdir: cannot create directory '/data': File exists\n"],
    ["ls /nope", "ls: cannot access '/nope': No such file or directory\n"],
  ])("refuses %j", (script, stderr) => {
    const ended = pod().sh(script);
    expect(ended.stderr).toBe(stderr);
    expect(ended.status).toBeGreaterThan(0);
  });

  it("keeps files below a claim's mount in its volume, and all others with the pod", () => {
    const { files, sh } = pod();
    sh("echo a > /data/a; echo b > /tmp/b");
    expect(files.volumes).toEqual({ "pv-1": { "/a": "a\n" } });
    expect(files.scratch).toEqual({ "/tmp/b": "b\n" });
  });

  it("takes a redirection that reached it as words for what it was meant to be", () => {
    const { files, around } = pod();
    runWords(["echo", "hello", ">", "/data/f"], around);
    expect(files.read("/data/f")).toBe("hello\n");
  });

  it("knows no other commands, and no pipes", () => {
    const { around, sh } = pod();
    expect(() => runWords(["vim"], around)).toThrow(NoSuchCommand);
    expect(() => runWords(["constructor"], around)).toThrow(NoSuchCommand);
    expect(() => sh("cat /data/f | wc")).toThrow(ShellSyntaxError);
    expect(() => sh("echo 'open")).toThrow(ShellSyntaxError);
  });
});
