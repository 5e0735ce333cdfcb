import type { Flag } from "./flag.ts";

const FILENAME: Flag = {
  name: "filename",
  short: "f",
  kind: "list",
  value: "FILE",
  meaning: "file, folder, glob, URL, or - for standard input; may be repeated",
};
const RECURSIVE: Flag = {
  name: "recursive",
  short: "R",
  kind: "switch",
  meaning: "read the folders below as well",
};
export const FILES: readonly Flag[] = [FILENAME, RECURSIVE];

export const SELECTOR: Flag = {
  name: "selector",
  short: "l",
  kind: "text",
  value: "SELECTOR",
  meaning: "only objects with these labels: k=v, k!=v, k in (a,b), …",
};
export const FIELD_SELECTOR: Flag = {
  name: "field-selector",
  kind: "text",
  value: "SELECTOR",
  meaning: "only objects with these fields: metadata.name=web-0, …",
};
export const ALL: Flag = { name: "all", kind: "switch", meaning: "all objects of the types in the namespace" };
export const ALL_NAMESPACES: Flag = {
  name: "all-namespaces",
  short: "A",
  kind: "switch",
  meaning: "in all namespaces",
};

/** What `--dry-run` is worth without a value. */
export const BARE_DRY_RUN = "unchanged";
export const DRY_RUN: Flag = {
  name: "dry-run",
  kind: "text",
  value: "HOW",
  bare: BARE_DRY_RUN,
  meaning: "none, server or client: say what would happen, do nothing",
};
export const OUTPUT: Flag = {
  name: "output",
  short: "o",
  kind: "text",
  value: "FORMAT",
  meaning: "name, json, yaml, jsonpath=…, go-template=…: print the object",
};
export const TEMPLATE: Flag = {
  name: "template",
  kind: "text",
  value: "TEMPLATE",
  meaning: "the template of -o go-template",
};
export const SHOW_MANAGED_FIELDS: Flag = {
  name: "show-managed-fields",
  kind: "switch",
  meaning: "keep metadata.managedFields in yaml and json",
};
const MISSING_KEYS: Flag = {
  name: "allow-missing-template-keys",
  kind: "switch",
  meaning: "=false: a missing field is an error",
};
export const PRINTING: readonly Flag[] = [OUTPUT, TEMPLATE, SHOW_MANAGED_FIELDS, MISSING_KEYS];

/** What the deletion that `--force` puts before a creation is told. */
export const WAITING: readonly Flag[] = [
  {
    name: "cascade",
    kind: "text",
    value: "HOW",
    bare: "background",
    meaning: "background, foreground or orphan: how --force deletes",
  },
  { name: "grace-period", kind: "integer", value: "SECONDS", meaning: "that --force gives pods to end" },
  { name: "timeout", kind: "duration", value: "DURATION", meaning: "how long --force waits for what it deleted" },
  { name: "wait", kind: "switch", meaning: "as in kubectl; --force always waits" },
];

/** What every verb that changes the state has: how long the controllers then run. */
export const RUNNING: readonly Flag[] = [
  { name: "no-run", kind: "switch", meaning: "keep the change and let no controller run; see sim run" },
  { name: "for", kind: "duration", value: "DURATION", meaning: "let exactly that much time pass, settled or not" },
];

/** The same where nothing changes: scripts give them to every command. */
export const RUNNING_NOTHING: readonly Flag[] = RUNNING.map((flag) => ({
  ...flag,
  meaning: "taken; nothing is changed here that could run on",
}));

export const WATCH: Flag = {
  name: "watch",
  short: "w",
  kind: "switch",
  meaning: "taken; nothing happens between two commands",
};
export const CHUNK_SIZE: Flag = {
  name: "chunk-size",
  kind: "integer",
  value: "N",
  meaning: "as in kubectl; changes nothing here",
};

export const VALIDATE: Flag = {
  name: "validate",
  kind: "text",
  value: "HOW",
  bare: "strict",
  meaning: "strict (default), warn or ignore: what to do about unknown fields",
};
export const FIELD_MANAGER: Flag = {
  name: "field-manager",
  kind: "text",
  value: "NAME",
  meaning: "the manager under whose name fields are recorded",
};
