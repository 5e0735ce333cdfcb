import { filled, mapped, rewritten } from "../../defaulting.ts";
import type { EndpointPort, EndpointSlice } from "./types.ts";

const PORT_DEFAULTS: Partial<EndpointPort> = { name: "", protocol: "TCP" };

/** @see pkg/apis/discovery/v1/defaults.go, `SetDefaults_EndpointPort` (1.36) */
export function endpointSliceDefaults(slice: EndpointSlice): EndpointSlice {
  return rewritten(slice, "ports", (ports) => mapped(ports, (port) => filled(port, PORT_DEFAULTS)));
}
