import { describe, expect, it } from "vitest";
import type { FlagForm } from "../../../src/base/flags.ts";
import { readLine } from "../../../src/cli/flags/read-line.ts";

const FLAGS: readonly FlagForm[] = [
  { name: "filename", short: "f", kind: "list" },
  { name: "namespace", short: "n", kind: "text" },
  { name: "quiet", short: "q", kind: "switch" },
  { name: "replicas", kind: "integer" },
  { name: "timeout", kind: "duration" },
  { name: "dry-run", kind: "text", bare: "client" },
  { name: "for", kind: "lines" },
];

const parse = (...line: string[]) => readLine(line, FLAGS);

describe("readLine", () => {
  it("takes flags and words in any order", () => {
    const { flags, words } = parse("sts", "-n", "a", "web", "--replicas=3", "-q");
    expect(words).toEqual(["sts", "web"]);
    expect([flags.text("namespace"), flags.integer("replicas"), flags.on("quiet")]).toEqual(["a", 3, true]);
  });

  it.each([
    [["-na"], "a"],
    [["-n=a"], "a"],
    [["-qn", "a"], "a"],
    [["--namespace", "a"], "a"],
    [["--namespace=a=b"], "a=b"],
    [["-n", "a", "-n", "b"], "b"],
  ])("reads the namespace of %j", (line, namespace) => {
    expect(parse(...line).flags.text("namespace")).toBe(namespace);
  });

  it("takes the value of a switch, and of a flag with a bare value, only after an equals sign", () => {
    const { flags, words } = parse("--quiet=false", "--dry-run", "server");
    expect([flags.on("quiet"), flags.text("dry-run"), words]).toEqual([false, "client", ["server"]]);
  });

  it("splits lists at commas and lines not", () => {
    const { flags } = parse("-f", "a,b", "-f", "-", "--for=x,y", "--for", "z");
    expect(flags.list("filename")).toEqual(["a", "b", "-"]);
    expect(flags.list("for")).toEqual(["x,y", "z"]);
  });

  it("leaves everything after a double dash alone", () => {
    const { words, afterDash } = parse("web-0", "--", "ls", "-l", "--foo");
    expect([words, afterDash]).toEqual([["web-0"], ["ls", "-l", "--foo"]]);
  });

  it("reads durations as Go does", () => {
    expect(parse("--timeout=1m30s").flags.duration("timeout")).toBe(90_000);
  });

  it.each([
    [["--foo"], "unknown flag: --foo"],
    [["-qx"], "unknown shorthand flag: 'x' in -qx"],
    [["--replicas"], "flag needs an argument: --replicas"],
    [["-n"], "flag needs an argument: 'n' in -n"],
    [["--replicas=x"], 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [["-q=x"], 'invalid argument "x" for "-q, --quiet" flag: strconv.ParseBool: parsing "x": invalid syntax'],
    [["--timeout=5"], 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
  ])("refuses %j in kubectl's words", (line, message) => {
    expect(() => parse(...line)).toThrow(expect.objectContaining({ code: "USAGE", message }));
  });
});
