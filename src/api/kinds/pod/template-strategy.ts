import { remembered, rewritten } from "../../defaulting.ts";
import { withoutDisabledFields } from "./disabled-fields.ts";
import type { PodTemplateSpec } from "./types.ts";

/** A template without the fields of features that are off. Templates that were seen before cost nothing. */
export const allowedTemplate = remembered((template: PodTemplateSpec) =>
  rewritten(template, "spec", withoutDisabledFields),
);
