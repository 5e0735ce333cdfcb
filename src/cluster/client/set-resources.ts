import { isJsonObject, type JsonObject } from "../../base/json.ts";
import { containersIn, nameMatches, withContainers, withPodSpec } from "./pod-spec.ts";
import { refuse } from "./refused.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";

const QUANTITY = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
const QUANTITY_FORM = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function amounts(text: string | undefined): JsonObject {
  const pairs = (text ?? "").split(",").filter((word) => word !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = "", amount = "", ...more] = pair.split("=");
      if (amount === "" || more.length > 0) refuse(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
      if (!QUANTITY.test(amount)) refuse(QUANTITY_FORM);
      return [name, amount];
    }),
  );
}

function merged(resources: JsonObject, name: "limits" | "requests", wanted: JsonObject): JsonObject {
  if (Object.keys(wanted).length === 0) return resources;
  const old = resources[name];
  return { ...resources, [name]: { ...(isJsonObject(old) ? old : {}), ...wanted } };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_resources.go (1.36) */
export function resourcesEdit({ limits, requests, containers = "*" }: SetRequest): SetVerb {
  if ((limits ?? "") === "" && (requests ?? "") === "") {
    refuse("you must specify an update to requests or limits (in the form of --requests/--limits)");
  }
  const wanted = { limits: amounts(limits), requests: amounts(requests) };
  const setAll = (container: JsonObject): JsonObject => {
    if (!nameMatches(container, containers)) return container;
    const old = isJsonObject(container["resources"]) ? container["resources"] : {};
    const resources = merged(merged(old, "limits", wanted.limits), "requests", wanted.requests);
    return { ...container, resources };
  };
  return {
    operation: "resource requirements updated",
    failure: "failed to patch resources update to pod template ",
    edit(object) {
      let found = false;
      const edited = withPodSpec(object, (spec) => {
        const all = [...containersIn(spec, "containers"), ...containersIn(spec, "initContainers")];
        found = all.some((container) => nameMatches(container, containers));
        return withContainers(spec, setAll);
      });
      if (edited === undefined) return { ok: false, messages: [] };
      if (found) return { ok: true, object: edited };
      return { ok: false, messages: [`error: unable to find container named ${containers}`] };
    },
  };
}
