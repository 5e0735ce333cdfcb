import { byBytes, isJsonObject, type JsonObject } from "../../base/json.ts";
import { listedSource, volumeSource, type VolumeTable } from "./volume-source.ts";
import { PERSISTENT_LEGACY } from "./legacy-sources.ts";
import type { Outline } from "./outline.ts";
import { claimSpec } from "./claim.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { Volume } from "../../api/kinds/pod/types.ts";
import { scalar } from "./scalar.ts";

function reference(value: unknown): string {
  return isJsonObject(value) ? scalar(value["name"]) : "";
}

function projected(out: Outline, source: JsonObject): void {
  out.line(2, "Type:", "Projected (a volume that contains injected data from multiple sources)");
  const list: unknown = source["sources"];
  for (const item of Array.isArray(list) ? list : []) {
    if (!isJsonObject(item)) continue;
    const { secret, downwardAPI, configMap, serviceAccountToken } = item;
    const named = isJsonObject(secret) ? secret : isJsonObject(configMap) ? configMap : undefined;
    if (isJsonObject(secret)) out.line(2, "SecretName:", reference(secret));
    else if (downwardAPI !== undefined) out.line(2, "DownwardAPI:", "true");
    else if (isJsonObject(configMap)) out.line(2, "ConfigMapName:", reference(configMap));
    else if (isJsonObject(serviceAccountToken))
      out.line(2, "TokenExpirationSeconds:", scalar(serviceAccountToken["expirationSeconds"], "3600"));
    if (named !== undefined && (named === secret || downwardAPI === undefined))
      out.line(2, "Optional:", named["optional"] === true);
  }
}

function downwardApi(out: Outline, source: JsonObject): void {
  out.line(2, "Type:", "DownwardAPI (a volume populated by information about the pod)");
  out.line(2, "Items:");
  const items: unknown = source["items"];
  for (const item of Array.isArray(items) ? items : []) {
    if (!isJsonObject(item)) continue;
    const { fieldRef, resourceFieldRef } = item;
    if (isJsonObject(fieldRef)) out.line(3, `${scalar(fieldRef["fieldPath"])} -> ${scalar(item["path"])}`);
    if (isJsonObject(resourceFieldRef))
      out.line(3, `${scalar(resourceFieldRef["resource"])} -> ${scalar(item["path"])}`);
  }
}

function ephemeral(out: Outline, source: JsonObject): void {
  const what = "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)";
  out.line(2, "Type:", what);
  const template = source["volumeClaimTemplate"];
  if (isJsonObject(template)) claimSpec(out, 2, template as Pick<PersistentVolumeClaim, "metadata" | "spec">);
}

function attributes(out: Outline, source: JsonObject): void {
  const values = isJsonObject(source["volumeAttributes"]) ? source["volumeAttributes"] : {};
  const lines = Object.keys(values)
    .sort(byBytes)
    .map((key) => `${key}=${scalar(values[key])}`)
    .map((line) => (line.length > 140 ? `${line.slice(0, 140)}...` : line));
  if (lines.length === 0) out.line(2, "VolumeAttributes:", "<none>");
  // Upstream indents each piece of these lines anew.
  lines.forEach((line, index) => {
    if (index === 0) out.line(2, "VolumeAttributes:", `    ${line}`);
    else out.line(4, "", `    ${line}`);
  });
}

function inlineCsi(out: Outline, source: JsonObject): void {
  volumeSource(out, "csi", source);
  attributes(out, source);
}

function persistentCsi(out: Outline, source: JsonObject): void {
  out.line(2, "Type:", "CSI (a Container Storage Interface (CSI) volume source)");
  for (const [label, field] of [
    ["Driver:", "driver"],
    ["FSType:", "fsType"],
    ["VolumeHandle:", "volumeHandle"],
  ] as const)
    out.line(2, label, scalar(source[field]));
  out.line(2, "ReadOnly:", source["readOnly"] === true);
  attributes(out, source);
}

const SHARED: VolumeTable = { projected, downwardAPI: downwardApi, ephemeral };

function describeSource(out: Outline, spec: JsonObject, special: VolumeTable): void {
  for (const [name, source] of Object.entries(spec)) {
    if (!isJsonObject(source)) continue;
    const print = special[name];
    if (print !== undefined) return print(out, source);
    if (volumeSource(out, name, source)) return;
  }
  out.line(1, "<unknown>");
}

/** The volumes of a pod, or of a template, whose names stand one column further in. */
export function volumes(out: Outline, list: readonly Volume[], inTemplate: boolean): void {
  const level = inTemplate ? 1 : 0;
  if (list.length === 0) return out.line(level, "Volumes:", "<none>");
  out.line(level, "Volumes:");
  for (const { name, ...source } of list) {
    out.line(1, `${inTemplate ? " " : ""}${name}:`);
    describeSource(out, source, { ...SHARED, csi: inlineCsi });
  }
}

/** What backs a persistent volume. */
export function persistentSource(out: Outline, spec: JsonObject): void {
  const { nodeAffinity: _affinity, claimRef: _claim, capacity: _capacity, ...source } = spec;
  const special = Object.entries(PERSISTENT_LEGACY).map(([name, text]) => {
    return [name, (to: Outline, value: JsonObject) => listedSource(to, text, value)] as const;
  });
  describeSource(out, source, { ...Object.fromEntries(special), csi: persistentCsi });
}
