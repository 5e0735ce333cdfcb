import { printPath } from "../../../base/field-path.ts";
import { sameJson } from "../../../base/json.ts";
import { mapped, rewritten } from "../../defaulting.ts";
import type { Container, Pod } from "./types.ts";
import { CONTAINER_APPARMOR } from "./validate-annotations.ts";
import { validateAppArmor } from "./validate-profiles.ts";

interface Profile {
  readonly type: string;
  readonly localhostProfile?: string;
}

const LOCALHOST = "localhost/";

/** The profile that an annotation names, if any. @see pkg/api/pod/util.go, `ApparmorFieldForAnnotation` (1.36) */
function namedProfile(annotation: string): Profile | undefined {
  if (annotation === "unconfined") return { type: "Unconfined" };
  if (annotation === "runtime/default") return { type: "RuntimeDefault" };
  const localhostProfile = annotation.startsWith(LOCALHOST) ? annotation.slice(LOCALHOST.length) : "";
  const profile = { type: "Localhost", localhostProfile };
  return localhostProfile === "" || validateAppArmor([], profile).length > 0 ? undefined : profile;
}

/** The annotation of a container that has no profile of its own; `profile` is absent where the annotation names none. */
interface Annotated {
  readonly key: string;
  readonly profile: Profile | undefined;
}

/** What says of a container something else than its pod does. */
function annotated(pod: Pod, container: Container): Annotated | undefined {
  const key = `${CONTAINER_APPARMOR}${container.name}`;
  const annotation = pod.metadata.annotations?.[key];
  if (annotation === undefined || container.securityContext?.["appArmorProfile"] !== undefined) return undefined;
  const profile = namedProfile(annotation);
  const isPods = profile !== undefined && sameJson(profile, pod.spec.securityContext?.["appArmorProfile"]);
  return isPods ? undefined : { key, profile };
}

/** In the order in which the server goes through them. */
const CONTAINER_LISTS = ["initContainers", "containers", "ephemeralContainers"] as const;

function isConcerned({ metadata, spec }: Pod): boolean {
  if (metadata.annotations === undefined || spec.os?.name === "windows") return false;
  return Object.keys(metadata.annotations).some((key) => key.startsWith(CONTAINER_APPARMOR));
}

/**
 * A new pod with the profiles of its containers that stand in annotations, as fields.
 * @see pkg/registry/core/pod/strategy.go, `applyAppArmorVersionSkew` (1.36)
 */
export function withAppArmorProfiles(pod: Pod): Pod {
  if (!isConcerned(pod)) return pod;
  const withProfile = (container: Container): Container => {
    const appArmorProfile = annotated(pod, container)?.profile;
    if (appArmorProfile === undefined) return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile } };
  };
  return CONTAINER_LISTS.reduce(
    (result, name) =>
      rewritten(result, "spec", (spec) => rewritten(spec, name, (containers) => mapped(containers, withProfile))),
    pod,
  );
}

/** Of a pod that is not prepared yet. */
export function appArmorWarnings(pod: Pod): readonly string[] {
  if (!isConcerned(pod)) return [];
  return CONTAINER_LISTS.flatMap((name) => pod.spec[name] ?? []).flatMap((container) => {
    const key = annotated(pod, container)?.key;
    if (key === undefined) return [];
    const path = printPath(["metadata", "annotations", { key }]);
    return [`${path}: deprecated since v1.30; use the "appArmorProfile" field instead`];
  });
}
