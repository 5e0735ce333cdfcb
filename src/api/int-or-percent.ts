/**
 * A number of things: itself, or a percentage of the total. Text that is no percentage counts as 0.
 * @see staging/src/k8s.io/apimachinery/pkg/util/intstr/intstr.go, `GetScaledValueFromIntOrPercent` (1.36)
 */
export function scaledValue(value: number | string, total: number, round: "up" | "down"): number {
  if (typeof value === "number") return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  if (percent === undefined) return 0;
  const exact = (Number(percent) * total) / 100;
  return round === "up" ? Math.ceil(exact) : Math.floor(exact);
}
