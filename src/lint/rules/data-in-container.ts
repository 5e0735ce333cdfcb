import { namespaceOf } from "../../api/object.ts";
import { runningContainersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { folder, imageDataOf, lastingVolumes } from "../facts/image-data.ts";
import type { Rule } from "../rule.ts";
import { mountsByVolume } from "../facts/volumes.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

/** Whether a claim of the set is mounted nowhere: another rule tells of that. */
function hasUnusedTemplate(
  workload: Workload,
  templates: readonly { readonly metadata: { readonly name: string } }[],
): boolean {
  const mounts = mountsByVolume(workload);
  return templates.some(({ metadata }) => !mounts.has(metadata.name));
}

const SET = (mountPath: string): string =>
  exampleSet({
    image: "mongo:7",
    spec: exampleTemplates(),
    container: `volumeMounts:\n  - name: data\n    mountPath: ${mountPath}`,
  });

export const dataInContainer: Rule = {
  id: "data-in-container",
  code: "STS334",
  severity: "warning",
  summary: "The databases of a set keep their data on a volume.",
  why: "What lies in the container itself is gone when it is restarted: the database begins empty again.",
  fix: "mount a claim there, from a claim template",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/",
  looksFor: ["volumeMounts", "mountPath"],
  passes: () => [documents(exampleService(), SET("/data/db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("/var/lib/mongo")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].mountPath", at: "42:26" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const workload = workloadIn(set);
      if (workload === undefined) return;
      for (const { container, path } of runningContainersOf(workload)) {
        const data = imageDataOf(container, namespaceOf(set), project)?.data;
        if (data === undefined) continue;
        const { volumeMounts = [], image = "" } = container;
        const own = folder(data);
        const around = volumeMounts.map(({ mountPath }) => folder(mountPath));
        if (around.some((one) => own.startsWith(one) || one.startsWith(own))) continue;
        if (hasUnusedTemplate(workload, set.spec.volumeClaimTemplates ?? [])) return;
        const lasting = lastingVolumes(workload);
        const index = volumeMounts.findIndex(({ name }) => lasting.has(name));
        const mount = volumeMounts[index];
        if (mount === undefined) {
          report([...path, "image"], `nothing is mounted at ${data}, where ${image} keeps its data`);
        } else {
          const message = `"${mount.name}" is mounted at ${mount.mountPath}, and ${image} keeps its data at ${data}`;
          report([...path, "volumeMounts", index, "mountPath"], message, { fix: `mount it at ${data}` });
        }
      }
    },
  },
};
