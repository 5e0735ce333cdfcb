import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../src/base/json.ts";
import { readManifests } from "../../src/manifest/read.ts";
import { decodeStream } from "../../src/manifest/stream.ts";
import { textOf } from "../../src/manifest/text.ts";

/** The kinds of the documents in turn, and why the reading stopped. */
function kinds(text: string): unknown[] {
  return [...decodeStream("x.yaml", text)].map((decoded) => {
    if ("failure" in decoded) return decoded.failure.message;
    return isJsonObject(decoded.value) ? decoded.value["kind"] : decoded.value;
  });
}

describe("a stream that begins as JSON", () => {
  test.each([
    ['{"kind":"a"}{"kind":"b"}', ["a", "b"]],
    ['{"kind":"a"}\n---\nkind: b\n---\nkind: c', ["a", "b", "c"]],
    ['{"kind":"a"} kind: b\nmetadata: {}', ["a", "b"]],
    ['{"kind":"a"}{"kind":"b"}\n---\nkind: c', ["a", "b", "invalid character '-' in numeric literal"]],
    ['{"kind":"a"}{"kind":"b"}{"kind":', ["a", "b", "unexpected EOF"]],
    ['{"kind":"a",}', ["a"]],
    ["{kind: a}", ["a"]],
    ['{"kind":"a"}\nkind: [', ["a", "json: offset 14: invalid character 'k' looking for beginning of value"]],
    ['{"kind":"a"\n---\nkind: c\n', ["json: offset 13: invalid character '-' after object key:value pair"]],
    [
      "{kind: b}\n---\n{kind: c\n",
      ["b", "error converting YAML to JSON: yaml: line 1: did not find expected ',' or '}'"],
    ],
    ['{"kindé":"é",]', ["json: offset 16: invalid character ']' looking for beginning of object key string"]],
    ['{"a":nul]', ["json: offset 9: invalid character ']' in literal null (expecting 'l')"]],
    ['{"a":1.]', ["json: offset 8: invalid character ']' in numeric literal"]],
    ['{"a":1e+]', ["json: offset 9: invalid character ']' in numeric literal"]],
    ['{"a":"\\u12g"]', ['json: offset 12: invalid escape sequence `\\u12g"` in string']],
    ['{"a":"\\u \u00a0x"]', ['json: offset 12: invalid escape sequence "\\\\u \\u00a0x" in string']],
    ['{"a":"\\é"]', ['json: offset 8: invalid escape sequence "\\\\\\xc3" in string']],
    ['{"a":"\\x"]', ["json: offset 8: invalid escape sequence `\\x` in string"]],
    ['{"a":"\\u00', ["unexpected EOF"]],
    ['{"a":"\x01"]', ["json: offset 7: invalid character '\\x01' in string"]],
    ['{"a":\u2028]', ["json: offset 8: invalid character '\\u2028' looking for beginning of value"]],
    ['{"a":"b"\'', ["json: offset 9: invalid character '\\'' after object key:value pair"]],
    ['{"a":', ["unexpected EOF"]],
    ['{"kind":"a"}x', ["a", "json: offset 13: invalid character 'x' looking for beginning of value"]],
    ['{"kind":"a"}   x', ["a", "json: offset 16: invalid character 'x' looking for beginning of value"]],
    ['{"kind":"a"}é\n', ["a", "json: offset 14: invalid character 'é' looking for beginning of value"]],
    ['{"kind":"a"}\n# c', ["a", null]],
    ['{"kind":"a"}\n\n\nx', ["a", "x"]],
    ['{"kind":"a"}  éx\n', ["a", "éx"]],
    ["{x}", ["json: offset 2: invalid character 'x' looking for beginning of object key string"]],
  ])("%j goes on as YAML where it is that, and else tells the mistake in the JSON", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

function list(kind: string, items: string) {
  return readManifests({ file: "x.yaml", bytes: Buffer.from(`apiVersion: v1\nkind: ${kind}\nitems: ${items}\n`) });
}

function pod(name: string): string {
  return `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}}`;
}

describe("a separator", () => {
  const mistake = (line: string): string =>
    `error converting YAML to JSON: yaml: ${line}mapping values are not allowed in this context`;

  test.each([
    ["kind: a\n---\nb: c: d\n", ["a", mistake("")]],
    ["---\nb: c: d\n", [mistake("line 2: ")]],
    ["---\n--- # c\nb: c: d\n", [null, mistake("")]],
    ["kind: a\n---\n---\nb: c: d\n", ["a", mistake("line 2: ")]],
  ])("counts as a line of the document that it begins, not of one that it parts from another: %j", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  test("has to stand before the end of a document of nothing", () => {
    const nothing = "error converting YAML to JSON: yaml: line 1: did not find expected node content";
    expect(kinds("# c\n...\n")).toEqual([nothing]);
    expect(kinds("---\n...\n")).toEqual([null]);
  });

  test("is none of the unusual things that keep a document from being read the short way", () => {
    const [decoded] = decodeStream("x.yaml", "--- # first\nkind: a\n");
    expect(decoded).toMatchObject({ document: { unusual: false, firstLine: 1 } });
  });
});

describe("a value", () => {
  const yaml = (text: string): string => `error converting YAML to JSON: ${text}`;

  test.each([
    [".1_0", 0.1],
    ["._1", "._1"],
    ["!!timestamp 2024-1-2 3:4:5", "2024-1-2 3:4:5"],
    ["!!timestamp 2023-02-29", yaml("yaml: cannot decode !!str `2023-02-29` as a !!timestamp")],
    ["!!float 9223372036854775808", yaml("yaml: cannot decode !!int `9223372036854775808` as a !!float")],
    ["!!binary 5eiy4oKs77+9gA==", "\ufffd\ufffd\ufffd€\ufffd\ufffd"],
    ["[? , b]", yaml("yaml: did not find expected ',' or ']'")],
    ["{[.inf, 1e6, 'a\u00a0b']: c}", yaml('yaml: invalid map key: []interface {}{+Inf, 1e+06, "a\\u00a0b"}')],
  ])("%s is what go-yaml makes of it", (value, expected) => {
    expect(kinds(`kind: ${value}\n`)).toEqual([expected]);
  });
});

describe("what upstream's reader does by oversight", () => {
  test("a byte order mark counts as one at the start of a document and as a letter elsewhere", () => {
    expect(kinds("\ufeffkind: a\n---\n\ufeffkind: b\n")).toEqual(["a", "b"]);
    expect(kinds("kind: a\n\ufeffkind: b\n")).toEqual(["a"]);
  });

  test("half a character at the end of UTF-16 is one that is not known", () => {
    const little = Buffer.from("\ufeffkind: a", "utf16le");
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      expect(kinds(textOf(Buffer.concat([bytes, Buffer.from([0])])))).toEqual(["a\ufffd"]);
    }
  });

  test.each([
    ["~:", "<nil>"],
    ["~: {a: ~}", 'map[interface {}]interface {}{"a":interface {}(nil)}'],
  ])("the value of the null key in %j is named %s", (text, value) => {
    const words = `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${value}`;
    expect(kinds(text)).toEqual([`error converting YAML to JSON: ${words}`]);
  });
});

describe("a List that is validated", () => {
  const refusals = (list: string) =>
    readManifests({ file: "x.yaml", bytes: Buffer.from(`${list}\n---\n${pod("b")}\n`) }, { validates: true });
  const advice = "; if you choose to ignore these errors, turn validation off with --validate=false";

  test.each([
    ["[{apiVersion: v1}]", "kind not set"],
    ["[{kind: Pod}]", "apiVersion not set"],
    ["[{apiVersion: v1, kind: 5}]", "kind isn't string type"],
    ["[{apiVersion: a/b/c, kind: Pod}]", "unexpected GroupVersion string: a/b/c"],
    ["[5]", "invalid object to validate"],
    [
      "[{apiVersion: v1, kind: Pod, spec: {}}]",
      'ValidationError(Pod.spec): missing required field "containers" in io.k8s.api.core.v1.PodSpec',
    ],
    ["~", "invalid object to validate"],
    ["{}", "invalid object to validate"],
    [
      "[{apiVersion: v1}, {apiVersion: v1}, {kind: Pod}, ~]",
      "[kind not set, apiVersion not set, invalid object to validate]",
    ],
  ])("with items %s ends the file", (items, words) => {
    const message = `error validating "x.yaml": error validating data: ${words}${advice}`;
    for (const version of ["v1", "/v1"]) {
      const { manifests, errors } = refusals(`{apiVersion: ${version}, kind: List, items: ${items}}`);
      expect([manifests, errors.map((error) => error.message)]).toEqual([[], [message]]);
    }
  });

  test("is another when it is of a kind", () => {
    expect(refusals("{apiVersion: v1, kind: PodList, items: ~}").errors).toEqual([]);
  });
});

describe("a list of the kind", () => {
  test.each([
    ["List", "apps/v1", true],
    ["StatefulSetList", "apps/v1", true],
    ["StatefulSet", "apps/v1", true],
    ["statefulset", "apps/v1", true],
    ["List", '""', true],
    ["List", "example.com/v1", true],
    ["WidgetList", "example.com/v1", true],
    ["List", "apps/v2", false],
    ["List", "foo/v1", false],
    ["list", "v1", false],
    ["podlist", "v1", false],
    ["NopeList", "v1", false],
    ["PodList", "apps/v1", false],
  ])("%s in version %s: %j", (kind, version, isKnown) => {
    const text = `{apiVersion: ${version}, kind: ${kind}, metadata: {name: a}, items: [${pod("b")}]}\n---\n${pod("c")}\n`;
    const { manifests, errors } = readManifests({ file: "x.yaml", bytes: Buffer.from(text) });
    const message =
      'resource mapping not found for name: "" namespace: "" from "x.yaml": no matches for kind ' +
      `"${kind}" in version "${version}"\nensure CRDs are installed first`;
    expect(errors.map((error) => error.message)).toEqual(isKnown ? [] : [message]);
    expect(manifests).toHaveLength(isKnown ? 2 : 1);
  });
});

describe("a List", () => {
  test("gives its items", () => {
    const { manifests } = list("List", `[${pod("a")}, ${pod("b")}]`);
    expect(manifests.map(({ object, base }) => [object["metadata"], base])).toEqual([
      [{ name: "a" }, ["items", 0]],
      [{ name: "b" }, ["items", 1]],
    ]);
  });

  test("with a List within is refused", () => {
    const { manifests, errors } = list("List", `[${pod("a")}, {apiVersion: v1, kind: List, items: [${pod("b")}]}]`);
    expect(manifests).toEqual([]);
    expect(errors.map(({ message }) => message)).toEqual([
      "*unstructured.Unstructured is not a list: no Items field in this object",
    ]);
  });

  test.each([
    ["~", "Object 'Kind' is missing in 'object has no kind field '"],
    ["{metadata: {name: a}}", "Object 'Kind' is missing in 'object has no kind field '"],
    ["{apiVersion: v1}", "Object 'Kind' is missing in 'object has no kind field '"],
    ["{kind: Pod}", "Object 'apiVersion' is missing in 'object has no apiVersion field'"],
    ["{kind: Pod, apiVersion: core/}", "Object 'apiVersion' is missing in 'object has no apiVersion field'"],
  ])("leaves out the item %s, which does not say its type", (item, message) => {
    const { manifests, errors } = list("List", `[${item}, ${pod("b")}]`);
    expect(manifests.map(({ object }) => object["metadata"])).toEqual([{ name: "b" }]);
    expect(errors).toMatchObject([
      { message: `unable to get type info from the object "*unstructured.Unstructured": ${message}`, bare: true },
    ]);
  });

  test("of a kind gives it to items that do not say theirs", () => {
    const { manifests } = list("PodList", "[{metadata: {name: a}}, {apiVersion: v1, kind: Service}, ~]");
    expect(manifests.map(({ object }) => object["kind"])).toEqual(["Pod", "Service", "Pod"]);
  });

  test("of no items is no object", () => {
    expect(list("List", "[]")).toEqual({ manifests: [], errors: [] });
    expect(list("List", "null")).toEqual({ manifests: [], errors: [] });
  });

  test("is checked for its own metadata, not for that of its items", () => {
    expect(list("List", "[{apiVersion: v1, kind: A, metadata: {name: 5}}]\nmetadata: {labels: {a: b}}").errors).toEqual(
      [],
    );
    expect(list("List", "[]\nmetadata: {labels: {a: 1}}").errors).toHaveLength(1);
  });

  test.each([
    ["{}", "json: cannot unmarshal object into Go struct field decodeList.items of type []jsontext.Value"],
    ["[[]]", "json: cannot unmarshal array into Go value of type map[string]interface {}"],
  ])("with items %s is refused", (items, message) => {
    expect(list("List", items).manifests).toEqual([]);
    expect(list("List", items).errors.map((error) => error.message)).toEqual([`unable to decode "x.yaml": ${message}`]);
  });
});

function object(name: string): string {
  return `apiVersion: v1\nkind: A\nmetadata:\n  name: ${name}\n---\n`;
}

function outcome(text: string) {
  const { manifests, errors } = readManifests({ file: "x.yaml", bytes: Buffer.from(text) });
  return { names: manifests.map((manifest) => manifest.object["metadata"]), errors: errors.length };
}

describe("what ends a file and what does not", () => {
  test("metadata that cannot be decoded costs one document", () => {
    expect(outcome(object("a") + object("[b]") + object("c"))).toEqual({
      names: [{ name: "a" }, { name: "c" }],
      errors: 1,
    });
  });

  test("a number that is too large is a text in YAML and a mistake in JSON", () => {
    const read = (text: string) => readManifests({ file: "x.json", bytes: Buffer.from(text) });
    const json = JSON.stringify({ apiVersion: "v1", kind: "A", metadata: {}, a: [0, 1] }).replace("0,1", "1e308,1e309");
    expect(read(json).errors).toMatchObject([
      {
        message: 'unable to decode "x.json": json: cannot unmarshal number 1e309 into Go value of type float64',
        at: { start: { line: 1, column: 56 } },
      },
    ]);
    expect(read("apiVersion: v1\nkind: A\nmetadata: {}\na: 1e309\n").manifests).toMatchObject([
      { object: { a: "1e309" } },
    ]);
  });

  test.each([
    ["a.yaml", "12345678901234567890", "number 12345678901234567890"],
    ["a.yaml", "18446744073709551616", "number 18446744073709552000"],
    ["a.yaml", "-9223372036854775809", "number -9223372036854776000"],
    ["a.yaml", "1e3", undefined],
    ["a.json", "1e3", "number 1e3"],
    ["a.json", "1.0", "number 1.0"],
    ["a.json", "18446744073709551616", "number 18446744073709551616"],
  ])("in %s, the generation %s", (file, number, kind) => {
    const text = `{"apiVersion": "v1", "kind": "A", "metadata": {"generation": ${number}}}\n`;
    const bytes = Buffer.from(file === "a.json" ? text : `---\n${text}`);
    const message = `unable to decode "${file}": json: cannot unmarshal ${kind} into Go struct field ObjectMeta.metadata.generation of type int64`;
    expect(readManifests({ file, bytes }).errors.map((error) => error.message)).toEqual(
      kind === undefined ? [] : [message],
    );
  });

  test.each(["a: [\n---\n", "kind: A\n---\n", "text\n---\n"])("%j costs the rest of the file", (broken) => {
    expect(outcome(object("a") + broken + object("c"))).toEqual({ names: [{ name: "a" }], errors: 1 });
  });
});
