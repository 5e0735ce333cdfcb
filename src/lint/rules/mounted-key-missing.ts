import type { Volume } from "../../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import type { Project } from "../project.ts";
import { keysOf } from "../facts/references.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

const CONFIG = exampleObject("v1", "ConfigMap", { name: "db-files", body: "data:\n  db.conf: fast=yes" });
const SET = (subPath: string): string =>
  exampleSet({
    pod: "volumes:\n  - name: files\n    configMap:\n      name: db-files",
    container: `volumeMounts:\n  - name: files\n    mountPath: /etc/db.conf\n    subPath: ${subPath}`,
  });

interface Items {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly { readonly path: string }[];
}

interface Shown {
  readonly configMap?: Items;
  readonly secret?: Items;
}

/** The paths of the files that a ConfigMap or a Secret becomes; undefined where it is not known. */
function filesIn({ configMap, secret }: Shown, namespace: string, project: Project): readonly string[] | undefined {
  const source =
    configMap === undefined
      ? project.find("Secret", namespace, secret?.secretName ?? secret?.name ?? "")
      : project.find("ConfigMap", namespace, configMap.name ?? "");
  if (source === undefined) return undefined;
  return (configMap ?? secret)?.items?.map(({ path }) => path) ?? keysOf(source);
}

/** The paths of files in a volume that shows known ConfigMaps and Secrets, and nothing else. */
function filesOf(volume: Volume | undefined, namespace: string, project: Project): readonly string[] | undefined {
  if (volume === undefined) return undefined;
  const projected = volume["projected"] as { readonly sources?: readonly Shown[] } | undefined;
  const lists = (projected?.sources ?? [volume as Shown]).map((source) => filesIn(source, namespace, project));
  return lists.includes(undefined) ? undefined : lists.flatMap((files) => files ?? []);
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload?.spec.volumes === undefined) return;
  const volumes = new Map(workload.spec.volumes.map((volume) => [volume.name, volume]));
  for (const { container, path } of containersOf(workload)) {
    for (const [index, { name, subPath = "", mountPath }] of (container.volumeMounts ?? []).entries()) {
      if (subPath === "") continue;
      const files = filesOf(volumes.get(name), namespaceOf(object), project);
      if (files === undefined || files.some((file) => file === subPath || file.startsWith(`${subPath}/`))) continue;
      const message = `volume "${name}" has no file "${subPath}", so ${mountPath} becomes an empty directory`;
      report([...path, "volumeMounts", index, "subPath"], message);
    }
  }
};

export const mountedKeyMissing: Rule = {
  id: "mounted-key-missing",
  code: "STS404",
  severity: "error",
  summary: "A subPath of a ConfigMap or Secret is a key of it.",
  why: "The kubelet makes an empty directory where the file is expected, and the program fails to read it.",
  fix: "correct subPath, or add the key",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath",
  looksFor: ["items"],
  passes: () => [documents(CONFIG, exampleService(), SET("db.conf"))],
  fails: () => [
    {
      manifest: documents(CONFIG, exampleService(), SET("database.conf")),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0].subPath", at: "45:24" }],
    },
  ],
  checks: ofWorkloads(check),
};
