/**
 * One step into an object: a field name, a list index, or a key of a map.
 * A map key prints in brackets (`metadata.labels[app]`), a field name after a dot.
 */
export type PathSegment = string | number | { readonly key: string };

/** The field name, the index or the key, as text. */
export function nameOf(segment: PathSegment | undefined): string {
  return typeof segment === "object" ? segment.key : String(segment);
}

/** Where in an object something is. The empty path is the object itself. */
export type FieldPath = readonly PathSegment[];

/**
 * Prints a path as the API server does.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/field/path.go, `Path.String` (1.36)
 */
export function printPath(path: FieldPath): string {
  let text = "";
  for (const segment of path) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (typeof segment === "object") text += `[${segment.key}]`;
    else text += text === "" ? segment : `.${segment}`;
  }
  return text === "" ? "<nil>" : text;
}

/** The value at a path of a plain JSON value, or undefined where the path leads nowhere. */
export function valueAt(root: unknown, path: FieldPath): unknown {
  let value = root;
  for (const segment of path) {
    if (value === null || typeof value !== "object") return undefined;
    const name = typeof segment === "object" ? segment.key : segment;
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string | number, unknown>)[name];
  }
  return value;
}
