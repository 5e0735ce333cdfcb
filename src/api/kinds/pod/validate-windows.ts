import type { FieldPath } from "../../../base/field-path.ts";
import { invalid, type FieldError } from "../../field-error.ts";
import { byteLength, subdomainFlaws } from "../../names.ts";
import { child, flag, optionalText, type Fields } from "../../validation/fields.ts";
import { invalidEach } from "../../validation/labels.ts";
import type { PlacedContainers } from "./placed-containers.ts";

const WINDOWS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const DNS_DOMAIN = new RegExp(`^${DNS_PART}(?:\\.${DNS_PART})*$`);

function userNameFlaws(name: string): readonly string[] {
  if (name === "") return ["runAsUserName cannot be an empty string"];
  // oxlint-disable-next-line no-control-regex -- control characters are what this refuses
  if (/[\u0000-\u001f\u007f]/.test(name)) return ["runAsUserName cannot contain control characters"];
  const parts = name.split("\\");
  if (parts.length > 2) return ["runAsUserName cannot contain more than one backslash"];
  const user = parts.at(-1) ?? "";
  const domain = parts.length === 2 ? (parts[0] ?? "") : undefined;
  const flaws: string[] = [];
  if (byteLength(domain ?? "") >= 256) flaws.push("runAsUserName's Domain length must be under 256 characters");
  if (domain !== undefined && !WINDOWS_DOMAIN.test(domain) && !DNS_DOMAIN.test(domain))
    flaws.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  if (user === "") flaws.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) flaws.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) flaws.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    flaws.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`);
  return flaws;
}

const MAX_SPEC_BYTES = 64 * 1024;

/** @see pkg/apis/core/validation/validation.go, `validateWindowsSecurityContextOptions` (1.36) */
export function validateWindowsOptions(path: FieldPath, options: Fields | undefined): readonly FieldError[] {
  const errors: FieldError[] = [];
  const name = optionalText(options, "gmsaCredentialSpecName");
  if (name !== undefined) errors.push(...invalidEach([...path, "gmsaCredentialSpecName"], name, subdomainFlaws(name)));
  const spec = optionalText(options, "gmsaCredentialSpec");
  if (spec === "")
    errors.push(invalid([...path, "gmsaCredentialSpec"], spec, "gmsaCredentialSpec cannot be an empty string"));
  else if (spec !== undefined && byteLength(spec) > MAX_SPEC_BYTES)
    errors.push(invalid([...path, "gmsaCredentialSpec"], spec, "gmsaCredentialSpec size must be under 64 KiB"));
  const user = optionalText(options, "runAsUserName");
  if (user !== undefined) errors.push(...invalidEach([...path, "runAsUserName"], user, userNameFlaws(user)));
  return errors;
}

function hostProcess(owner: Fields): boolean | undefined {
  const value = child(child(owner, "securityContext"), "windowsOptions")?.["hostProcess"];
  return typeof value === "boolean" ? value : undefined;
}

/** Windows containers that run as processes of their host. @see `validateWindowsHostProcessPod` in the same file */
export function validateHostProcess(
  path: FieldPath,
  spec: Fields,
  containers: PlacedContainers,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const ofPod = hostProcess(spec);
  let count = 0;
  for (const [at, container] of containers) {
    const own = hostProcess(container);
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid([...at, "securityContext", "windowsOptions", "hostProcess"], own, detail));
    }
    if (own ?? ofPod ?? false) count++;
  }
  if (count === 0) return errors;
  if (count !== containers.length)
    errors.push(
      invalid(
        path,
        "",
        "If pod contains any hostProcess containers then all containers must be HostProcess containers",
      ),
    );
  if (!flag(spec, "hostNetwork"))
    errors.push(
      invalid([...path, "hostNetwork"], false, "hostNetwork must be true if pod contains any hostProcess containers"),
    );
  return errors;
}
