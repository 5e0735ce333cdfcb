import { describe, expect, test } from "vitest";
import { invalid, invalidStatus, required } from "../../../src/api/field-error.ts";
import { badRequest, notFound } from "../../../src/api/status.ts";
import { failureText } from "../../../src/cluster/client/failures.ts";
import type { Failure } from "../../../src/cluster/client/request.ts";

const kind = { group: "apps", kind: "StatefulSet" };
const one = invalidStatus(kind, "web", [invalid(["spec", "replicas"], -1, "must be greater than or equal to 0")]);
const two = invalidStatus(kind, "db", [required(["spec", "a"]), required(["spec", "b"]), required(["spec", "b"])]);
const context = 'error when creating "f.yaml": ';
const status = (what: typeof one): Failure => ({ kind: "status", status: what, context });
const client = (message: string): Failure => ({ kind: "client", message });

describe("a lone failure", () => {
  test.each([
    [
      status(one),
      'The StatefulSet "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n',
    ],
    [status(two), 'The StatefulSet "db" is invalid: \n* spec.a: Required value\n* spec.b: Required value\n'],
    [
      status(notFound({ group: "", plural: "pods" }, "x")),
      `Error from server (NotFound): ${context}pods "x" not found\n`,
    ],
    [status({ code: 500, reason: "", message: "why" }), `Error from server: ${context}why\n`],
    [status({ code: 422, reason: "Invalid", message: "no", details: {} }), "The request is invalid: no\n"],
    [
      status({ code: 401, reason: "Unauthorized", message: "Unauthorized" }),
      `error: You must be logged in to the server (${context}Unauthorized)\n`,
    ],
    [client("no"), "error: no\n"],
    [client("error: already said\n"), "error: already said\n"],
  ])("%#", (failure, text) => {
    expect(failureText([failure])).toBe(text);
  });
});

test("several failures take the generic form, and client errors lose their prefix", () => {
  expect(failureText([status(one), status(two), client("timed out")]).split("\n")).toEqual([
    `Error from server (Invalid): ${context}StatefulSet.apps "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0`,
    `Error from server (Invalid): ${context}StatefulSet.apps "db" is invalid: [spec.a: Required value, spec.b: Required value]`,
    "timed out",
    "",
  ]);
});

const annotate = (failure: Failure): readonly string[] => [`  at ${failure.kind}`];

test("lines of the caller follow each failure", () => {
  expect(failureText([client("a"), status(badRequest("b"))], annotate)).toBe(
    `a\n  at client\nError from server (BadRequest): ${context}b\n  at status\n`,
  );
  expect(failureText([])).toBe("");
});
