import type { GoStruct } from "../../validation/go-value.ts";

/**
 * The internal structs behind where a pod may be, as errors print them.
 * @see pkg/apis/core/types.go (1.36)
 */
export const TOLERATION: GoStruct = [
  ["Key", "text"],
  ["Operator", "text"],
  ["Value", "text"],
  ["Effect", "text"],
  ["TolerationSeconds", "pointer"],
];

const NODE_REQUIREMENT: GoStruct = [
  ["Key", "text"],
  ["Operator", "text"],
  ["Values", "pointer"],
];

export const NODE_TERM: GoStruct = [
  ["MatchExpressions", { listOf: NODE_REQUIREMENT }],
  ["MatchFields", { listOf: NODE_REQUIREMENT }],
];

const AFFINITY_TERM: GoStruct = [
  ["LabelSelector", "selector"],
  ["Namespaces", "pointer"],
  ["TopologyKey", "text"],
  ["NamespaceSelector", "selector"],
  ["MatchLabelKeys", "pointer"],
  ["MismatchLabelKeys", "pointer"],
];

const POD_AFFINITY: GoStruct = [
  ["RequiredDuringSchedulingIgnoredDuringExecution", { listOf: AFFINITY_TERM }],
  [
    "PreferredDuringSchedulingIgnoredDuringExecution",
    {
      listOf: [
        ["Weight", "number"],
        ["PodAffinityTerm", { struct: AFFINITY_TERM }],
      ],
    },
  ],
];

export const AFFINITY: GoStruct = [
  [
    "NodeAffinity",
    {
      pointerTo: [
        [
          "RequiredDuringSchedulingIgnoredDuringExecution",
          { pointerTo: [["NodeSelectorTerms", { listOf: NODE_TERM }]] },
        ],
        [
          "PreferredDuringSchedulingIgnoredDuringExecution",
          {
            listOf: [
              ["Weight", "number"],
              ["Preference", { struct: NODE_TERM }],
            ],
          },
        ],
      ],
    },
  ],
  ["PodAffinity", { pointerTo: POD_AFFINITY }],
  ["PodAntiAffinity", { pointerTo: POD_AFFINITY }],
];

export const SPREAD_CONSTRAINT: GoStruct = [
  ["MaxSkew", "number"],
  ["TopologyKey", "text"],
  ["WhenUnsatisfiable", "text"],
  ["LabelSelector", "selector"],
  ["MinDomains", "pointer"],
  ["NodeAffinityPolicy", "pointer"],
  ["NodeTaintsPolicy", "pointer"],
  ["MatchLabelKeys", "pointer"],
];
