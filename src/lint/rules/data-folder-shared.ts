import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { namespaceOf } from "../../api/object.ts";
import { templateOf } from "../facts/containers.ts";
import { isOfDatabase } from "../facts/data-folders.ts";
import { documents, exampleClaim, exampleService, exampleSet } from "../example.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";
import { mountsByVolume } from "../facts/volumes.ts";

const SET = (mount: string): string =>
  exampleSet({
    container: `volumeMounts:\n  - name: data\n    mountPath: ${mount}`,
    pod: "volumes:\n  - name: data\n    persistentVolumeClaim:\n      claimName: shared",
  });
const CLAIM = exampleClaim({ name: "shared", accessMode: "ReadWriteMany" });

/** Whether pods of several nodes cannot have a claim at once, which is told as such. */
function isOfOneNode(claimName: string, set: StatefulSet, project: Project): boolean {
  const claim = project.find("PersistentVolumeClaim", namespaceOf(set), claimName);
  return claim?.spec.accessModes?.some((mode) => mode.endsWith("Many")) === false;
}

/** The volumes of a set that are the same for all of its pods. */
function sharedVolumes(set: StatefulSet, project: Project): readonly string[] {
  const templates = new Set((set.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name));
  return (set.spec.template.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, nfs }) => {
    const isShared = (persistentVolumeClaim ?? nfs) !== undefined && !templates.has(name);
    return isShared && !isOfOneNode(persistentVolumeClaim?.claimName ?? "", set, project) ? [name] : [];
  });
}

export const dataFolderShared: Rule = {
  id: "data-folder-shared",
  code: "STS332",
  severity: "error",
  summary: "Every member of a database has a data directory of its own.",
  why: "Several servers over one data directory destroy it, or all but the first one refuse to start.",
  fix: "use volumeClaimTemplates, or a subPathExpr by the pod's name",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage",
  looksFor: ["volumes"],
  passes: () => [
    documents(exampleService(), CLAIM, SET("/backup")),
    documents(exampleService(), CLAIM, SET("/var/lib/postgresql/data\n    subPathExpr: $(POD_NAME)")),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), CLAIM, SET("/var/lib/postgresql/data")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].mountPath", at: "48:26" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const volumes = sharedVolumes(set, project);
      if (volumes.length === 0) return;
      const { count } = ordinalsOf(project, set);
      if (count < 2) return;
      const mounts = mountsByVolume(templateOf(set));
      for (const name of volumes) {
        for (const { container, list, index, mount } of mounts.get(name) ?? []) {
          const { mountPath = "", readOnly = false, subPathExpr } = mount;
          if (container.role === "init" || readOnly || subPathExpr !== undefined || !isOfDatabase(mountPath)) continue;
          report(
            [...container.path, list, index, "mountPath"],
            `${count} replicas have their data in one folder of "${name}"`,
          );
        }
      }
    },
  },
};
