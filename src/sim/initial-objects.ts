import type { Namespace } from "../api/kinds/namespace/types.ts";
import type { Node } from "../api/kinds/node/types.ts";
import type { Service } from "../api/kinds/service/types.ts";
import { DEFAULT_CLASS_ANNOTATION, type StorageClass } from "../api/kinds/storageclass/types.ts";
import type { KubeObject } from "../api/object.ts";
import type { Settings } from "../cluster/world.ts";

/** The provisioner of classes that exist because the settings say so. */
export const SIMULATED_PROVISIONER = "sim.local/dynamic";

/**
 * What kubelets write on their nodes.
 * @see pkg/kubelet/kubelet_node_status.go, `initialNode` (1.36)
 */
function kubeletLabels(hostname: string): Readonly<Record<string, string>> {
  return {
    "beta.kubernetes.io/arch": "amd64",
    "beta.kubernetes.io/os": "linux",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": hostname,
    "kubernetes.io/os": "linux",
  };
}

export function nodeObject(number: number): Node {
  const name = `node-${number}`;
  const capacity = { cpu: "64", memory: "32Ti", pods: "110k" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: kubeletLabels(name) },
    spec: { podCIDR: `10.244.${number - 1}.0/24`, podCIDRs: [`10.244.${number - 1}.0/24`] },
    status: {
      capacity,
      allocatable: capacity,
      conditions: [
        { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
      ],
      addresses: [
        { type: "InternalIP", address: `192.168.${(number - 1) >> 8}.${((number - 1) & 0xff) + 1}` },
        { type: "Hostname", address: name },
      ],
      nodeInfo: { kubeletVersion: "v1.36.2", operatingSystem: "linux", architecture: "amd64" },
    },
  };
}

export function storageClassObject(name: string, isDefault: boolean): StorageClass {
  const annotations = isDefault ? { annotations: { [DEFAULT_CLASS_ANNOTATION]: "true" } } : {};
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name, ...annotations },
    provisioner: SIMULATED_PROVISIONER,
    reclaimPolicy: "Delete",
    allowVolumeExpansion: true,
    volumeBindingMode: "Immediate",
  };
}

function namespaceObject(name: string): Namespace {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "kubernetes.io/metadata.name": name } } };
}

/** The Service through which pods reach the API server; every cluster has it. */
const KUBERNETES_SERVICE: Service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "kubernetes", namespace: "default", labels: { component: "apiserver", provider: "kubernetes" } },
  spec: {
    type: "ClusterIP",
    clusterIP: "10.96.0.1",
    clusterIPs: ["10.96.0.1"],
    ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: 6443 }],
  },
};

/** Names of the classes that the settings ask for, the default one first. */
export function configuredClasses(settings: Settings): readonly string[] {
  return settings.storageClasses ?? (settings.defaultClass === undefined ? [] : [settings.defaultClass]);
}

/** What is in a cluster before anybody has done anything. */
export function initialObjects(settings: Settings): readonly KubeObject[] {
  const nodes = Array.from({ length: settings.nodes }, (_, index) => nodeObject(index + 1));
  const classes = configuredClasses(settings).map((name) => storageClassObject(name, name === settings.defaultClass));
  const namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"].map(namespaceObject);
  return [...namespaces, ...nodes, ...classes, KUBERNETES_SERVICE];
}
