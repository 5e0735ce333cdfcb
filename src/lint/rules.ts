import type { Rule } from "./rule.ts";
import { governingServiceMissing } from "./rules/governing-service-missing.ts";
import { governingServiceNotHeadless } from "./rules/governing-service-not-headless.ts";

/** All rules, in the order of their codes. */
export const RULES: readonly Rule[] = [governingServiceMissing, governingServiceNotHeadless];
