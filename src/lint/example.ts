/** Manifests for the examples of rules: a Service and a StatefulSet that go together, and what an example puts in. */

function block(text: string, indent: number): string {
  const margin = " ".repeat(indent);
  const hasEmptyLines = text === "" || text.startsWith("\n") || text.endsWith("\n") || text.includes("\n\n");
  // All examples are made when rules are loaded, so the common case is worth its line.
  return hasEmptyLines ? text.replace(/^(?=.)/gm, margin) : `${margin}${text.replaceAll("\n", `\n${margin}`)}`;
}

function lines(text: string | undefined, indent: number): string {
  return text === undefined || text === "" ? "" : `${block(text, indent)}\n`;
}

interface Named {
  readonly name?: string;
  readonly namespace?: string;
  /** Lines to put into `metadata`. */
  readonly metadata?: string;
}

function head(apiVersion: string, kind: string, { name = "db", namespace, metadata }: Named): string {
  const place = namespace === undefined ? "" : `  namespace: ${namespace}\n`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${place}${lines(metadata, 2)}`;
}

interface WorkloadParts extends Named {
  readonly kind?: "StatefulSet" | "Deployment";
  /** Lines to put into `spec`, behind the selector. */
  readonly spec?: string;
  /** Lines to put into `spec`, before the selector; `serviceName` and three replicas if not given. */
  readonly head?: string;
  /** The lines of `matchLabels`. */
  readonly selector?: string;
  /** The lines of the pods' labels. */
  readonly labels?: string;
  /** Lines to put into the template's `metadata`. */
  readonly template?: string;
  /** Lines to put into the pods' `spec`. */
  readonly pod?: string;
  readonly image?: string;
  /** Lines to put into the container. */
  readonly container?: string;
}

/** A StatefulSet `db` of three PostgreSQL pods labelled `app: db`, governed by Service `db`. */
export function exampleSet(parts: WorkloadParts = {}): string {
  const { kind = "StatefulSet", selector = "app: db", labels = selector, image = "postgres:18" } = parts;
  return (
    head("apps/v1", kind, parts) +
    `spec:\n${lines(parts.head ?? "serviceName: db\nreplicas: 3", 2)}  selector:\n    matchLabels:\n${lines(selector, 6)}` +
    `${lines(parts.spec, 2)}  template:\n    metadata:\n${lines(parts.template, 6)}      labels:\n${lines(labels, 8)}` +
    `    spec:\n${lines(parts.pod, 6)}      containers:\n        - name: db\n          image: ${image}\n` +
    lines(parts.container, 10)
  );
}

/** A Deployment `app` of pods labelled `app: app`. */
export function exampleDeployment(parts: WorkloadParts = {}): string {
  return exampleSet({ kind: "Deployment", name: "app", head: "replicas: 2", selector: "app: app", ...parts });
}

interface ServiceParts extends Named {
  /** The lines of `spec`. */
  readonly spec?: string;
}

/** The headless Service `db` of the pods labelled `app: db`. */
export function exampleService(parts: ServiceParts = {}): string {
  const { spec = "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432" } = parts;
  return `${head("v1", "Service", parts)}spec:\n${lines(spec, 2)}`;
}

/** Any other object: its head, and lines behind it. */
export function exampleObject(
  apiVersion: string,
  kind: string,
  { body = "", ...named }: Named & { body?: string },
): string {
  return `${head(apiVersion, kind, named)}${lines(body, 0)}`;
}

interface ClaimParts extends Named {
  /** Lines to put into `spec`. */
  readonly spec?: string;
  readonly accessMode?: string;
  readonly size?: string;
}

function claimSpec({ spec, accessMode = "ReadWriteOnce", size = "10Gi" }: ClaimParts): string {
  return `spec:\n  accessModes:\n    - ${accessMode}\n${lines(spec, 2)}  resources:\n    requests:\n      storage: ${size}`;
}

/** A claim template `data` for the `spec` of a set. */
export function exampleTemplates(...claims: readonly ClaimParts[]): string {
  const items = (claims.length === 0 ? [{}] : claims).map(
    (claim: ClaimParts) =>
      `  - metadata:\n      name: ${claim.name ?? "data"}\n${lines(claim.metadata, 6)}${block(claimSpec(claim), 4)}`,
  );
  return `volumeClaimTemplates:\n${items.join("\n")}`;
}

export function exampleClaim(parts: ClaimParts): string {
  return `${head("v1", "PersistentVolumeClaim", parts)}${claimSpec(parts)}\n`;
}

/** What a container mounts: the volume `data`. */
export const EXAMPLE_MOUNT = "volumeMounts:\n  - name: data\n    mountPath: /var/lib/postgresql";

export function documents(...list: readonly string[]): string {
  return list.join("---\n");
}
