import { filled, mapped, rewritten } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";

export const RBAC_GROUP = "rbac.authorization.k8s.io";

interface Subject {
  readonly kind: string;
  readonly apiGroup?: string;
}

/** @see staging/src/k8s.io/api/rbac/v1/types.go, `RoleBinding` (1.36) */
export interface RoleBinding extends KubeObject {
  readonly subjects?: readonly Subject[];
  readonly roleRef: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
}

function subjectDefaults(subject: Subject): Subject {
  return ["User", "Group"].includes(subject.kind) ? filled(subject, { apiGroup: RBAC_GROUP }) : subject;
}

/** @see pkg/apis/rbac/v1/defaults.go, `SetDefaults_RoleBinding`, `SetDefaults_Subject` (1.36) */
export function roleBindingDefaults(binding: RoleBinding): RoleBinding {
  const referring = rewritten(binding, "roleRef", (reference) => filled(reference, { apiGroup: RBAC_GROUP }));
  return rewritten(referring, "subjects", (subjects) => mapped(subjects, subjectDefaults));
}
