/** Where errors about something point in the template's text: for a chain of fields, at its second. */
export interface Place {
  readonly offset: number;
}

/**
 * A value in a template: a variable (`$`, `$x`), the dot, a literal or a pipeline in parentheses, and the fields asked
 * of it; or a function to call.
 */
export type Operand = Place & { readonly source: string } & (
    | { readonly is: "dot" }
    | { readonly is: "nil" }
    | { readonly is: "literal"; readonly value: unknown }
    | { readonly is: "field"; readonly fields: readonly string[] }
    | { readonly is: "variable"; readonly name: string; readonly fields: readonly string[] }
    | { readonly is: "chain"; readonly of: Pipeline; readonly fields: readonly string[] }
    | { readonly is: "function"; readonly name: string }
  );

/** An operand and its arguments. */
export interface Command extends Place {
  readonly operands: readonly Operand[];
}

export interface Pipeline extends Place {
  /** Variables that are set, with their `$`. */
  readonly variables: readonly string[];
  /** `:=` makes new variables, `=` changes those there are. */
  readonly declares: boolean;
  readonly commands: readonly Command[];
}

export interface ControlNode {
  readonly is: "if" | "with" | "range";
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** `{{template "name" pipeline}}`. */
export interface InvocationNode {
  readonly is: "template";
  readonly name: string;
  readonly pipeline: Pipeline | undefined;
  readonly place: Place;
}

export type TemplateNode =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "action"; readonly pipeline: Pipeline }
  | { readonly is: "jump"; readonly to: "break" | "continue" }
  | ControlNode
  | InvocationNode;

/** A template, and those that it defines. */
export interface Template {
  readonly text: string;
  readonly nodes: readonly TemplateNode[];
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}
