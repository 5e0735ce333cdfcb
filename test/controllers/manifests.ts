/** A Pod of one container as YAML; `spec` are more lines of its spec, `container` more fields of its container. */
export function pod(name: string, options: { spec?: string; container?: string; labels?: string } = {}): string {
  const { spec = "", container = "", labels = "{app: web}" } = options;
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: ${labels}}
spec:
  ${spec}
  containers:
  - {name: nginx, image: "nginx:1.25"${container}}
`;
}

/** A pod that mounts the claim of that name. */
export function podWithClaim(name: string, claim: string): string {
  return pod(name, { spec: `volumes: [{name: data, persistentVolumeClaim: {claimName: ${claim}}}]` });
}

/** A claim of 1Gi; `spec` are more lines of its spec. */
export function claim(name: string, spec = ""): string {
  return `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
  ${spec}
`;
}

/** A workload of one container whose pods are labelled \`app: <name>\`; `spec` are more lines of its spec. */
export function workload(kind: string, name: string, spec = ""): string {
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  ${spec.split("\n").join("\n  ")}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - {name: nginx, image: "nginx:1.25", ports: [{containerPort: 80, name: http}]}
`;
}

/** A headless Service in front of pods labelled \`app: <app>\`. */
export function headlessService(name: string, app = name, more = ""): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  clusterIP: None
  selector: {app: ${app}}
  ports: [{name: http, port: 80}]
  ${more}
`;
}

/** The change of a workload's image. */
export function withImage(image: string): unknown {
  return { spec: { template: { spec: { containers: [{ name: "nginx", image }] } } } };
}
