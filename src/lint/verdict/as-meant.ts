import { type FieldPath, nameOf } from "../../base/field-path.ts";
import { type JsonObject, setMember } from "../../base/json.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import type { Edit } from "../rule.ts";

type Rename = Extract<Edit, { readonly do: "rename" }>;
type Part = Record<string, unknown>;

/** Changes parts of an object in a copy, which shares the parts that stay. */
class Draft {
  readonly root: Part;
  readonly #copies = new Set<unknown>();

  constructor(object: JsonObject) {
    this.root = this.#copyOf(object);
  }

  #copyOf(value: unknown): Part {
    // A list is indexed like a map.
    const copy = (Array.isArray(value) ? value.slice() : { ...(value as Part) }) as Part;
    this.#copies.add(copy);
    return copy;
  }

  #partAt(path: FieldPath): Part {
    let part = this.root;
    for (const segment of path) {
      const name = nameOf(segment);
      const next = this.#copies.has(part[name]) ? (part[name] as Part) : this.#copyOf(part[name]);
      setMember(part, name, next);
      part = next;
    }
    return part;
  }

  /** Items of lists leave nothing in their place, so that the others keep theirs. */
  #take(part: Part, name: string): unknown {
    const value = part[name];
    if (Array.isArray(part)) part[name] = null;
    else Reflect.deleteProperty(part, name);
    return value;
  }

  remove(path: FieldPath): void {
    this.#take(this.#partAt(path.slice(0, -1)), nameOf(path.at(-1)));
  }

  make(edit: Edit): void {
    if (edit.do === "remove") return this.remove(edit.path);
    const part = this.#partAt(edit.path.slice(0, -1));
    const name = nameOf(edit.path.at(-1));
    if (edit.do === "set") setMember(part, name, edit.value);
    // Two fields may be meant for one.
    else if (!Object.hasOwn(part, edit.to)) setMember(part, edit.to, this.#take(part, name));
  }
}

/** The path by the name that a field has in the file. */
function asWritten(path: FieldPath, renames: readonly Rename[]): FieldPath {
  const rename = renames.find(
    ({ path: written, to }) =>
      written.length <= path.length &&
      written.every((segment, place) => nameOf(path[place]) === (place < written.length - 1 ? nameOf(segment) : to)),
  );
  return rename === undefined ? path : [...rename.path, ...path.slice(rename.path.length)];
}

/** A manifest as these edits of it would make it, without the values at some paths; places are those of the text. */
export function asMeant(manifest: Manifest, edits: readonly Edit[], unread: readonly FieldPath[] = []): Manifest {
  const draft = new Draft(manifest.object);
  for (const edit of edits) draft.make(edit);
  for (const path of unread) draft.remove(path);
  const renames = edits.filter((edit) => edit.do === "rename");
  return {
    ...manifest,
    object: draft.root,
    locate: (path, part) => manifest.locate(asWritten(path, renames), part),
  };
}
