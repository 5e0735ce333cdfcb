const HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const bomb = `a: &a [x, x]\n${many(40, (index) => `b${index}: &b${index} [*${index === 0 ? "a" : `b${index - 1}`}, *${index === 0 ? "a" : `b${index - 1}`}]\n`)}`;

/** Texts that nobody means well with, and the rule that speaks of each: name, text, rule. */
export const HOSTILE: readonly (readonly [string, string, string])[] = [
  ["nested brackets", `${HEAD}data: ${"[".repeat(100_000)}`, "yaml-syntax"],
  ["nested JSON", '{"a":'.repeat(100_000), "yaml-syntax"],
  ["an alias bomb", `${HEAD}${bomb}`, "yaml-syntax"],
  ["a line of five megabytes", `${HEAD}data: {a: ${"x".repeat(5_000_000)}, b: 3}\n`, "wrong-type"],
  ["a NUL byte", `${HEAD}data: {a: "\u0000"}\n`, "yaml-syntax"],
  ["prototypes as keys", `${HEAD}__proto__: {a: 1}\nconstructor: 1\n`, "strict-decoding"],
  ["many unknown fields", `${HEAD}${many(20_000, (index) => `k${index}: 1\n`)}`, "strict-decoding"],
  ["many equal keys", `${HEAD}data:\n${many(5_000, () => "  k: a\n")}`, "strict-decoding"],
  [
    "many suppressions",
    `${HEAD}data:\n${many(20_000, (index) => `  k${index}: a # stsctl-ignore wrong-type: so\n`)}`,
    "unused-suppression",
  ],
  [
    "many wrong labels",
    `${HEAD.replace("{name: a}", "\n  name: a\n  labels:")}\n${many(10_000, (index) => `    k${index}: not fine ${index}\n`)}`,
    "invalid",
  ],
  [
    "many ports",
    `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ports:\n${many(20_000, (index) => `  - {port: ${index + 1}}\n`)}`,
    "invalid",
  ],
  ["many disputed scalars", `${HEAD}data:\n${many(5_000, (index) => `  k${index}: on\n`)}`, "yaml-dialect"],
];
