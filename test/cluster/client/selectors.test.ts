import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../../src/api/object.ts";
import { resourceKind } from "../../../src/api/kinds.ts";
import { parseFieldSelector } from "../../../src/cluster/client/field-selector.ts";
import { parseLabelSelector } from "../../../src/cluster/client/selector-text.ts";

describe("label selectors", () => {
  const labels = { app: "web", n: "7", empty: "" };
  test.each([
    ["app=web", true],
    ["app==web", true],
    ["app = web , n", true],
    ["app!=web", false],
    ["tier!=x", true],
    ["app", true],
    ["!app", false],
    ["! tier", true],
    ["app in (db, web)", true],
    ["app notin (web)", false],
    ["tier notin (web)", true],
    ["empty in ()", true],
    ["empty in (,b)", true],
    ["empty=", true],
    ["empty==", true],
    ["n>5", true],
    ["n<5", false],
    ["app>5", false],
    ["app=web,n>5,!tier", true],
    ["app in (,web)", true],
    ["nope notin ()", true],
    ["", true],
  ])("%s", (text, expected) => {
    const parsed = parseLabelSelector(text);
    expect(parsed.ok && parsed.value(labels)).toBe(expected);
  });

  test.each([
    ["app in web", "unable to parse requirement: found 'web' expected: '('"],
    ["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    [",a", "found ',', expected: !, identifier, or 'end of string'"],
    ["a in (b) c", "found 'c', expected: ',' or 'end of string'"],
    [
      "k>x",
      "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    ["app=bad value", "found 'value', expected: ',' or 'end of string'"],
    ["a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"],
    ["a in (,=)", "unable to parse requirement: found '=', expected: ',', or identifier"],
    ["a in (=)", "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    [
      "/ b",
      'unable to parse requirement: <nil>: Invalid value: "/": prefix part must be non-empty; name part must be non-empty; name part must consist of',
    ],
    [
      "n>9223372036854775808,-",
      "unable to parse requirement: values[0]: Invalid value: \"9223372036854775808\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    [
      "n>-x",
      "unable to parse requirement: [values[0]: Invalid value: \"-x\": for 'Gt', 'Lt' operators, the value must be an integer, values[0][n]: Invalid value: \"-x\": a valid label must be",
    ],
    [
      "UPPER/x=1",
      'unable to parse requirement: <nil>: Invalid value: "UPPER/x": prefix part a lowercase RFC 1123 subdomain must consist of',
    ],
  ])("%s is refused", (text, message) => {
    const parsed = parseLabelSelector(text);
    expect(parsed.ok ? "" : parsed.message.slice(0, message.length)).toBe(message);
  });
});

function kind(key: string): NonNullable<ReturnType<typeof resourceKind>> {
  const found = resourceKind(key);
  if (found === undefined) throw new Error(key);
  return found;
}

describe("field selectors", () => {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a,b", namespace: "default" },
    spec: { nodeName: "node-1" },
    status: { phase: "Running" },
  } as KubeObject;

  test.each([
    ["spec.nodeName=node-1", true],
    ["spec.nodeName==node-1,status.phase=Running", true],
    ["status.phase!=Running", false],
    ["metadata.name=a\\,b", true],
    ["spec.hostNetwork=false", true],
    ["status.podIP=", true],
    ["status.podIP==,", true],
    ["metadata.name!=a\\\\b", true],
    ["", true],
  ])("%s", (text, expected) => {
    const parsed = parseFieldSelector(text, kind("Pod"));
    expect(parsed.ok && parsed.value(pod)).toBe(expected);
  });

  test.each([
    [
      "StatefulSet",
      "spec.replicas=1",
      '"spec.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ["Pod", "foo=1", "field label not supported: foo"],
    ["Pod", "spec.nodeName", "invalid selector: 'spec.nodeName'; can't understand 'spec.nodeName'"],
    ["Pod", "b,foo=1,a", "invalid selector: 'b,foo=1,a'; can't understand 'a'"],
    ["Pod", "foo=1,spec.nodeName=\\x", "invalid field selector: invalid escape sequence: \\x"],
    ["Pod", "spec.nodeName=x\\", "invalid field selector: invalid escape sequence: \\"],
    ["Pod", "spec.nodeName=a=b", "invalid field selector: unescaped character in value: 61"],
  ])("%s %s is refused", (key, text, message) => {
    expect(parseFieldSelector(text, kind(key))).toEqual({ ok: false, message });
  });
});
