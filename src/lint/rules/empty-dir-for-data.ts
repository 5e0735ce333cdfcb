import { templateOf } from "../facts/containers.ts";
import { dataMountOf } from "../facts/data-mounts.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";

const SET = (path: string): string =>
  exampleSet({
    pod: "volumes:\n  - name: data\n    emptyDir: {}",
    container: `volumeMounts:\n  - name: data\n    mountPath: ${path}`,
  });

export const emptyDirForData: Rule = {
  id: "empty-dir-for-data",
  code: "STS318",
  severity: "warning",
  summary: "Data lies on a claim, not in an emptyDir.",
  why: "An emptyDir goes with its pod: every update, eviction or node failure begins with an empty directory.",
  fix: "use a claim template of that name in place of the volume",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
  looksFor: ["volumes", "hostPath", "persistentVolumeClaim"],
  passes: () => [
    documents(exampleService(), SET("/tmp")),
    documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT })),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("/var/lib/postgresql/data")),
      findings: [{ path: "spec.template.spec.volumes[0].emptyDir", at: "30:11" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { volumes = [] } = set.spec.template.spec;
      if (!volumes.some(({ emptyDir }) => emptyDir !== undefined)) return;
      const claims = new Set((set.spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name));
      const pod = templateOf(set);
      for (const [index, { name, emptyDir }] of volumes.entries()) {
        if (emptyDir === undefined || claims.has(name)) continue;
        const mountPath = dataMountOf(pod, name, claims)?.mount.mountPath;
        if (mountPath === undefined) continue;
        const message = `"${name}", mounted at ${mountPath}, is empty again in every new pod`;
        report(["spec", "template", "spec", "volumes", index, "emptyDir"], message, { part: "key" });
      }
    },
  },
};
