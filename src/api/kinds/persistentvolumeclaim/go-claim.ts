import type { GoStruct } from "../../validation/go-value.ts";

const TYPED_REFERENCE: GoStruct = [
  ["APIGroup", "pointer", "apiGroup"],
  ["Kind", "text"],
  ["Name", "text"],
];

/** @see pkg/apis/core/types.go, `PersistentVolumeClaimSpec` (1.36) */
export const CLAIM_SPEC: GoStruct = [
  ["AccessModes", "pointer"],
  ["Selector", "selector"],
  [
    "Resources",
    {
      struct: [
        ["Limits", "pointer"],
        ["Requests", "pointer"],
      ],
    },
  ],
  ["VolumeName", "text"],
  ["StorageClassName", "pointer"],
  ["VolumeMode", "pointer"],
  ["DataSource", { pointerTo: TYPED_REFERENCE }],
  ["DataSourceRef", { pointerTo: [...TYPED_REFERENCE, ["Namespace", "pointer"]] }],
  ["VolumeAttributesClassName", "pointer"],
];
