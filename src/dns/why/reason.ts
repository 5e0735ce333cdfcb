/** The ways in which a name has no answer. */
export type Reason =
  | "other-name-server"
  | "searched-nowhere"
  | "outside-zones"
  | "no-transfer"
  | "soa-at-apex"
  | "zone-apex"
  | "name-server"
  | "version-text"
  | "inner-node"
  | "neither-svc-nor-pod"
  | "no-namespace"
  | "namespace-node"
  | "incomplete-address"
  | "pointer-only"
  | "nobody-at-address"
  | "address-not-listed"
  | "pod-names-disabled"
  | "not-an-address"
  | "no-pod-at-address"
  | "too-many-labels"
  | "wildcard"
  | "pod-is-no-service"
  | "no-service"
  | "governing-service-missing"
  | "below-external-name"
  | "external-name-is-address"
  | "alias-target-missing"
  | "no-cluster-ip"
  | "no-selector"
  | "selects-nothing"
  | "no-ready-pod"
  | "no-ports"
  | "no-such-port"
  | "port-by-number"
  | "wrong-protocol"
  | "other-family"
  | "no-such-type"
  | "no-pod"
  | "beyond-replicas"
  | "pod-not-created"
  | "pod-without-hostname"
  | "pod-without-subdomain"
  | "other-subdomain"
  | "not-selected"
  | "pod-finished"
  | "pod-without-address"
  | "pod-terminating"
  | "pod-not-ready"
  | "not-listed-yet"
  | "hostname-in-place-of-address";

/** Why a name has no answer. */
export interface Because {
  readonly reason: Reason;
  /** A sentence without its full stop, to stand after `because`. */
  readonly text: string;
  /** What would make the name resolve, to stand after `it resolves`; undefined where nothing simple would. */
  readonly resolves?: string;
}
