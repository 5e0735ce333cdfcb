import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, required, tooLong, type FieldError } from "../../field-error.ts";
import { byteLength, searchDomainFlaws, subdomainFlaws } from "../../names.ts";
import { child, flag, list, number, optionalText, text, texts, type Fields } from "../../validation/fields.ts";
import { validateIp } from "../../validation/ip.ts";
import { invalidEach } from "../../validation/labels.ts";

/**
 * Host ports of a pod in its host's network.
 * @see pkg/apis/core/validation/validation.go, `validatePodHostNetworkDeps`
 */
export function validateHostPorts(path: FieldPath, spec: Fields, isPod: boolean): readonly FieldError[] {
  if (!flag(spec, "hostNetwork")) return [];
  return list(spec, "containers").flatMap((container, index) =>
    list(container, "ports").flatMap((port, place) => {
      const hostPort = number(port, "hostPort");
      if ((!isPod && hostPort === 0) || hostPort === number(port, "containerPort")) return [];
      const at = [...path, "containers", index, "ports", place, "hostPort"];
      return [invalid(at, hostPort, "must match `containerPort` when `hostNetwork` is true")];
    }),
  );
}

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_CHARACTERS = 2048;

function validateNameservers(path: FieldPath, config: Fields): readonly FieldError[] {
  const servers = texts(config, "nameservers");
  return [
    ...(servers.length > MAX_NAMESERVERS
      ? [invalid(path, servers, `must not have more than ${MAX_NAMESERVERS} nameservers`)]
      : []),
    ...servers.flatMap((server, index) => validateIp([...path, index], server)),
  ];
}

function validateSearches(path: FieldPath, config: Fields): readonly FieldError[] {
  const searches = texts(config, "searches");
  const errors: FieldError[] = [];
  if (searches.length > MAX_SEARCHES)
    errors.push(invalid(path, searches, `must not have more than ${MAX_SEARCHES} search paths`));
  if (byteLength(searches.join(" ")) > MAX_SEARCH_CHARACTERS) {
    const detail = `must not have more than ${MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list`;
    errors.push(invalid(path, searches, detail));
  }
  for (const [index, search] of searches.entries()) {
    const domain = search === "." ? "" : search.replace(/\.$/, "");
    if (search !== ".") errors.push(...invalidEach([...path, index], domain, searchDomainFlaws(domain)));
  }
  return errors;
}

/** @see `validatePodDNSConfig` in the same file */
export function validateDnsConfig(path: FieldPath, spec: Fields): readonly FieldError[] {
  const config = child(spec, "dnsConfig");
  if (optionalText(spec, "dnsPolicy") === "None") {
    if (config === undefined) return [required(path, "must provide `dnsConfig` when `dnsPolicy` is None")];
    if (texts(config, "nameservers").length === 0) {
      const detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
      return [required([...path, "nameservers"], detail)];
    }
  }
  if (config === undefined) return [];
  return [
    ...validateNameservers([...path, "nameservers"], config),
    ...validateSearches([...path, "searches"], config),
    ...list(config, "options").flatMap((option, index) =>
      text(option, "name") === "" ? [required([...path, "options", index], "must not be empty")] : [],
    ),
  ];
}

/** @see `ValidateHostAliases` in the same file */
export function validateHostAliases(path: FieldPath, spec: Fields): readonly FieldError[] {
  return list(spec, "hostAliases").flatMap((alias, index) => [
    ...validateIp([...path, index, "ip"], text(alias, "ip")),
    ...texts(alias, "hostnames").flatMap((name, place) =>
      invalidEach([...path, index, "hostnames", place], name, subdomainFlaws(name)),
    ),
  ]);
}

const MAX_HOSTNAME = 64;

/** @see `validatePodHostName` in the same file */
export function validateHostnameOverride(path: FieldPath, spec: Fields): readonly FieldError[] {
  const name = optionalText(spec, "hostnameOverride");
  if (name === undefined) return [];
  return [
    ...(flag(spec, "setHostnameAsFQDN")
      ? [forbiddenField(path, "may not be specified when setHostnameAsFQDN is true")]
      : []),
    ...(flag(spec, "hostNetwork") ? [forbiddenField(path, "may not be specified when hostNetwork is true")] : []),
    ...(byteLength(name) > MAX_HOSTNAME ? [tooLong(path, MAX_HOSTNAME)] : []),
    ...invalidEach(path, name, subdomainFlaws(name)),
  ];
}
