import type { JsonObject } from "../../base/json.ts";
import { containersIn, withContainers, withPodSpec } from "./pod-spec.ts";
import { refuse } from "./refused.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";

/** @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_image.go (1.36) */
export function imageEdit({ changes }: SetRequest): SetVerb {
  const images = changes.map((change) => {
    const at = change.indexOf("=");
    if (at <= 0) refuse(`invalid resource spec: ${change}`);
    return [change.slice(0, at), change.slice(at + 1)] as const;
  });
  if (images.length === 0) refuse("at least one image update is required");
  if (images.length > 1 && images.some(([name]) => name === "*")) {
    refuse("all containers are already specified by *, but saw more than one container_name=container_image pairs");
  }
  const imageOf = (container: JsonObject): string | undefined =>
    images.findLast(([name]) => name === "*" || name === container["name"])?.[1];
  return {
    operation: "image updated",
    failure: "failed to patch image update to pod template: ",
    edit(object) {
      const known = new Set<unknown>();
      const edited = withPodSpec(object, (spec) => {
        for (const list of ["initContainers", "containers"] as const) {
          for (const container of containersIn(spec, list)) known.add(container["name"]);
        }
        return withContainers(spec, (container) => {
          const image = imageOf(container);
          return image === undefined ? container : { ...container, image };
        });
      });
      if (edited === undefined) return { ok: false, messages: [] };
      const unknown = images.filter(([name]) => name !== "*" && !known.has(name));
      return {
        ok: true,
        object: edited,
        flaws: unknown.map(([name]) => `error: unable to find container named ${JSON.stringify(name)}`),
      };
    },
  };
}
