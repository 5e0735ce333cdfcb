import type { PersistentVolumeClaimSpec } from "../../api/kinds/persistentvolumeclaim/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { keepingMany } from "../../base/last-answer.ts";
import { ofWorkloads } from "./of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Checks, Report } from "../rule.ts";
import { workloadIn } from "./workload.ts";

/** A claim that an object is, or that is made for its pods, and where it stands: `spec.volumeClaimTemplates[0]`. */
export interface AskedClaim {
  readonly name: string;
  readonly spec: PersistentVolumeClaimSpec;
  readonly annotations: Readonly<Record<string, string>>;
  readonly path: FieldPath;
}

function templatesOf(object: KubeObject): readonly AskedClaim[] {
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  return volumeClaimTemplates.map(({ metadata, spec }, index) => ({
    name: metadata.name,
    spec,
    annotations: metadata.annotations ?? {},
    path: ["spec", "volumeClaimTemplates", index],
  }));
}

/** Those of volumes that are made with a pod and go with it. */
function ephemeralOf(object: KubeObject): readonly AskedClaim[] {
  const workload = workloadIn(object);
  return (workload?.spec.volumes ?? []).flatMap(({ name, ephemeral }, index): AskedClaim[] => {
    const { spec, metadata = {} } = ephemeral?.volumeClaimTemplate ?? {};
    if (workload === undefined || spec === undefined) return [];
    const path = [...workload.path, "spec", "volumes", index, "ephemeral", "volumeClaimTemplate"];
    return [{ name, spec, annotations: metadata.annotations ?? {}, path }];
  });
}

/** The claims that an object is, or has made. */
export const askedClaimsOf = keepingMany((object: KubeObject): readonly AskedClaim[] => {
  if (object.kind === "PersistentVolumeClaim") {
    const { metadata, spec } = object as KubeObject & { readonly spec: PersistentVolumeClaimSpec };
    return [{ name: metadata.name, spec, annotations: metadata.annotations ?? {}, path: [] }];
  }
  return object.kind === "StatefulSet" ? [...templatesOf(object), ...ephemeralOf(object)] : ephemeralOf(object);
});

/** A check of every claim that manifests ask for. */
export function ofAskedClaims(look: (claim: AskedClaim, project: Project, report: Report) => void): Checks {
  const check: Check<KubeObject> = (object, project, report) => {
    for (const claim of askedClaimsOf(object)) look(claim, project, report);
  };
  return { ...ofWorkloads(check), PersistentVolumeClaim: check };
}
