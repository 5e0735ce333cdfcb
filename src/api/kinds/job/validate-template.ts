import { sameJson } from "../../../base/json.ts";
import { invalid, type FieldError } from "../../field-error.ts";
import { child, flag, list, type Fields } from "../../validation/fields.ts";
import { goStruct, printGo } from "../../validation/go-value.ts";
import { internalPodSpec, POD_SPEC } from "../pod/go-pod.ts";

const PLACEMENT = ["affinity", "nodeSelector", "tolerations", "schedulingGates"];

/** A template without what a Job that is suspended may still change: where its pods go, and what they ask for. */
function withoutPlacement(template: Fields): Fields {
  const { labels: _labels, annotations: _annotations, ...metadata } = child(template, "metadata") ?? {};
  const spec = child(template, "spec") ?? {};
  const kept = Object.entries(spec).filter(([name]) => !PLACEMENT.includes(name));
  const unsized = (name: string): Fields =>
    name in spec ? { [name]: list(spec, name).map(({ resources: _resources, ...container }) => container) } : {};
  return {
    ...template,
    metadata,
    spec: { ...Object.fromEntries(kept), ...unsized("containers"), ...unsized("initContainers") },
  };
}

const printedPod = (template: Fields): ReturnType<typeof goStruct> =>
  goStruct(internalPodSpec(child(template, "spec") ?? {}), POD_SPEC);

/** As the internal struct prints, whose metadata is not a member of its own. */
function printed(template: Fields): string {
  return printGo(
    new Map([...Object.entries(child(template, "metadata") ?? {}), ["Spec", printedPod(template)] as const]),
  );
}

/** @see pkg/apis/batch/validation/validation.go, `validatePodTemplateUpdate` (1.36) */
export function validateTemplateChange(spec: Fields, old: Fields): readonly FieldError[] {
  const [template = {}, before = {}] = [child(spec, "template"), child(old, "template")];
  const path = ["spec", "template"];
  if (!flag(old, "suspend"))
    return sameJson(template, before) ? [] : [invalid(path, { printed: printed(template) }, "field is immutable")];
  if (sameJson(withoutPlacement(template), withoutPlacement(before))) return [];
  return [invalid([...path, "spec"], { printed: printGo(printedPod(template)) }, "field is immutable")];
}
