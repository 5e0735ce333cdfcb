import { isJsonObject, sameJson, type JsonObject } from "../../base/json.ts";
import { Members } from "./members.ts";
import { answer, badPatch, PatchRefusal, UNPROCESSABLE, type Patched } from "./refusal.ts";

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

const MAX_OPERATIONS = 10_000;

function refuse(): never {
  throw new PatchRefusal(UNPROCESSABLE);
}

/** What stands before the first slash counts for nothing; a pointer without one leads nowhere. */
function tokens(pointer: unknown): readonly string[] {
  const [, ...rest] = typeof pointer === "string" ? pointer.split("/") : refuse();
  if (rest.length === 0) return refuse();
  return rest.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A list index; one past the end only where an element is added. Negative ones count from the end. */
function indexIn(list: readonly unknown[], token: string, adding: boolean): number {
  if (adding && token === "-") return list.length;
  if (!/^[+-]?\d+$/.test(token)) return refuse();
  const given = Number(token);
  const limit = adding ? list.length : list.length - 1;
  const index = given < 0 ? given + limit + 1 : given;
  return index < 0 || index > limit ? refuse() : index;
}

/** The value at a pointer; null where its map has no such member, refused where there is no such map or list. */
function read(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const token of path) {
    if (Array.isArray(value)) value = value[indexIn(value, token, false)];
    else if (isJsonObject(value)) value = Object.hasOwn(value, token) ? value[token] : null;
    else return refuse();
  }
  return value;
}

type Edit = (container: unknown, token: string) => unknown;

/** The document with the container of the last token replaced by its edited copy. */
function edited(document: unknown, path: readonly string[], edit: Edit): unknown {
  const [token, ...rest] = path;
  if (token === undefined) return refuse();
  if (rest.length === 0) return edit(document, token);
  if (Array.isArray(document)) {
    const index = indexIn(document, token, false);
    return document.with(index, edited(document[index], rest, edit));
  }
  if (!isJsonObject(document) || !Object.hasOwn(document, token)) return refuse();
  const members = new Members(document);
  members.set(token, edited(document[token], rest, edit));
  return members.build();
}

function withMember(container: unknown, token: string, value: unknown): JsonObject {
  if (!isJsonObject(container)) return refuse();
  const members = new Members(container);
  members.set(token, value);
  return members.build();
}

const adding =
  (value: unknown): Edit =>
  (container, token) =>
    Array.isArray(container)
      ? container.toSpliced(indexIn(container, token, true), 0, value)
      : withMember(container, token, value);

const removing: Edit = (container, token) => {
  if (Array.isArray(container)) return container.toSpliced(indexIn(container, token, false), 1);
  if (!isJsonObject(container) || !Object.hasOwn(container, token)) return refuse();
  const members = new Members(container);
  members.delete(token);
  return members.build();
};

/** Of a map, a member that is not there is added. */
const replacing =
  (value: unknown): Edit =>
  (container, token) =>
    Array.isArray(container)
      ? container.with(indexIn(container, token, false), value)
      : withMember(container, token, value);

function replaced(document: unknown, { path, value = null }: Operation): unknown {
  if (path !== "") return edited(document, tokens(path), replacing(value));
  return isJsonObject(value) || Array.isArray(value) ? value : refuse();
}

/** A `test` of null, or of nothing, also holds where nothing is. */
function testHolds(document: unknown, { path, value = null }: Operation): boolean {
  return sameJson(path === "" ? document : read(document, tokens(path)), value);
}

function step(document: unknown, operation: Operation): unknown {
  const { op, path, from, value = null } = operation;
  switch (op) {
    case "add":
      return edited(document, tokens(path), adding(value));
    case "remove":
      return edited(document, tokens(path), removing);
    case "replace":
      return replaced(document, operation);
    case "move": {
      const source = tokens(from);
      return edited(edited(document, source, removing), tokens(path), adding(read(document, source)));
    }
    case "copy":
      return edited(document, tokens(path), adding(read(document, tokens(from))));
    case "test":
      return testHolds(document, operation) ? document : refuse();
    default:
      return refuse();
  }
}

function operationFrom(item: unknown): Operation {
  if (isJsonObject(item)) return item;
  if (item === null) return refuse();
  const type = Array.isArray(item) ? "array" : typeof item === "boolean" ? "bool" : typeof item;
  throw badPatch(`json: cannot unmarshal ${type} into Go value of type jsonpatch.Operation`);
}

/**
 * Applies a JSON patch. All operations take effect or none. A path that leads nowhere, a `test` that fails or an
 * unknown operation is answered with 422 and no more than that.
 * @see RFC 6902; gopkg.in/evanphx/json-patch.v4 4.13;
 *   staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `applyJSPatch` (1.36)
 */
export function applyJsonPatch(target: unknown, patch: unknown): Patched {
  return answer(() => {
    if (!Array.isArray(patch)) {
      const type = isJsonObject(patch) ? "object" : typeof patch;
      throw badPatch(`json: cannot unmarshal ${type} into Go value of type jsonpatch.Patch`);
    }
    if (patch.length > MAX_OPERATIONS) {
      const message = `The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`;
      throw new PatchRefusal({
        code: 413,
        reason: "RequestEntityTooLarge",
        message: `Request entity too large: ${message}`,
      });
    }
    return patch.map(operationFrom).reduce(step, target);
  });
}
