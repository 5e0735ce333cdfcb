import type { KubeObject } from "../../api/object.ts";
import { base64Length } from "../../api/validation/data-size.ts";
import { byBytes } from "../../base/json.ts";
import { pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";

type Data = Readonly<Record<string, string>>;

function sortedEntries(data: Data | undefined): readonly (readonly [string, string])[] {
  return Object.entries(data ?? {}).sort(([a], [b]) => byBytes(a, b));
}

export const describeConfigMap: Describer<KubeObject> = (out, object, { events }) => {
  const { metadata } = object;
  const { data, binaryData } = object as KubeObject & { readonly data?: Data; readonly binaryData?: Data };
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  for (const text of ["", "Data", "===="]) out.line(0, text);
  for (const [key, value] of sortedEntries(data)) for (const text of [`${key}:`, "----", value, ""]) out.line(0, text);
  for (const text of ["", "BinaryData", "===="]) out.line(0, text);
  for (const [key, value] of sortedEntries(binaryData)) out.line(0, `${key}: ${base64Length(value)} bytes`);
  out.line(0, "");
  events();
};

export const describeSecret: Describer<KubeObject> = (out, object) => {
  const { metadata } = object;
  const { data, type = "" } = object as KubeObject & { readonly data?: Data; readonly type?: string };
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "");
  out.line(0, "Type:", type);
  for (const text of ["", "Data", "===="]) out.line(0, text);
  for (const [key, value] of sortedEntries(data)) out.line(0, `${key}:`, `${base64Length(value)} bytes`);
};
