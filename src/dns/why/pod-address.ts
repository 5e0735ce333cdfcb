import { addressOf, undashed } from "../address.ts";
import { printName, type Name } from "../name.ts";
import type { Question } from "../question.ts";
import type { Zone } from "../zone.ts";
import type { Because } from "./reason.ts";

const EXAMPLE = "10-244-1-5";

/** Why a name below `NAMESPACE.pod` has no answer. */
export function whyNoPodAddress(zone: Zone, labels: Name, { name, type }: Question): Because {
  const { pods } = zone.config;
  const namespace = labels.at(-2) ?? "";
  const label = labels.at(-3);
  if (pods === "disabled") {
    const text = "names of pods by their address are disabled";
    return { reason: "pod-names-disabled", text, resolves: "with --pods insecure or --pods verified" };
  }
  if (label === undefined) {
    return { reason: "namespace-node", text: `${printName(name)} is a namespace: it has no ${type} record itself` };
  }
  if (labels.length > 5) return { reason: "too-many-labels", text: `there are too many labels before ${label}` };
  const address = addressOf(undashed(label));
  if (address === undefined) {
    const pod = zone.view.get("Pod", namespace, label);
    const text = `"${label}" is not an address with dashes, such as ${EXAMPLE}; pod names are not names here`;
    const own = pod?.status?.podIP?.replaceAll(".", "-");
    return { reason: "not-an-address", text, ...(own === undefined ? {} : { resolves: `as ${own}.${namespace}.pod` }) };
  }
  if (pods === "verified" && zone.podAt(namespace, undashed(label)) === undefined) {
    const text = `no pod in namespace "${namespace}" that has not finished has the address ${address.text}`;
    return { reason: "no-pod-at-address", text };
  }
  if (type === "A" || type === "AAAA") {
    return { reason: "other-family", text: `${address.text} is an ${address.type === "A" ? "IPv4" : "IPv6"} address` };
  }
  return { reason: "no-such-type", text: `names of pods by their address have no ${type} records` };
}
