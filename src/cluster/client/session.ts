import { qualifiedResource } from "../../api/kinds.ts";
import type { KubeObject, ObjectKey } from "../../api/object.ts";
import { notFound, type Answer, type ApiStatus } from "../../api/status.ts";
import type { Cluster, WriteOptions } from "../cluster.ts";
import { nameFlaw } from "./identity.ts";
import { clientFailure, statusFailure } from "./refused.ts";
import type { DryRun, Failure, Outcome, RequestScope, Result, Targets } from "./request.ts";
import type { Target } from "./target.ts";
import { resolveTargets, type Resolution, type ResolveOptions } from "./targets.ts";

/** What kubectl puts after a result line in a dry run. */
export function dryRunSuffix(dryRun: DryRun): string {
  return dryRun === "none" ? "" : dryRun === "client" ? " (dry run)" : " (server dry run)";
}

export function keyOfTarget({ resource, namespace, name }: Target): ObjectKey {
  return { kind: resource.key, namespace, name };
}

/** `statefulsets/web`, as some of kubectl's errors name an object. */
export function objectName({ resource, name }: Target): string {
  return `${resource.plural}/${name}`;
}

/** `statefulsets.apps "web"`, as others do. */
export function quotedName({ resource, name }: Target): string {
  return `${qualifiedResource(resource)} ${JSON.stringify(name)}`;
}

/** One verb at work: its requests go through here, and what it says is kept. */
export class Session {
  readonly cluster: Cluster;
  readonly scope: RequestScope;
  readonly results: Result[] = [];
  readonly failures: Failure[] = [];
  readonly notes: string[] = [];
  private readonly said = new Set<string>();

  constructor(cluster: Cluster, scope: RequestScope) {
    this.cluster = cluster;
    this.scope = scope;
  }

  /** Under whose name fields are recorded: the user's word for it, or the verb's own. */
  manager(own: string): string {
    return this.scope.fieldManager ?? own;
  }

  /** A line for stderr; the same line is said once. */
  warn(...lines: readonly string[]): void {
    for (const line of lines) this.said.add(line);
  }

  /** Says that a list of objects to work on came out empty. */
  warnOfNothing(targets: readonly Target[]): void {
    if (targets.length === 0 && this.failures.length === 0) {
      this.warn(`No resources found in ${this.scope.namespace} namespace.`);
    }
  }

  /** Passes an answer on and says what the server warned of. */
  heard<T extends Answer>(answer: T): T {
    this.warn(...answer.warnings.map((warning) => `Warning: ${warning}`));
    return answer;
  }

  done(target: Pick<Target, "resource">, object: KubeObject, operation: string): void {
    this.results.push({ resource: target.resource, object, operation });
  }

  failed(status: ApiStatus, target: Target, context = ""): void {
    this.failures.push(statusFailure(status, context, target.source));
  }

  refused(message: string, target?: Target): void {
    this.failures.push(clientFailure(message, target?.source));
  }

  resolve(targets: Targets, options: Partial<ResolveOptions> = {}): Resolution {
    const { words, ...rest } = targets;
    const resolution = resolveTargets(words, { ...this.scope, ...rest, ...options, view: this.cluster.view() });
    this.warn(...resolution.warnings);
    this.failures.push(...resolution.failures);
    return resolution;
  }

  /** The live object; a failure is recorded. kubectl asks for the namespace when a named object is missing. */
  fetch(target: Target): KubeObject | undefined {
    const flaw = nameFlaw(target.name);
    if (flaw !== undefined) {
      this.refused(flaw, target);
      return undefined;
    }
    const answer = this.cluster.get(keyOfTarget(target));
    if (answer.ok) return answer.object;
    this.failed(missing(this.cluster, target, answer.status), target);
    return undefined;
  }

  /** Targets with their live objects; those that are missing are recorded as failures. */
  fetchAll(targets: readonly Target[]): readonly (Target & { readonly object: KubeObject })[] {
    return targets.flatMap((target) => {
      const object = target.object ?? this.fetch(target);
      return object === undefined ? [] : [{ ...target, object }];
    });
  }

  outcome(): Outcome {
    const { results, failures, notes } = this;
    return { results, failures, warnings: [...this.said], ...(notes.length === 0 ? {} : { notes }) };
  }
}

/** NotFound of a named object; that of its namespace goes before. */
function missing(cluster: Cluster, { resource, namespace, name }: Target, status: ApiStatus): ApiStatus {
  if (status.reason !== "NotFound") return status;
  if (namespace !== "" && cluster.view().get("Namespace", "", namespace) === undefined) {
    return notFound({ group: "", plural: "namespaces" }, namespace);
  }
  return notFound(resource, name);
}

/** The options of a write; client dry runs never get here. */
export function writeOptions(dryRun: DryRun, fieldManager: string, more: WriteOptions = {}): WriteOptions {
  return { ...more, fieldManager, ...(dryRun === "server" ? { dryRun: true } : {}) };
}

const VALIDATION = { strict: "Strict", warn: "Warn", ignore: "Ignore" } as const;

/** `--validate` as the server's parameter; strict unless said otherwise. */
export function fieldValidation(validate: keyof typeof VALIDATION | undefined): "Strict" | "Warn" | "Ignore" {
  return VALIDATION[validate ?? "strict"];
}
