import { describe, expect, test } from "vitest";
import { fieldErrorText } from "../../src/api/field-error.ts";
import { goJsonError } from "../../src/api/validation/go-json-error.ts";
import { cidrWarnings, ipWarnings } from "../../src/api/validation/ip-warnings.ts";
import { isIpv6, validateCidr, validateIp, validateReachableIp } from "../../src/api/validation/ip.ts";
import { unifiedDiff } from "../../src/api/validation/line-diff.ts";

const AT = ["at"];
const details = (errors: readonly { readonly detail?: string }[]): readonly unknown[] =>
  errors.map(({ detail }) => detail);

describe("an IP address", () => {
  test.each(["10.0.0.1", "::", "::1", "2001:db8::ffff", "1:2:3:4:5:6:7:8", "64:ff9b::1.2.3.4", "1::"])(
    "%s is one",
    (value) => {
      expect(validateIp(AT, value)).toEqual([]);
    },
  );

  test.each(["", "10.0.0", "10.0.0.256", "1:2", "1::2::3", "1:2:3:4:5:6:7:8:9", "g::", "::1.2.3", "10.0.0.1/8"])(
    "%j is none",
    (value) => {
      expect(details(validateIp(AT, value))).toEqual(["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"]);
    },
  );

  test("has one spelling of IPv4", () => {
    expect(details(validateIp(AT, "10.0.0.01"))).toEqual(["must not have leading 0s"]);
    expect(details(validateIp(AT, "::ffff:1.2.3.4"))).toEqual(["must not be an IPv4-mapped IPv6 address"]);
    expect(isIpv6("::ffff:1.2.3.4")).toBe(false);
  });

  test.each([
    ["0.0.0.0", "may not be unspecified (0.0.0.0)"],
    ["::", "may not be unspecified (::)"],
    ["127.1.2.3", "may not be in the loopback range (127.0.0.0/8, ::1/128)"],
    ["::1", "may not be in the loopback range (127.0.0.0/8, ::1/128)"],
    ["169.254.1.1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)"],
    ["fe80::1", "may not be in the link-local range (169.254.0.0/16, fe80::/10)"],
    ["224.0.0.9", "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"],
  ])("%s cannot be reached", (value, detail) => {
    expect(details(validateReachableIp(AT, value))).toEqual([detail]);
  });

  test.each([
    ["10.0.0.0/8", []],
    ["0.0.0.0/0", []],
    ["10.0.0.0", ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]],
    ["10.0.0.0/33", ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"]],
    ["10.0.0.0/08", ["must not have leading 0s in IP or prefix length"]],
    ["10.0.0.1/8", ["must not have bits set beyond the prefix length"]],
    ["2001:db8::1/64", ["must not have bits set beyond the prefix length"]],
  ])("a block %s is judged", (value, expected) => {
    expect(details(validateCidr(AT, value))).toEqual(expected);
  });

  test.each([
    ["2001:db8:0:0::2", "2001:db8::2"],
    ["2001:DB8::2", "2001:db8::2"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:2:3:4:5:6::", "1:0:2:3:4:5:6:0"],
  ])("%s is better written %s", (value, better) => {
    const advice = `should be in RFC 5952 canonical format ("${better}")`;
    expect(ipWarnings(AT, value)).toEqual([`at: IPv6 address "${value}" ${advice}`]);
    expect(ipWarnings(AT, better)).toEqual([]);
  });

  test("a block of addresses has a better spelling, too", () => {
    const advice = 'should be in RFC 5952 canonical format ("2001:db8::/32")';
    expect(cidrWarnings(AT, "2001:db8:0::/32")).toEqual([`at: IPv6 CIDR value "2001:db8:0::/32" ${advice}`]);
    expect(cidrWarnings(AT, "10.0.0.0/8")).toEqual([]);
  });

  /** @see staging/src/k8s.io/apimachinery/pkg/util/validation/ip_test.go, `TestGetWarningsForIP`, `TestGetWarningsForCIDR` (1.36) */
  test("what nobody would accept today is named", () => {
    const isInvalid = (value: string, use: string): string => `"${value}" is invalid: use "${use}"`;
    for (const [value, use] of [
      ["192.012.2.2", "192.12.2.2"],
      ["::ffff:192.0.2.2", "192.0.2.2"],
    ] as const)
      expect(ipWarnings(AT, value)).toEqual([`at: non-standard IP address ${isInvalid(value, use)}`]);
    for (const [value, use] of [
      ["192.012.2.0/24", "192.12.2.0/24"],
      ["192.0.2.0/024", "192.0.2.0/24"],
      ["::ffff:192.0.2.0/120", "192.0.2.0/24"],
    ] as const)
      expect(cidrWarnings(AT, value)).toEqual([`at: non-standard CIDR value ${isInvalid(value, use)}`]);
    expect(cidrWarnings(AT, "2001:db8:1:2::5/64")).toEqual([
      'at: CIDR value "2001:db8:1:2::5/64" is ambiguous in this context (should be "2001:db8:1:2::/64" or "2001:db8:1:2::5/128"?)',
    ]);
    expect(ipWarnings(AT, "a")).toEqual([]);
    expect(cidrWarnings(AT, " 10.0.0.1/8")).toEqual([]);
  });
});

describe("a difference of lines", () => {
  test("shows three lines around each change", () => {
    const before = "a\nb\nc\nd\ne\nf\ng\n";
    expect(unifiedDiff(before, before.replace("e", "E"))).toBe("@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n \n");
  });

  test("is nothing where nothing differs", () => {
    expect(unifiedDiff("a\n", "a\n")).toBe("");
  });

  test("has a part for each change far from the others", () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const after = lines.map((line, index) => (index === 2 || index === 17 ? `${line}!` : line));
    expect(unifiedDiff(lines.join("\n"), after.join("\n")).match(/^@@/gm)).toHaveLength(2);
  });
});

describe("text that is no JSON", () => {
  test.each([
    ["{", "unexpected end of JSON input"],
    ["{a}", "invalid character 'a' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
    ["[1 2]", "invalid character '2' after array element"],
    ["{} x", "invalid character 'x' after top-level value"],
    ["nul ", "invalid character ' ' in literal null (expecting 'l')"],
    ['{"a":01}', "invalid character '1' after object key:value pair"],
  ])("%j is explained as Go does", (text, expected) => {
    expect(goJsonError(text, "object", "map[string]string")).toBe(expected);
  });

  test("is explained by its kind where it is JSON of another", () => {
    expect(goJsonError("{}", "object", "main.T")).toBeUndefined();
    expect(goJsonError("[]", "object", "main.T")).toBe("json: cannot unmarshal array into Go value of type main.T");
  });
});

test("a field error prints its value as the server does", () => {
  const [error] = validateIp(["spec", "clusterIP"], 'a"b');
  expect(error === undefined ? "" : fieldErrorText(error)).toMatch(/^spec\.clusterIP: Invalid value: "a\\"b": must be/);
});
