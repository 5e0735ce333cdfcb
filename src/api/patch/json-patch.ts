import { isJsonObject, sameJson } from "../../base/json.ts";
import { Members } from "./members.ts";
import { answer, badPatch, PatchRefusal, UNPROCESSABLE, type Patched } from "./refusal.ts";

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

const MAX_OPERATIONS = 10_000;

function refuse(): never {
  throw new PatchRefusal(UNPROCESSABLE);
}

/** @see RFC 6901 */
function tokens(pointer: string): readonly string[] {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return refuse();
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A list index; one past the end only where an element is added. Negative ones count from the end, as the server's library does. */
function indexIn(list: readonly unknown[], token: string, adding: boolean): number {
  if (adding && token === "-") return list.length;
  if (!/^-?\d+$/.test(token)) return refuse();
  const given = Number(token);
  const limit = adding ? list.length : list.length - 1;
  const index = given < 0 ? given + limit + 1 : given;
  return index < 0 || index > limit ? refuse() : index;
}

/** The value at a pointer; refused where it leads nowhere. */
function read(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const token of path) {
    if (Array.isArray(value)) value = value[indexIn(value, token, false)];
    else if (isJsonObject(value) && Object.hasOwn(value, token)) value = value[token];
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

const adding =
  (value: unknown): Edit =>
  (container, token) => {
    if (Array.isArray(container)) return container.toSpliced(indexIn(container, token, true), 0, value);
    if (!isJsonObject(container)) return refuse();
    const members = new Members(container);
    members.set(token, value);
    return members.build();
  };

const removing: Edit = (container, token) => {
  if (Array.isArray(container)) return container.toSpliced(indexIn(container, token, false), 1);
  if (!isJsonObject(container) || !Object.hasOwn(container, token)) return refuse();
  const members = new Members(container);
  members.delete(token);
  return members.build();
};

const replacing =
  (value: unknown): Edit =>
  (container, token) => {
    if (Array.isArray(container)) return container.with(indexIn(container, token, false), value);
    if (!isJsonObject(container) || !Object.hasOwn(container, token)) return refuse();
    const members = new Members(container);
    members.set(token, value);
    return members.build();
  };

function add(document: unknown, path: readonly string[], value: unknown): unknown {
  return path.length === 0 ? value : edited(document, path, adding(value));
}

/** A `test` of null also holds where nothing is. */
function testHolds(document: unknown, operation: Operation): boolean {
  if (operation.value !== null) return sameJson(read(document, tokens(operation.path)), operation.value);
  try {
    return (read(document, tokens(operation.path)) ?? null) === null;
  } catch (error) {
    if (error instanceof PatchRefusal) return true;
    throw error;
  }
}

function step(document: unknown, operation: Operation): unknown {
  const path = tokens(operation.path);
  switch (operation.op) {
    case "add":
      return add(document, path, operation.value);
    case "remove":
      return edited(document, path, removing);
    case "replace":
      return path.length === 0 ? operation.value : edited(document, path, replacing(operation.value));
    case "move": {
      const from = tokens(operation.from ?? refuse());
      return add(edited(document, from, removing), path, read(document, from));
    }
    case "copy":
      return add(document, path, read(document, tokens(operation.from ?? refuse())));
    case "test":
      return testHolds(document, operation) ? document : refuse();
    default:
      return refuse();
  }
}

function operationFrom(item: unknown): Operation {
  if (!isJsonObject(item))
    throw badPatch("json: cannot unmarshal JSON Patch operation into Go value of type jsonpatch.Operation");
  const { op, path, from, value } = item;
  if (typeof op !== "string" || typeof path !== "string") return refuse();
  if ((op === "add" || op === "replace" || op === "test") && value === undefined) return refuse();
  return { op, path, ...(typeof from === "string" ? { from } : {}), value };
}

/**
 * Applies a JSON patch. All operations take effect or none. A path that leads nowhere, a `test` that fails or an
 * unknown operation is answered with 422 and no more than that.
 * @see RFC 6902; staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `applyJSPatch` (1.36)
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
