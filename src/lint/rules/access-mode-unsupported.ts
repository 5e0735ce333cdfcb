import { classNameOf } from "../../api/kinds/persistentvolumeclaim/types.ts";
import { ofAskedClaims } from "../facts/asked-claims.ts";
import { documents, exampleClaim, exampleObject } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

/** Drivers of disks that one node has at a time, when they carry a file system. */
const ONE_NODE = new Set([
  "ebs.csi.aws.com",
  "kubernetes.io/aws-ebs",
  "pd.csi.storage.gke.io",
  "kubernetes.io/gce-pd",
  "disk.csi.azure.com",
  "kubernetes.io/azure-disk",
  "cinder.csi.openstack.org",
  "kubernetes.io/cinder",
  "dobs.csi.digitalocean.com",
  "linodebs.csi.linode.com",
  "csi.hetzner.cloud",
  "rbd.csi.ceph.com",
  "rancher.io/local-path",
  "topolvm.io",
  "topolvm.cybozu.com",
  "openebs.io/local",
  "local.csi.openebs.io",
]);

/** What managed clusters call their classes of such disks. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  gp2: "ebs.csi.aws.com",
  gp3: "ebs.csi.aws.com",
  "standard-rwo": "pd.csi.storage.gke.io",
  "premium-rwo": "pd.csi.storage.gke.io",
  "managed-csi": "disk.csi.azure.com",
  "managed-csi-premium": "disk.csi.azure.com",
  "managed-premium": "disk.csi.azure.com",
  "do-block-storage": "dobs.csi.digitalocean.com",
  "hcloud-volumes": "csi.hetzner.cloud",
  "local-path": "rancher.io/local-path",
};

function provisionerOf(name: string, project: Project): string | undefined {
  return project.find("StorageClass", "", name)?.provisioner ?? USUAL_NAMES[name];
}

const CLASS = exampleObject("storage.k8s.io/v1", "StorageClass", {
  name: "fast",
  body: "provisioner: ebs.csi.aws.com",
});
const CLAIM = (accessMode: string): string =>
  exampleClaim({ name: "shared", accessMode, spec: "storageClassName: fast" });

export const accessModeUnsupported: Rule = {
  id: "access-mode-unsupported",
  code: "STS329",
  severity: "warning",
  summary: "A claim asks its class for an access that the driver can give.",
  why: "Disks are attached to one node at a time: the claim stays Pending with ProvisioningFailed, and its pods with it.",
  fix: "use a class of shared file systems, such as NFS, or ReadWriteOnce",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
  passes: () => [documents(CLASS, CLAIM("ReadWriteOnce"))],
  fails: () => [
    { manifest: documents(CLASS, CLAIM("ReadWriteMany")), findings: [{ path: "spec.accessModes", at: "13:5" }] },
  ],
  checks: ofAskedClaims(({ name, spec, annotations, path }, project, report) => {
    const { accessModes = [], volumeMode = "Filesystem" } = spec;
    if (volumeMode !== "Filesystem" || !accessModes.includes("ReadWriteMany")) return;
    const className = classNameOf({ metadata: { annotations }, spec });
    const provisioner = provisionerOf(className, project);
    if (provisioner === undefined || !ONE_NODE.has(provisioner.replace(/^.*(?=\brbd\.csi\.ceph)/, ""))) return;
    const message = `${provisioner}, of class "${className}", has no ReadWriteMany for the claim "${name}"`;
    report([...path, "spec", "accessModes"], message);
  }),
};
