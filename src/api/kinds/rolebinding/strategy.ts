import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { roleBindingDefaults, type RoleBinding } from "./defaults.ts";
import { validateRoleBinding, validateRoleBindingUpdate } from "./validate.ts";

/** For RoleBindings and ClusterRoleBindings. Nothing is reset. @see pkg/registry/rbac (1.36) */
export const roleBindingStrategy: KindStrategy<RoleBinding> = {
  defaults: roleBindingDefaults,
  prepareForCreate: (binding) => binding,
  prepareForUpdate: keptGeneration,
  validate: validateRoleBinding,
  validateUpdate: validateRoleBindingUpdate,
};
