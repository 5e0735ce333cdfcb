import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULES } from "../../src/lint/rules.ts";
import { SERVER_RULES } from "../../src/lint/server-rules.ts";
import { expectFindings, findingsIn } from "./rule-test.ts";

const ALL = [...SERVER_RULES, ...RULES];
const here = (path: string): string => new URL(path, import.meta.url).pathname;

describe("the list of rules", () => {
  it("is in the order of the codes, each of which is given once", () => {
    const codes = ALL.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes.filter((code) => !/^STS\d{3}$/.test(code))).toEqual([]);
  });

  it("gives every id once", () => {
    const ids = ALL.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });
});

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))("rule $id", ({ id, rule }) => {
  it("has a file and a test of its name", () => {
    expect(existsSync(here(`../../src/lint/rules/${id}.ts`)), "rule file").toBe(true);
    expect(existsSync(here(`rules/${id}.test.ts`)), "test file").toBe(true);
  });

  it("passes and fails as its examples say", () => {
    for (const manifest of rule.passes()) expect(findingsIn(manifest, [rule])).toEqual([]);
    for (const example of rule.fails()) expectFindings(rule, [rule], example);
  });
});

describe.each(SERVER_RULES.map((rule) => ({ id: rule.id, rule })))("finding $id", ({ rule }) => {
  it("passes and fails as its examples say", () => {
    for (const manifest of rule.passes())
      expect(findingsIn(manifest, []).filter((one) => one.rule === rule.id)).toEqual([]);
    for (const example of rule.fails()) expectFindings(rule, [], example);
  });
});

describe.each(ALL.map((rule) => ({ id: rule.id, rule })))("the text of $id", ({ rule }) => {
  it("says what, why, what to do and where it is documented", () => {
    const { summary, why, fix, source, passes, fails } = rule;
    expect(summary).toMatch(/^[A-Za-z0-9].*\.$/);
    expect(why).toMatch(/^[A-Za-z0-9].*\.$/);
    expect(fix).toMatch(/^[a-z].*[^.]$/);
    expect(source).not.toBe("");
    expect([passes().length > 0, fails().length > 0]).toEqual([true, true]);
  });
});
