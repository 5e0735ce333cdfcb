import { expect, it } from "vitest";
import { documents, exampleObject, exampleSet, exampleTemplates } from "../../../src/lint/example.ts";
import { databaseAtVolumeRoot } from "../../../src/lint/rules/database-at-volume-root.ts";
import { messagesIn } from "../messages.ts";

interface Parts {
  readonly image?: string;
  readonly mount?: string;
  readonly more?: string;
  readonly storageClass?: string;
}

function set({ image = "postgres:16", mount = "/var/lib/postgresql/data", more = "", storageClass }: Parts): string {
  const spec = storageClass === undefined ? "" : `storageClassName: ${storageClass}`;
  return exampleSet({
    image,
    spec: exampleTemplates({ spec }),
    container: `volumeMounts:\n  - name: data\n    mountPath: ${mount}\n${more}`,
  });
}

const ROOT = 'the data directory is the root of the volume "data", which on block storage is not empty';
const ELSEWHERE = "from 18 on the image keeps its data elsewhere and refuses a volume at /var/lib/postgresql/data";
const PLACE = "spec.template.spec.containers[0].volumeMounts[0].mountPath";
const PGDATA = (folder: string): string => `env:\n  - name: PGDATA\n    value: ${folder}`;

it.each<[Parts, readonly string[]]>([
  [{}, [ROOT]],
  [{ image: "docker.io/library/postgres:15-alpine" }, [ROOT]],
  [{ image: "postgis/postgis:16-3.4" }, [ROOT]],
  [{ image: "postgres", mount: "/var/lib/postgresql/data/" }, [ROOT]],
  [{ mount: "/pg", more: PGDATA("/pg") }, [ROOT]],
  [{ more: PGDATA("/var/lib/postgresql/data/pgdata") }, []],
  [{ more: "    subPath: data" }, []],
  [{ storageClass: "local-path" }, []],
  [{ image: "bitnami/postgresql:16" }, []],
  [{ image: "app:16" }, []],
  [{ more: "envFrom:\n  - configMapRef:\n      name: elsewhere" }, []],
  [{ image: "postgres:18" }, [ELSEWHERE]],
  [{ image: "pgvector/pgvector:0.8.0-pg18", more: "    subPath: data" }, [ELSEWHERE]],
  [{ image: "postgres:18", more: PGDATA("/var/lib/postgresql/data/pgdata") }, []],
  [{ image: "postgres:18", mount: "/var/lib/postgresql" }, []],
])("looks at what is mounted where PostgreSQL keeps its data: %j", (parts, messages) => {
  expect(messagesIn(set(parts), databaseAtVolumeRoot)).toEqual(messages.map((message) => `${PLACE}: ${message}`));
});

it("knows classes and volumes of directories", () => {
  const provided = exampleObject("storage.k8s.io/v1", "StorageClass", {
    name: "fast",
    body: "provisioner: k8s.io/minikube-hostpath",
  });
  expect(messagesIn(documents(provided, set({ storageClass: "fast" })), databaseAtVolumeRoot)).toEqual([]);
  const volume = exampleObject("v1", "PersistentVolume", {
    name: "disk",
    body: "spec:\n  storageClassName: manual\n  capacity:\n    storage: 20Gi\n  accessModes:\n    - ReadWriteOnce\n  hostPath:\n    path: /disk",
  });
  expect(messagesIn(documents(volume, set({ storageClass: "manual" })), databaseAtVolumeRoot)).toEqual([]);
});
