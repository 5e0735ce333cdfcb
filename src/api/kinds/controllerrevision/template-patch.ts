import { goJson, isJsonObject } from "../../../base/json.ts";
import { withoutNulls } from "../../structure/without-nulls.ts";
import type { PodTemplateSpec } from "../pod/types.ts";
import type { ControllerRevision } from "./types.ts";

/** A revision's data: a strategic-merge patch that replaces the template. */
export type TemplatePatch = Readonly<Record<string, unknown>>;

const patches = new WeakMap<PodTemplateSpec, { readonly data: TemplatePatch; readonly text: string }>();
const templates = new WeakMap<object, PodTemplateSpec>();

/**
 * The patch that restores a template, and its text: compact JSON with sorted keys, as it is hashed and compared.
 * @see pkg/controller/statefulset/stateful_set_utils.go, `getPatch` (1.36); the DaemonSet's is the same
 */
export function templatePatch(template: PodTemplateSpec): { readonly data: TemplatePatch; readonly text: string } {
  const known = patches.get(template);
  if (known !== undefined) return known;
  const data = { spec: { template: { ...template, $patch: "replace" } } };
  const made = { data, text: goJson(data) };
  patches.set(template, made);
  return made;
}

const texts = new WeakMap<object, string>();

/** The text of a revision's data, for comparison with `templatePatch`. */
export function revisionText(revision: ControllerRevision): string {
  const { data } = revision;
  if (data === undefined) return "null";
  let text = texts.get(data);
  if (text === undefined) texts.set(data, (text = goJson(data)));
  return text;
}

/**
 * The template that a revision holds; undefined when its data is not such a patch. Until 1.33 revisions were written
 * with `creationTimestamp: null`.
 */
export function templateOf(revision: ControllerRevision): PodTemplateSpec | undefined {
  const { data } = revision;
  if (data === undefined) return undefined;
  const known = templates.get(data);
  if (known !== undefined) return known;
  const spec = data["spec"];
  const written = isJsonObject(spec) ? spec["template"] : undefined;
  if (!isJsonObject(written) || written["$patch"] !== "replace") return undefined;
  if (!isJsonObject(written["spec"]) || !Array.isArray(written["spec"]["containers"])) return undefined;
  const { $patch: _directive, ...rest } = written;
  const template = withoutNulls(rest) as PodTemplateSpec;
  templates.set(data, template);
  return template;
}
