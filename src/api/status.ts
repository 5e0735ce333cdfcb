import { qualifiedResource } from "./kinds.ts";
import type { KubeObject } from "./object.ts";

/** Why one field was refused. @see staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go, `StatusCause` (1.36) */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  /** A printed field path, e.g. `spec.template.spec.containers[0].image`. */
  readonly field: string;
}

/** A refusal by the API server. @see `Status` in the same file */
export interface ApiStatus {
  readonly code: number;
  /** "" when the server gives none; then kubectl prints no parenthesis. */
  readonly reason: string;
  readonly message: string;
  readonly details?: {
    readonly name?: string;
    readonly group?: string;
    /** The plural resource, but the Kind in 422 answers. */
    readonly kind?: string;
    readonly uid?: string;
    readonly causes?: readonly Cause[];
  };
}

/** What the API server answers to a write. Warnings come with both outcomes. */
export type Answer<T extends KubeObject = KubeObject> =
  | { readonly ok: true; readonly object: T; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly status: ApiStatus; readonly warnings: readonly string[] };

export function refused(status: ApiStatus, warnings: readonly string[] = []): Extract<Answer, { ok: false }> {
  return { ok: false, status, warnings };
}

/** A resource as error messages name it. */
export interface ResourceName {
  readonly group: string;
  readonly plural: string;
}

function details(resource: ResourceName, name: string): NonNullable<ApiStatus["details"]> {
  return { name, ...(resource.group === "" ? {} : { group: resource.group }), kind: resource.plural };
}

/** @see staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go, `NewNotFound` (1.36); likewise those below */
export function notFound(resource: ResourceName, name: string): ApiStatus {
  const message = `${qualifiedResource(resource)} "${name}" not found`;
  return { code: 404, reason: "NotFound", message, details: details(resource, name) };
}

export function alreadyExists(resource: ResourceName, name: string): ApiStatus {
  const message = `${qualifiedResource(resource)} "${name}" already exists`;
  return { code: 409, reason: "AlreadyExists", message, details: details(resource, name) };
}

export function conflict(resource: ResourceName, name: string, why: string): ApiStatus {
  const message = `Operation cannot be fulfilled on ${qualifiedResource(resource)} "${name}": ${why}`;
  return { code: 409, reason: "Conflict", message, details: details(resource, name) };
}

export function forbidden(resource: ResourceName, name: string, why: string): ApiStatus {
  const message = `${qualifiedResource(resource)} "${name}" is forbidden: ${why}`;
  return { code: 403, reason: "Forbidden", message, details: details(resource, name) };
}

/** @see staging/src/k8s.io/api/core/v1/types.go, `NamespaceTerminatingCause` (1.36) */
export const NAMESPACE_TERMINATING = "NamespaceTerminating";

/** Whether something was refused because the namespace that it was for is to go. */
export function isNamespaceTerminating({ details: found }: ApiStatus): boolean {
  return found?.causes?.some(({ reason }) => reason === NAMESPACE_TERMINATING) === true;
}

export function badRequest(message: string): ApiStatus {
  return { code: 400, reason: "BadRequest", message };
}

export function internalError(why: string): ApiStatus {
  const causes = [{ reason: "", message: why, field: "" }];
  return { code: 500, reason: "InternalError", message: `Internal error occurred: ${why}`, details: { causes } };
}

export function methodNotAllowed(resource: ResourceName): ApiStatus {
  const message = "the server does not allow this method on the requested resource";
  return { code: 405, reason: "MethodNotAllowed", message, details: { group: resource.group, kind: resource.plural } };
}

export function tooManyRequests(message: string, causes: readonly Cause[] = []): ApiStatus {
  return { code: 429, reason: "TooManyRequests", message, details: { causes } };
}

/** Whether a body could not be read as an object of its kind, in any of the forms in which servers say so. */
export function isUnreadable({ reason, message, details: { causes = [] } = {} }: ApiStatus): boolean {
  if (reason === "BadRequest" || message.startsWith("failed to create typed patch object")) return true;
  return reason === "Invalid" && causes.some(({ field }) => field === "patch");
}
