export type Severity = "error" | "warning" | "info";

/** From the least to the most. */
export const SEVERITIES: readonly Severity[] = ["info", "warning", "error"];

/** Whether a severity is as grave as another, or graver. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(limit);
}
