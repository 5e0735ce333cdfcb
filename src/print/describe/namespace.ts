import type { Namespace } from "../../api/kinds/namespace/types.ts";
import type { Describer } from "./describer.ts";
import { annotations, pairs } from "./labels.ts";

/** Quotas and limit ranges are not simulated, so there are none. */
export const describeNamespace: Describer<Namespace> = (out, { metadata, status }) => {
  out.line(0, "Name:", metadata.name);
  out.list(0, "Labels:", pairs(metadata.labels));
  annotations(out, 0, metadata.annotations);
  out.line(0, "Status:", status?.phase ?? "");
  out.line(0, "");
  out.line(0, "No resource quota.");
  out.line(0, "");
  out.line(0, "No LimitRange resource.");
};
