import { remembered, replaced, rewritten } from "../../defaulting.ts";
import { withoutDisabledFields } from "./disabled-fields.ts";
import type { PodTemplateSpec } from "./types.ts";

/** A template without the fields of features that are off. Templates that were seen before cost nothing. */
export const allowedTemplate = remembered((template: PodTemplateSpec) =>
  rewritten(template, "spec", withoutDisabledFields),
);

/** A workload with such a template. */
export function withAllowedTemplate<T extends { readonly spec: { readonly template?: PodTemplateSpec } }>(
  object: T,
): T {
  return replaced(object, "spec", rewritten(object.spec, "template", allowedTemplate as <S>(template: S) => S));
}
