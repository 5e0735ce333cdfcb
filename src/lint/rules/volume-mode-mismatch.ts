import type { PersistentVolumeClaim } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { mountsByVolume, pathOfMount } from "../facts/volumes.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

const BLOCK = exampleTemplates({ spec: "volumeMode: Block" });
const DEVICE = "volumeDevices:\n  - name: data\n    devicePath: /dev/xvdb";

type Templates = readonly PersistentVolumeClaim[];

/** The modes of a workload's volumes that are claims, as far as the claims are known. */
function modesOf({ object, spec }: Workload, project: Project): ReadonlyMap<string, string> {
  const modes = new Map<string, string>();
  for (const { name, persistentVolumeClaim } of spec.volumes ?? []) {
    if (persistentVolumeClaim === undefined) continue;
    const claim = project.find("PersistentVolumeClaim", namespaceOf(object), persistentVolumeClaim.claimName);
    if (claim !== undefined) modes.set(name, claim.spec.volumeMode ?? "Filesystem");
  }
  const { volumeClaimTemplates = [] } =
    (object as { readonly spec?: { readonly volumeClaimTemplates?: Templates } }).spec ?? {};
  for (const template of volumeClaimTemplates) {
    modes.set(template.metadata.name, template.spec.volumeMode ?? "Filesystem");
  }
  return modes;
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const modes = modesOf(workload, project);
  if (modes.size === 0) return;
  for (const [volume, mounts] of mountsByVolume(workload)) {
    const mode = modes.get(volume);
    if (mode === undefined) continue;
    for (const placed of mounts) {
      const { list } = placed;
      if ((list === "volumeDevices") === (mode === "Block")) continue;
      report(pathOfMount(placed), `"${volume}" has volumeMode ${mode}, but is used in ${list}`);
    }
  }
};

export const volumeModeMismatch: Rule = {
  id: "volume-mode-mismatch",
  code: "STS305",
  severity: "error",
  summary: "Block claims are used as devices, and filesystem claims as mounts.",
  why: "The kubelet refuses to start the pod, which stays in ContainerCreating.",
  fix: "use volumeDevices for volumeMode: Block, and volumeMounts otherwise",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support",
  passes: () => [
    documents(exampleService(), exampleSet({ spec: BLOCK, container: DEVICE })),
    documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: EXAMPLE_MOUNT })),
  ],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ spec: BLOCK, container: EXAMPLE_MOUNT })),
      findings: [{ path: "spec.template.spec.containers[0].volumeMounts[0]", at: "42:15" }],
    },
    {
      manifest: documents(exampleService(), exampleSet({ spec: exampleTemplates(), container: DEVICE })),
      findings: [{ path: "spec.template.spec.containers[0].volumeDevices[0]", at: "41:15" }],
    },
  ],
  checks: ofWorkloads(check),
};
