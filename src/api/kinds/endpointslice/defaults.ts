import { filled, mapped, rewritten } from "../../defaulting.ts";
import type { EndpointPort, EndpointSlice } from "./types.ts";

const PORT_DEFAULTS: Partial<EndpointPort> = { name: "", protocol: "TCP" };

/** A slice is always read as having a list of endpoints; upstream encodes an empty one as null. */
const SLICE_DEFAULTS: Pick<EndpointSlice, "endpoints"> = { endpoints: [] };

/** @see pkg/apis/discovery/v1/defaults.go, `SetDefaults_EndpointPort` (1.36) */
export function endpointSliceDefaults(slice: EndpointSlice): EndpointSlice {
  return rewritten(filled(slice, SLICE_DEFAULTS), "ports", (ports) =>
    mapped(ports, (port) => filled(port, PORT_DEFAULTS)),
  );
}
