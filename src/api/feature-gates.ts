/** The switches whose setting changes an answer, with the defaults of 1.36. */
export const FEATURE_GATES = {
  MaxUnavailableStatefulSet: false,
  StatefulSetSemanticRevisionComparison: true,
} as const satisfies Record<string, boolean>;

export type FeatureGates = { readonly [name in keyof typeof FEATURE_GATES]: boolean };
