import { describe, expect, test } from "vitest";
import { applyMergePatch } from "../../../src/api/patch/json-merge.ts";
import { applyJsonPatch } from "../../../src/api/patch/json-patch.ts";

describe("JSON merge patch (RFC 7386, appendix A)", () => {
  test.each([
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    // Beyond the standard, as the server's library has it.
    [{}, { a: [{ b: null, c: [[{ d: null }]] }, null] }, { a: [{ c: [[{}]] }, null] }],
  ])("%j with %j is %j", (target, patch, expected) => {
    expect(applyMergePatch(target, patch)).toEqual({ ok: true, value: expected });
  });

  test("keeps __proto__ as data", () => {
    const patched = applyMergePatch({ a: 1 }, JSON.parse('{"__proto__":{"x":1}}'));
    expect(JSON.stringify(patched)).toBe('{"ok":true,"value":{"a":1,"__proto__":{"x":1}}}');
  });

  test("a patch that is no object is a bad request", () => {
    expect(applyMergePatch({}, [])).toMatchObject({ status: { code: 400, reason: "BadRequest" } });
  });
});

describe("JSON patch (RFC 6902, appendix A)", () => {
  test.each([
    [{ foo: "bar" }, [{ op: "add", path: "/baz", value: "qux" }], { foo: "bar", baz: "qux" }],
    [{ foo: ["bar", "baz"] }, [{ op: "add", path: "/foo/1", value: "qux" }], { foo: ["bar", "qux", "baz"] }],
    [{ foo: ["bar"] }, [{ op: "add", path: "/foo/-", value: "x" }], { foo: ["bar", "x"] }],
    [{ baz: 1, foo: 2 }, [{ op: "remove", path: "/baz" }], { foo: 2 }],
    [{ foo: ["bar", "qux"] }, [{ op: "remove", path: "/foo/1" }], { foo: ["bar"] }],
    [{ baz: 1 }, [{ op: "replace", path: "/baz", value: 2 }], { baz: 2 }],
    [{ foo: { a: 1 }, qux: {} }, [{ op: "move", from: "/foo/a", path: "/qux/b" }], { foo: {}, qux: { b: 1 } }],
    [{ a: { b: 1 } }, [{ op: "copy", from: "/a", path: "/c" }], { a: { b: 1 }, c: { b: 1 } }],
    [
      { "/": 9, "~1": 10 },
      [
        { op: "test", path: "/~01", value: 10 },
        { op: "remove", path: "/~1" },
      ],
      { "~1": 10 },
    ],
    [{ a: 1 }, [{ op: "test", path: "/b", value: null }], { a: 1 }],
  ])("%j with %j is %j", (target, patch, expected) => {
    expect(applyJsonPatch(target, patch)).toEqual({ ok: true, value: expected });
  });
});

describe("JSON patch beyond the standard, as the server's library has it", () => {
  test.each([
    [{ a: 1 }, [{ op: "replace", path: "/nope", value: 1 }], { a: 1, nope: 1 }],
    [{ a: 1 }, [{ op: "copy", path: "/b", from: "/nope" }], { a: 1, b: null }],
    [{ a: [1] }, [{ op: "add", path: "/a/0" }], { a: [null, 1] }],
    [{ a: [1] }, [{ op: "add", path: "/a/+1", value: 2 }], { a: [1, 2] }],
    [{ a: [1, 2] }, [{ op: "remove", path: "/a/-1" }], { a: [1] }],
    [{ a: 1 }, [{ op: "add", path: "x/b", value: 2 }], { a: 1, b: 2 }],
    [{ a: 1 }, [{ op: "test", path: "/nope" }], { a: 1 }],
    [{ a: 1 }, [{ op: "test", path: "", value: { a: 1 } }], { a: 1 }],
    [{ a: 1 }, [{ op: "replace", path: "", value: { b: 1 } }], { b: 1 }],
  ])("%j with %j is %j", (target, patch, expected) => {
    expect(applyJsonPatch(target, patch)).toEqual({ ok: true, value: expected });
  });

  test.each([
    [[{ op: "replace", path: "/nope/deep", value: 1 }]],
    [[{ op: "replace", path: "/list/0", value: 1 }]],
    [[{ op: "replace", path: "", value: 1 }]],
    [[{ op: "add", path: "", value: {} }]],
    [[{ op: "copy", path: "/b", from: "/list/0" }]],
    [[{ op: "test", path: "/a/b", value: null }]],
    [[{ op: 1, path: "/a" }]],
    [[{ op: "add", path: 1, value: 1 }]],
    [[null]],
    [[{ op: "remove", path: "/nope" }]],
    [[{ op: "add", path: "/nope/deep", value: 1 }]],
    [[{ op: "add", path: "/list/5", value: 1 }]],
    [[{ op: "test", path: "/a", value: 2 }]],
    [[{ op: "frobnicate", path: "/a" }]],
    [[{ op: "remove", path: "a" }]],
  ])("%j does not fit and says no more than that", (patch) => {
    const message = "the server rejected our request due to an error in our request";
    expect(applyJsonPatch({ a: 1, list: [] }, patch)).toMatchObject({ status: { code: 422, message } });
  });

  test.each([
    ["x", "string"],
    [1, "number"],
    [true, "bool"],
    [[], "array"],
  ])("an operation %j is a bad request", (operation, type) => {
    const message = `json: cannot unmarshal ${type} into Go value of type jsonpatch.Operation`;
    expect(applyJsonPatch({}, [operation])).toMatchObject({ status: { code: 400, message } });
  });

  test("a patch that is no list is a bad request", () => {
    expect(applyJsonPatch({}, {})).toMatchObject({ status: { code: 400 } });
  });
});
