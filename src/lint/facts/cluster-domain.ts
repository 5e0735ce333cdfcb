import { suggest } from "../../api/structure/suggest.ts";

/** The domain of a cluster that was not given another one. */
export const CLUSTER_DOMAIN = "cluster.local";

/** What is wrong with a name behind its namespace: what belongs there, and what was probably meant. */
export interface DomainFlaw {
  readonly because: string;
  readonly write: string;
}

/** Whether there is a Service (`db.shop`) or a pod (`db-0.db.shop`) of this name, without `svc` and domain. */
export type IsKnown = (labels: readonly string[]) => boolean;

/** Nearly the usual domain. A digit or a hyphen makes one of somebody's own. */
function isSlipOfDomain(labels: readonly string[]): boolean {
  const text = labels.join(".");
  if (text === CLUSTER_DOMAIN || /[\d-]/.test(text)) return false;
  if (text === `${CLUSTER_DOMAIN}.${CLUSTER_DOMAIN}`) return true;
  const [first = "", second, ...more] = labels;
  if (second === undefined) return first === "cluster" || suggest(first, ["clusterlocal"]) !== undefined;
  if (more.length > 0) return false;
  return first === "cluster"
    ? suggest(second, ["local"]) !== undefined
    : second === "local" && suggest(first, ["cluster"]) !== undefined;
}

/** `db.shop.svc.cluster.locl`. */
function wrongDomain(labels: readonly string[], isKnown: IsKnown): DomainFlaw | undefined {
  const at = labels.indexOf("svc");
  if (at < 2 || at > 3 || !isSlipOfDomain(labels.slice(at + 1)) || !isKnown(labels.slice(0, at))) return undefined;
  const write = `${labels.slice(0, at + 1).join(".")}.${CLUSTER_DOMAIN}`;
  return { because: `the domain of a cluster is ${CLUSTER_DOMAIN}`, write };
}

/** `db.shop.srv.cluster.local`, `db.shop.cluster.local`: another word, or none, in the place of `svc`. */
function withoutSvc(labels: readonly string[], isKnown: IsKnown): DomainFlaw | undefined {
  if (labels.slice(-2).join(".") !== CLUSTER_DOMAIN || labels.includes("svc")) return undefined;
  const known = labels.slice(0, -2);
  if (isKnown(known)) {
    return { because: `svc is left out before ${CLUSTER_DOMAIN}`, write: `${known.join(".")}.svc.${CLUSTER_DOMAIN}` };
  }
  const rest = known.slice(0, -1);
  if (rest.length < 2 || !isKnown(rest)) return undefined;
  const word = known.at(-1) ?? "";
  return {
    because: `${word} stands in the place of svc before ${CLUSTER_DOMAIN}`,
    write: `${rest.join(".")}.svc.${CLUSTER_DOMAIN}`,
  };
}

/** Why a name answers NXDOMAIN for what stands behind the namespace of a known Service or pod. */
export function domainFlaw(labels: readonly string[], isKnown: IsKnown): DomainFlaw | undefined {
  return labels.length < 3 ? undefined : (wrongDomain(labels, isKnown) ?? withoutSvc(labels, isKnown));
}
