import { sameJson } from "../../../base/json.ts";
import type { ObjectMeta } from "../../object.ts";
import { firstGeneration, nextGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { endpointSliceDefaults } from "./defaults.ts";
import type { EndpointSlice } from "./types.ts";
import { endpointSliceWarnings, validateEndpointSlice, validateEndpointSliceUpdate } from "./validate.ts";

const OF_THE_SERVER: readonly (keyof ObjectMeta)[] = ["resourceVersion", "managedFields", "generation"];
const METADATA: readonly (keyof EndpointSlice)[] = ["metadata"];

function meansTheSame(slice: EndpointSlice, old: EndpointSlice): boolean {
  return sameJson(slice.metadata, old.metadata, OF_THE_SERVER) && sameJson(slice, old, METADATA);
}

/** A slice has no spec: any change but of the server's own fields counts. @see pkg/registry/discovery/endpointslice/strategy.go */
export const endpointSliceStrategy: KindStrategy<EndpointSlice> = {
  defaults: endpointSliceDefaults,
  prepareForCreate: firstGeneration,
  prepareForUpdate: (slice, old) => nextGeneration(slice, old, !meansTheSame(slice, old)),
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  warnings: endpointSliceWarnings,
};
