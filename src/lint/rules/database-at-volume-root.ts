import type { Container, VolumeMount } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { runningContainersOf } from "../containers.ts";
import { variablesFrom } from "../env-sources.ts";
import { documents, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { volumesOfClass } from "../given-volumes.ts";
import { ofWorkloads } from "../of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../workload.ts";

/** Images whose entrypoint is that of the official one. */
const POSTGRES = /(?:^|\/)(?:postgres|postgis|pgvector|timescaledb)(?::([\w.-]+))?(?:@|$)/;
const DATA = "/var/lib/postgresql/data";
/** The release from which on the image keeps data elsewhere. */
const MOVED = 18;
/** Classes and drivers whose volumes are directories, and so empty at first. */
const OF_DIRECTORIES = /local|host-?path|nfs|efs|ceph-?fs|file|smb|gluster/i;

/** The major version that a tag stands for: `17-alpine`, `0.8.0-pg17`; undefined where it does not say. */
function majorOf(tag: string): number | undefined {
  const [, major] = /(?:^|pg)(\d{1,2})(?![\w])/.exec(tag.includes("pg") ? tag.replace(/^.*(?=pg)/, "") : tag) ?? [];
  return major === undefined ? undefined : Number(major);
}

/** Where the program keeps its data, if not where it does by default; undefined where nobody can tell. */
function dataIn(container: Container, workload: Workload, project: Project): string | undefined {
  const own = container.env?.findLast(({ name }) => name === "PGDATA");
  if (own !== undefined) return own.value;
  const others = variablesFrom(container, namespaceOf(workload.object), project);
  return others === undefined || others.includes("PGDATA") ? undefined : DATA;
}

/** The claim behind a volume of a pod, as far as its class is known. */
function claimOf(name: string, { object, spec }: Workload, project: Project): PersistentVolumeClaim | undefined {
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  const template = volumeClaimTemplates.find(({ metadata }) => metadata.name === name);
  if (template !== undefined) return template;
  const claimName = spec.volumes?.find((volume) => volume.name === name)?.persistentVolumeClaim?.claimName;
  return claimName === undefined ? undefined : project.find("PersistentVolumeClaim", namespaceOf(object), claimName);
}

function isOfDirectories(claim: PersistentVolumeClaim, project: Project): boolean {
  const { storageClassName = "" } = claim.spec;
  const provisioner = project.find("StorageClass", "", storageClassName)?.provisioner ?? "";
  return OF_DIRECTORIES.test(`${storageClassName} ${provisioner}`) || volumesOfClass(claim, project).length > 0;
}

function isAt(mount: VolumeMount, path: string): boolean {
  return mount.mountPath.replace(/\/+$/, "") === path.replace(/\/+$/, "");
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of runningContainersOf(workload)) {
    const image = POSTGRES.exec(container.image ?? "");
    if (image === null) continue;
    const data = dataIn(container, workload, project);
    if (data === undefined) continue;
    for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
      if (!isAt(mount, data)) continue;
      const claim = claimOf(mount.name, workload, project);
      if (claim === undefined) continue;
      const place = [...path, "volumeMounts", index, "mountPath"];
      const hasOwn = container.env?.some(({ name }) => name === "PGDATA") === true;
      if (!hasOwn && (majorOf(image[1] ?? "") ?? 0) >= MOVED) {
        report(place, `from ${MOVED} on the image keeps its data elsewhere and refuses a volume at ${DATA}`, {
          why: "Its entrypoint takes the volume for the data of an older version and ends: the container never starts.",
          fix: "mount the volume at /var/lib/postgresql, whose subfolders are by version",
        });
      } else if ((mount.subPath ?? mount.subPathExpr) === undefined && !isOfDirectories(claim, project)) {
        report(place, `the data directory is the root of the volume "${mount.name}", which is seldom empty`);
      }
    }
  }
};

const SET = (mount: string): string =>
  exampleSet({ spec: exampleTemplates(), container: `volumeMounts:\n  - name: data\n    mountPath: ${mount}` });

export const databaseAtVolumeRoot: Rule = {
  id: "database-at-volume-root",
  code: "STS331",
  severity: "warning",
  summary: "PostgreSQL keeps its data in a folder of its volume.",
  why:
    "A new ext4 volume, as most block storage makes, has a folder lost+found, and initdb refuses a directory that is " +
    "not empty: the first start fails, again and again.",
  fix: "set PGDATA to a folder below the mount, or a subPath; a database that is there already would be left behind",
  source: "https://hub.docker.com/_/postgres, PGDATA",
  passes: () => [documents(exampleService(), SET("/var/lib/postgresql/data\n    subPath: data"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("/var/lib/postgresql/data")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].mountPath", at: "42:26" }],
    },
  ],
  checks: ofWorkloads(check),
};
