import type { Container } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { runningContainersOf } from "../containers.ts";
import { documents, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { ofWorkloads } from "../of-workloads.ts";
import { POSTGRES_DATA, postgresDataIn, postgresMajorOf } from "../postgres.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../workload.ts";

/** Official images, the VOLUME that each declares and keeps its data in, and what moves the data elsewhere. */
const VOLUMES: readonly (readonly [image: RegExp, volume: string, elsewhere: RegExp])[] = [
  [/(?:^|\/)mongo(?::|@|$)/, "/data/db", /dbpath|^(?:-f|--config)\b/i],
  [/(?:^|\/)(?:mysql|mariadb|percona)(?::|@|$)/, "/var/lib/mysql", /datadir|defaults-file/],
  [/(?:^|\/)consul(?::|@|$)/, "/consul/data", /data-dir|config/],
  [/(?:^|\/)influxdb:1/, "/var/lib/influxdb", /config/],
];
/** The release from which on PostgreSQL's image declares the folder above. */
const MOVED = 18;

function folder(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

function volumeOf(container: Container, workload: Workload, project: Project): string | undefined {
  const { image = "", command = [], args = [] } = container;
  if (image.includes("bitnami")) return undefined;
  const major = postgresMajorOf(container);
  if (major !== undefined) {
    if (major === 0 || major >= MOVED) return undefined;
    const data = postgresDataIn(container, workload, project) ?? "";
    return folder(data).startsWith(folder(POSTGRES_DATA)) ? POSTGRES_DATA : undefined;
  }
  const known = VOLUMES.find(([pattern]) => pattern.test(image));
  if (known === undefined || [...command, ...args].some((text) => known[2].test(text))) return undefined;
  return known[1];
}

/** The volumes of a pod that outlive it. */
function lastingVolumes({ object, spec }: Workload): ReadonlySet<string> {
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  const claimed = (spec.volumes ?? []).filter(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
  return new Set([...volumeClaimTemplates.map(({ metadata }) => metadata.name), ...claimed.map(({ name }) => name)]);
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of runningContainersOf(workload)) {
    const { volumeMounts = [] } = container;
    if (volumeMounts.length === 0) continue;
    const volume = volumeOf(container, workload, project);
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
