import { groupOf } from "../../api/kinds.ts";
import { byBytes, isJsonObject, type JsonObject } from "../../base/json.ts";
import type { Instant } from "../../base/instant.ts";
import { scalar } from "../describe/scalar.ts";
import { maskSecrets } from "./mask.ts";
import { unifiedHunks } from "./unified.ts";

/** One object as it is and as it would be; absent where it does not exist. */
export interface DiffPair {
  readonly live?: JsonObject;
  readonly merged?: JsonObject;
}

export interface DiffOptions {
  /** Writes an object as the YAML that `get -o yaml` prints, ending in a line feed. */
  readonly yaml: (object: JsonObject) => string;
  readonly now: Instant;
  /** Stands for the random number in the names of the compared folders. */
  readonly folder: number;
  readonly showManagedFields: boolean;
  readonly showSecrets: boolean;
}

function withoutManagedFields(object: JsonObject | undefined): JsonObject | undefined {
  const metadata = object?.["metadata"];
  if (object === undefined || !isJsonObject(metadata)) return object;
  const { managedFields: _managed, ...rest } = metadata;
  return { ...object, metadata: rest };
}

/** `apps.v1.StatefulSet.default.web`; the parts that an object lacks leave no dot behind. */
function fileName(object: JsonObject): string {
  const apiVersion = scalar(object["apiVersion"]);
  const metadata = isJsonObject(object["metadata"]) ? object["metadata"] : {};
  const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
  const kind = [groupOf(apiVersion), version, scalar(object["kind"])].filter((part) => part !== "").join(".");
  return `${kind}.${scalar(metadata["namespace"])}.${scalar(metadata["name"])}`;
}

function fileTime(at: Instant): string {
  const [day, time] = new Date(at).toISOString().slice(0, -1).split("T");
  return `${day} ${time}000000 +0000`;
}

/**
 * What `kubectl diff` prints for objects: one unified difference for each that differs, "" when none does.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go (1.36)
 */
export function diffText(pairs: readonly DiffPair[], options: DiffOptions): string {
  const files = pairs.flatMap((pair) => {
    const sides = options.showManagedFields
      ? [pair.live, pair.merged]
      : [withoutManagedFields(pair.live), withoutManagedFields(pair.merged)];
    const [live, merged] = options.showSecrets ? sides : maskSecrets(sides[0], sides[1]);
    const named = merged ?? live;
    if (named === undefined) return [];
    const text = (object: JsonObject | undefined): string => (object === undefined ? "" : options.yaml(object));
    return [{ name: fileName(named), hunks: unifiedHunks(text(live), text(merged)) }];
  });
  const changed = files.filter(({ hunks }) => hunks !== "");
  changed.sort((a, b) => byBytes(a.name, b.name));
  const when = fileTime(options.now);
  const sections = changed.map(({ name, hunks }) => {
    const from = `/tmp/LIVE-${options.folder}/${name}`;
    const to = `/tmp/MERGED-${options.folder + 1}/${name}`;
    return `diff -u -N ${from} ${to}\n--- ${from}\t${when}\n+++ ${to}\t${when}\n${hunks}`;
  });
  return sections.join("");
}
