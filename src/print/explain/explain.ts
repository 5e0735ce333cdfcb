import { definition, definitionOf, fieldsOf, refOf, type SchemaNode } from "../../api/structure/schema.ts";
import { groupOf } from "../../api/kinds.ts";
import { DESCRIPTIONS } from "./descriptions.ts";
import { wrap } from "../wrap.ts";

export interface ExplainRequest {
  readonly apiVersion: string;
  readonly kind: string;
  /** Field names from the kind on; empty for the kind itself. */
  readonly path: readonly string[];
  readonly recursive: boolean;
}

/** The text for stdout, and the message after `error: ` where the path leads nowhere. */
export interface Explanation {
  readonly text: string;
  readonly error?: string;
}

interface Field {
  readonly name: string;
  readonly node: SchemaNode;
  /** The definition that has the field. */
  readonly owner: string;
}

const WIDTH = 76;
const ENUM_SHOWN = 4;
const SCALARS: Readonly<Record<string, string>> = {
  string: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
};

function typeOf(node: SchemaNode): string {
  const ref = refOf(node);
  if (ref !== undefined) return ref.slice(ref.lastIndexOf(".") + 1);
  if (node.items !== undefined) return `[]${typeOf(node.items)}`;
  if (node.additionalProperties !== undefined) return `map[string]${typeOf(node.additionalProperties)}`;
  return SCALARS[node.type ?? ""] ?? "Object";
}

/** The definition that a field leads into: of its elements or values where it is a list or map. */
function target(node: SchemaNode): string | undefined {
  return refOf(node) ?? refOf(node.items) ?? refOf(node.additionalProperties);
}

function fieldOf(owner: string, name: string): Field | undefined {
  const properties = definition(owner)?.properties ?? {};
  const node = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return node === undefined ? undefined : { name, node, owner };
}

function isRequired({ owner, name }: Field): boolean {
  return definition(owner)?.required?.includes(name) === true;
}

function describedField({ owner, name }: Field): string {
  return DESCRIPTIONS[owner]?.[name] ?? "<no description>";
}

function enumOf(node: SchemaNode): readonly string[] {
  return node.enum ?? node.items?.enum ?? [];
}

function typeLine(field: Field, indent: string): string {
  const values = enumOf(field.node);
  const shown = [...values.slice(0, ENUM_SHOWN), ...(values.length > ENUM_SHOWN ? ["...."] : [])].join(", ");
  const line = `${indent}${field.name}\t<${typeOf(field.node)}>${isRequired(field) ? " -required-" : ""}`;
  return values.length === 0 ? line : `${line}\n${indent}enum: ${shown}`;
}

function paragraph(text: string): string {
  return wrap(text, WIDTH)
    .map((line) => `    ${line}\n`)
    .join("");
}

function fieldList(owner: string): string {
  return fieldsOf(owner)
    .toSorted()
    .flatMap((name) => fieldOf(owner, name) ?? [])
    .map((field) => `${typeLine(field, "  ")}\n${paragraph(describedField(field))}\n`)
    .join("");
}

/** The tree of fields. A type inside itself is not entered again. */
function fieldTree(owner: string, indent: string, above: ReadonlySet<string>): string {
  const inside = new Set([...above, owner]);
  return fieldsOf(owner)
    .toSorted()
    .flatMap((name) => fieldOf(owner, name) ?? [])
    .map((field) => {
      const next = target(field.node);
      const below = next === undefined || inside.has(next) ? "" : fieldTree(next, `${indent}  `, inside);
      return `${typeLine(field, indent)}\n${below}`;
    })
    .join("");
}

function header({ apiVersion, kind }: ExplainRequest): string {
  const group = groupOf(apiVersion);
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  return `${group === "" ? "" : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

function fieldHeader(field: Field): string {
  const values = enumOf(field.node);
  const list = values.length === 0 ? "\n" : `ENUM:\n${values.map((value) => `    ${value}\n`).join("")}`;
  return `FIELD: ${field.name} <${typeOf(field.node)}>${isRequired(field) ? " -required-" : ""}\n${list}\n`;
}

function description(texts: readonly string[]): string {
  return `DESCRIPTION:\n${texts.map(paragraph).join("")}    \n`;
}

function members(owner: string | undefined, recursive: boolean): string {
  if (owner === undefined || fieldsOf(owner).length === 0) return "\n";
  return `FIELDS:\n${recursive ? fieldTree(owner, "  ", new Set()) : fieldList(owner)}\n`;
}

function typeText(owner: string | undefined): readonly string[] {
  const text = owner === undefined ? undefined : DESCRIPTIONS[owner]?.[""];
  return text === undefined ? [] : [text];
}

/**
 * The text of `kubectl explain` for a kind or a field of it, with descriptions of our own.
 * @see staging/src/k8s.io/kubectl/pkg/explain/v2/templates/plaintext.tmpl (1.36)
 */
export function explain(request: ExplainRequest): Explanation {
  const { apiVersion, kind, path, recursive } = request;
  let owner = definitionOf(apiVersion, kind);
  let field: Field | undefined;
  for (const name of path) {
    field = owner === undefined ? undefined : fieldOf(owner, name);
    if (field === undefined) return { text: header(request), error: `field "${name}" does not exist` };
    owner = target(field.node);
  }
  const own = field === undefined ? [] : [describedField(field)];
  const texts = [...own, ...typeText(owner).filter((text) => own[0]?.includes(text) !== true)];
  const head = `${header(request)}${field === undefined ? "" : fieldHeader(field)}`;
  const about = description(texts.length === 0 ? ["<no description>"] : texts);
  return { text: `${head}${about}${members(owner, recursive)}` };
}
