import { templateOf } from "../api/kinds/controllerrevision/template-patch.ts";
import type { Container, PodTemplateSpec } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { sameJson } from "../base/json.ts";
import type { View } from "../cluster/view.ts";
import { command } from "./commands.ts";
import { revisionsOf } from "./revisions.ts";

/** The container whose image is all that two templates differ in. */
export function onlyImage(from: PodTemplateSpec, to: PodTemplateSpec): Container | undefined {
  const changed = to.spec.containers.filter(
    (container, index) => container.image !== from.spec.containers[index]?.image,
  );
  const [container] = changed;
  if (changed.length !== 1 || container?.image === undefined) return undefined;
  const containers = from.spec.containers.map((old) => (old.name === container.name ? container : old));
  return sameJson({ ...from, spec: { ...from.spec, containers } }, to) ? container : undefined;
}

/**
 * The command that brings back the template the set had before its rollout; undefined where it is the present one, or
 * its revision is gone.
 */
export function goBack(view: View, set: StatefulSet): string | undefined {
  const { currentRevision, updateRevision } = set.status ?? {};
  if (currentRevision === updateRevision) return undefined;
  const revisions = revisionsOf(view, set);
  const before = revisions.find((revision) => revision.metadata.name === currentRevision);
  const template = before === undefined ? undefined : templateOf(before);
  if (before === undefined || template === undefined) return undefined;
  const namespace = set.metadata.namespace ?? "";
  const container = onlyImage(set.spec.template, template);
  if (container !== undefined) {
    return command(`set image sts/${set.metadata.name} ${container.name}=${container.image ?? ""}`, namespace);
  }
  return command(`rollout undo sts/${set.metadata.name} --to-revision=${before.revision}`, namespace);
}

/** The command that brings another template, where there is no earlier one to go back to. */
export function otherTemplate(set: StatefulSet, reason: string): string {
  const namespace = set.metadata.namespace ?? "";
  const container = set.spec.template.spec.containers[0]?.name ?? "";
  if (reason === "image-pull") return command(`set image sts/${set.metadata.name} ${container}=IMAGE`, namespace);
  return command("apply -f FIXED.yaml", namespace);
}

/** `revision 2`, or its name where its object is gone; pods of others bear none. */
export function revisionText(view: View, set: StatefulSet, name: string): string {
  if (name === "") return "no known revision";
  const revision = view.get("ControllerRevision", set.metadata.namespace ?? "", name);
  return `revision ${revision?.revision ?? name}`;
}
