import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { runningContainersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { folder, imageDataOf, lastingVolumes } from "../facts/image-data.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { POSTGRES_DATA } from "../facts/postgres.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of runningContainersOf(workload)) {
    const { volumeMounts = [] } = container;
    if (volumeMounts.length === 0) continue;
    const volume = imageDataOf(container, namespaceOf(object), project)?.volume;
    if (volume === undefined || volumeMounts.some(({ mountPath }) => folder(mountPath).startsWith(folder(volume)))) {
      continue;
    }
    const lasting = lastingVolumes(workload);
    const index = volumeMounts.findIndex(
      ({ name, mountPath }) => lasting.has(name) && volume.startsWith(folder(mountPath)),
    );
    const mount = volumeMounts[index];
    if (mount === undefined) continue;
    const message = `the data is not on "${mount.name}": the image has a volume of its own at ${volume}`;
    const inFolder = volume === POSTGRES_DATA ? ", with a subPath" : "";
    report([...path, "volumeMounts", index, "mountPath"], message, { fix: `mount it at ${volume}${inFolder}` });
  }
};

const SET = (mountPath: string): string =>
  exampleSet({
    image: "postgres:17",
    spec: exampleTemplates(),
    container: `volumeMounts:\n  - name: data\n    mountPath: ${mountPath}`,
  });

export const imageVolumeNotMounted: Rule = {
  id: "image-volume-not-mounted",
  code: "STS333",
  severity: "error",
  summary: "A claim is mounted where the image keeps its data, not in a folder above.",
  why:
    "containerd puts a new, empty directory over every VOLUME of an image that nothing is mounted at: the data goes " +
    "there, and is gone after a restart, while the claim stays empty.",
  fix: "mount the claim at the image's volume",
  source: "https://hub.docker.com/_/postgres, PGDATA",
  passes: () => [documents(exampleService(), SET("/var/lib/postgresql/data"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("/var/lib/postgresql")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].mountPath", at: "42:26" }],
    },
  ],
  checks: ofWorkloads(check),
};
