import { keptGeneration } from "../../prepare.ts";
import type { KindStrategy } from "../../strategy.ts";
import { validateRole, validateRoleUpdate } from "./validate.ts";

/** For Roles and ClusterRoles. Nothing has a default, and nothing is reset. @see pkg/registry/rbac (1.36) */
export const roleStrategy: KindStrategy = {
  defaults: (object) => object,
  prepareForCreate: (object) => object,
  prepareForUpdate: keptGeneration,
  validate: validateRole,
  validateUpdate: validateRoleUpdate,
};
