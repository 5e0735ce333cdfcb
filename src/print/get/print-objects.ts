import type { KubeObject } from "../../api/object.ts";
import { groupOf } from "../../api/kinds.ts";
import { printCustomColumns } from "../columns/custom-columns.ts";
import { printJsonPath } from "../jsonpath/print.ts";
import type { TemplateError } from "../jsonpath/template-error.ts";
import { printJson } from "../objects/json.ts";
import { printKyaml } from "../objects/kyaml.ts";
import { LIST_FIELDS, listOf, typedList, type TypedList } from "../objects/list.ts";
import { shownValue } from "../objects/shown-value.ts";
import { printYaml } from "../objects/yaml.ts";
import { printGoTemplate } from "../template/print.ts";
import type { OutputFormat } from "./format.ts";
import { withoutManagedFields } from "./managed-fields.ts";

export interface ObjectOptions {
  readonly showManagedFields?: boolean;
  /** `--allow-missing-template-keys=false`. */
  readonly missingIsError?: boolean;
  readonly noHeaders?: boolean;
}

/** What is handed to a format: one object, or the list that several are put into. */
export type Printed =
  | { readonly object: KubeObject; readonly items?: never }
  | {
      readonly items: readonly KubeObject[];
      /** The typed list that some verbs put them into, where `get` has a list of its own. */
      readonly typed?: TypedList;
    };

/** The text made, and what stopped it from being whole. */
export interface ObjectsPrinted {
  readonly text: string;
  readonly error?: TemplateError | undefined;
}

/** `statefulset.apps/web`: how `-o name` and result lines name an object. */
function nameOf({ apiVersion, kind, metadata }: KubeObject): string {
  const group = groupOf(apiVersion);
  return `${kind.toLowerCase()}${group === "" ? "" : `.${group}`}/${metadata.name || "<unknown>"}`;
}

function valueOf(printed: Printed): object {
  if (printed.items === undefined) return printed.object;
  return printed.typed === undefined ? listOf(printed.items) : typedList(printed.typed, printed.items);
}

function whole(printed: Printed, options: ObjectOptions): unknown {
  const value = valueOf(printed);
  return options.showManagedFields === true ? value : withoutManagedFields(value);
}

/**
 * One object, or a list, in any format but a table's.
 * @throws TemplateError with the sentence that follows `error: `, when nothing can be printed
 */
export function printObjects(
  format: Exclude<OutputFormat, { is: "table" }>,
  printed: Printed,
  options: ObjectOptions = {},
): ObjectsPrinted {
  const missingIsError = options.missingIsError === true;
  const objects = printed.items ?? [printed.object];
  switch (format.is) {
    case "name":
      return { text: objects.map((object) => `${nameOf(object)}\n`).join("") };
    case "json":
      return { text: printJson(whole(printed, options), "typed" in printed ? LIST_FIELDS : []) };
    case "yaml":
      return { text: printYaml(whole(printed, options)) };
    case "kyaml":
      return { text: printKyaml(whole(printed, options)) };
    case "jsonpath":
      return {
        text: printJsonPath(format.template, shownValue(valueOf(printed)), { asJson: format.asJson, missingIsError }),
      };
    case "go-template":
      return printGoTemplate(format.template, shownValue(valueOf(printed)), { missingIsError });
    case "columns":
      return printCustomColumns(
        format.columns,
        objects.map((object) => shownValue(object)),
        options.noHeaders !== true,
      );
  }
}
