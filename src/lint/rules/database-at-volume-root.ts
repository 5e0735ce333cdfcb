import type { VolumeMount } from "../../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { claimBehind } from "../facts/claims.ts";
import { runningContainersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { volumesOfClass } from "../facts/given-volumes.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { POSTGRES_DATA, postgresDataIn, postgresMajorOf } from "../facts/postgres.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** Classes and drivers whose volumes are directories, and so empty at first. */
const OF_DIRECTORIES = /local|host-?path|nfs|efs|ceph-?fs|file|smb|gluster/i;

function isOfDirectories(claim: PersistentVolumeClaim, project: Project): boolean {
  const { storageClassName = "" } = claim.spec;
  const provisioner = project.find("StorageClass", "", storageClassName)?.provisioner ?? "";
  return OF_DIRECTORIES.test(`${storageClassName} ${provisioner}`) || volumesOfClass(claim, project).length > 0;
}

function isAt(mount: VolumeMount, path: string): boolean {
  return mount.mountPath.replace(/\/+$/, "") === path.replace(/\/+$/, "");
}

/** The release from which on the image keeps data elsewhere. */
const MOVED = 18;

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of runningContainersOf(workload)) {
    const major = postgresMajorOf(container);
    const data = major === undefined ? undefined : postgresDataIn(container, namespaceOf(object), project);
    if (major === undefined || data === undefined) continue;
    for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
      if (!isAt(mount, data)) continue;
      const claim = claimBehind(mount.name, workload, project);
      if (claim === undefined) continue;
      const place = [...path, "volumeMounts", index, "mountPath"];
      const hasOwn = container.env?.some(({ name }) => name === "PGDATA") === true;
      if (!hasOwn && major >= MOVED) {
        report(place, `from ${MOVED} on the image keeps its data elsewhere and refuses a volume at ${POSTGRES_DATA}`, {
          why: "Its entrypoint takes the volume for the data of an older version and ends: the container never starts.",
          fix: "mount the volume at /var/lib/postgresql, whose subfolders are by version",
        });
      } else if ((mount.subPath ?? mount.subPathExpr) === undefined && !isOfDirectories(claim, project)) {
        report(
          place,
          `the data directory is the root of the volume "${mount.name}", which on block storage is not empty`,
        );
      }
    }
  }
};

const SET = (mount: string): string =>
  exampleSet({
    image: "postgres:17",
    spec: exampleTemplates(),
    container: `volumeMounts:\n  - name: data\n    mountPath: ${mount}`,
  });

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
  looksFor: ["env", "volumeMode", "accessModes"],
  passes: () => [documents(exampleService(), SET("/var/lib/postgresql/data\n    subPath: data"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("/var/lib/postgresql/data")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].mountPath", at: "42:26" }],
    },
  ],
  checks: ofWorkloads(check),
};
