/** A value as kubectl's templates print it where one scalar is expected; `none` for no value. */
export function scalar(value: unknown, none = ""): string {
  if (value === undefined || value === null) return none;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map((item) => scalar(item, "<nil>")).join(" ")}]`;
  return JSON.stringify(value);
}
