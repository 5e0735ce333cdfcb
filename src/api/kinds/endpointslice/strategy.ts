import { sameJson } from "../../../base/json.ts";
import type { KubeObject } from "../../object.ts";
import { firstGeneration, nextGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { endpointSliceDefaults } from "./defaults.ts";
import type { EndpointSlice } from "./types.ts";
import { endpointSliceWarnings, validateEndpointSlice, validateEndpointSliceUpdate } from "./validate.ts";

function meaning({ metadata, ...rest }: EndpointSlice): unknown {
  const { resourceVersion: _version, managedFields: _fields, generation: _generation, ...meta } = metadata;
  return { ...rest, metadata: meta } satisfies Partial<KubeObject>;
}

/** A slice has no spec: any change but of the server's own fields counts. @see pkg/registry/discovery/endpointslice/strategy.go */
export const endpointSliceStrategy: KindStrategy<EndpointSlice> = {
  defaults: endpointSliceDefaults,
  prepareForCreate: firstGeneration,
  prepareForUpdate: (slice, old) => nextGeneration(slice, old, !sameJson(meaning(slice), meaning(old))),
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  warnings: endpointSliceWarnings,
};
