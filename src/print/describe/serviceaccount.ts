import type { KubeObject } from "../../api/object.ts";
import { pairs } from "../tables/cell.ts";
import type { Describer } from "./describer.ts";
import { annotations } from "./labels.ts";

export const describeServiceAccount: Describer<KubeObject> = (out, object, { events }) => {
  const { metadata } = object;
  const { imagePullSecrets = [] } = object as KubeObject & { readonly imagePullSecrets?: readonly { name: string }[] };
  out.line(0, "Name:", metadata.name);
  out.line(0, "Namespace:", metadata.namespace ?? "");
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  const names = imagePullSecrets.map((secret) => secret.name);
  out.list(0, "Image pull secrets:", names);
  events();
};
