import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, required, type FieldError } from "../../field-error.ts";
import { nameIsLabel, pathSegmentFlaws, subdomainFlaws } from "../../names.ts";
import { child, number, optionalText, text, type Fields } from "../../validation/fields.ts";
import { portNameFlaws, portNumberFlaws } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";

function validatePort(path: FieldPath, port: Fields | undefined): readonly FieldError[] {
  const [name, value] = [text(port, "name"), number(port, "number")];
  if (name !== "" && value !== 0) return [invalid(path, "", "cannot set both port name & port number")];
  const at = [...path, "service", "port"];
  if (name !== "") return invalidEach([...at, "name"], name, portNameFlaws(name));
  return value === 0
    ? [required(path, "port name or number is required")]
    : invalidEach([...at, "number"], value, portNumberFlaws(value));
}

/** An object beside the one that refers to it. @see pkg/apis/networking/validation/validation.go, `validateIngressTypedLocalObjectReference` (1.36) */
export function validateLocalReference(path: FieldPath, resource: Fields): readonly FieldError[] {
  const group = optionalText(resource, "apiGroup");
  const segment = (name: "kind" | "name"): readonly FieldError[] => {
    const value = text(resource, name);
    const at = [...path, name];
    return value === "" ? [required(at, `${name} is required`)] : invalidEach(at, value, pathSegmentFlaws(value));
  };
  return [
    ...(group === undefined ? [] : invalidEach([...path, "apiGroup"], group, subdomainFlaws(group))),
    ...segment("kind"),
    ...segment("name"),
  ];
}

/** To what traffic goes. @see `validateIngressBackend` in the same file */
export function validateBackend(path: FieldPath, backend: Fields): readonly FieldError[] {
  const [resource, service] = [child(backend, "resource"), child(backend, "service")];
  if (resource !== undefined && service !== undefined)
    return [invalid(path, "", "cannot set both resource and service backends")];
  if (resource !== undefined) return validateLocalReference([...path, "resource"], resource);
  if (service === undefined) return [invalid(path, "", "resource or service backend is required")];
  const name = text(service, "name");
  const at = [...path, "service", "name"];
  return [
    ...(name === "" ? [required(at)] : invalidEach(at, name, nameIsLabel(name, false))),
    ...validatePort(path, child(service, "port")),
  ];
}
