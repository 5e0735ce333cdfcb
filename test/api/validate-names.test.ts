import { describe, expect, test } from "vitest";
import {
  labelFlaws,
  labelValueFlaws,
  nameIsLabel,
  nameIsSubdomain,
  pathSegmentFlaws,
  qualifiedNameFlaws,
  subdomainFlaws,
} from "../../src/api/names.ts";
import {
  configKeyFlaws,
  envNameFlaws,
  headerNameFlaws,
  percentFlaws,
  portNameFlaws,
} from "../../src/api/validation/formats.ts";

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', " +
  "and must start and end with an alphanumeric character " +
  "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe("a label of DNS", () => {
  test.each(["a", "0", "web-0", "a".repeat(63)])("%s is one", (value) => {
    expect(labelFlaws(value)).toEqual([]);
  });

  test.each(["Web", "-a", "a-", "a_b", "", "a\n"])("%j is none", (value) => {
    expect(labelFlaws(value)).toEqual([LABEL]);
  });

  test("has no dots, which is said in its own words", () => {
    expect(labelFlaws("a.b")).toEqual(["must not contain dots"]);
  });

  test("has at most 63 characters, and both flaws are told", () => {
    expect(labelFlaws("A".repeat(64))).toEqual(["must be no more than 63 characters", LABEL]);
  });

  test("may end in a hyphen where a random part follows", () => {
    expect(nameIsLabel("web-", true)).toEqual([]);
    expect(nameIsLabel("web-", false)).toEqual([LABEL]);
    expect(nameIsSubdomain("web.x-", true)).toEqual([]);
  });
});

describe("other names", () => {
  test("a subdomain is made of labels", () => {
    expect(subdomainFlaws("a.b-c.0")).toEqual([]);
    expect(subdomainFlaws("a..b")).toHaveLength(1);
    expect(subdomainFlaws("a".repeat(254))).toEqual(["must be no more than 253 characters"]);
  });

  test.each(["app", "example.com/app", "A_b.c-d", "a/B"])("%s is a qualified name", (value) => {
    expect(qualifiedNameFlaws(value)).toEqual([]);
  });

  test("a qualified name has one slash, and parts that are not empty", () => {
    expect(qualifiedNameFlaws("/a")[0]).toBe("prefix part must be non-empty");
    expect(qualifiedNameFlaws(`${"a".repeat(254)}/b`)).toEqual(["prefix part must be no more than 253 bytes"]);
    expect(qualifiedNameFlaws("a/")[0]).toBe("name part must be non-empty");
    expect(qualifiedNameFlaws("a/b/c")[0]).toMatch(/^a valid label key must consist of/);
  });

  test("a label's value may be empty, and has at most 63 bytes", () => {
    expect(labelValueFlaws("")).toEqual([]);
    expect(labelValueFlaws("a".repeat(64))).toEqual(["must be no more than 63 bytes"]);
    expect(labelValueFlaws("a b")).toHaveLength(1);
  });

  test("a segment of a URL is not one that means something else", () => {
    expect(pathSegmentFlaws("..")).toEqual(["may not be '..'"]);
    expect(pathSegmentFlaws("a/b%")).toEqual(["may not contain '/'", "may not contain '%'"]);
    expect(pathSegmentFlaws("System:Node")).toEqual([]);
  });

  test("a port's name has letters, and hyphens only between others", () => {
    expect(portNameFlaws("http-2")).toEqual([]);
    expect(portNameFlaws("80")).toEqual(["must contain at least one letter (a-z)"]);
    expect(portNameFlaws("a--b")).toEqual(["must not contain consecutive hyphens"]);
    expect(portNameFlaws("-a")).toEqual(["must not begin or end with a hyphen"]);
    expect(portNameFlaws("a".repeat(16))).toEqual(["must be no more than 15 characters"]);
  });

  test("a variable's name is printable, without an equals sign", () => {
    expect(envNameFlaws("1 a.b-c")).toEqual([]);
    expect(envNameFlaws("a=b")).toHaveLength(1);
    expect(envNameFlaws("ä")).toHaveLength(1);
  });

  test("a key of a ConfigMap is a plain file name", () => {
    expect(configKeyFlaws("a_b.c")).toEqual([]);
    expect(configKeyFlaws("..")).toEqual(["must not be '..'"]);
    expect(configKeyFlaws("..a")).toEqual(["must not start with '..'"]);
    expect(configKeyFlaws("a/b")).toHaveLength(1);
  });

  test("headers and percentages have their patterns", () => {
    expect(headerNameFlaws("X-A")).toEqual([]);
    expect(headerNameFlaws("X_A")).toHaveLength(1);
    expect(percentFlaws("10%")).toEqual([]);
    expect(percentFlaws("10")).toHaveLength(1);
  });
});
