const CORE: readonly (readonly [RegExp, (text: string) => unknown])[] = [
  [/^(?:~|null|Null|NULL)?$/, () => null],
  [/^(?:true|True|TRUE|false|False|FALSE)$/, (text) => text.toLowerCase() === "true"],
  [/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/, Number],
  [/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/, Number],
  [/^[-+]?\.(?:inf|Inf|INF)$/, (text) => (text.startsWith("-") ? -Infinity : Infinity)],
  [/^\.(?:nan|NaN|NAN)$/, () => Number.NaN],
];

/**
 * What a plain scalar is to a reader of YAML 1.2 with the core schema.
 * @see YAML 1.2.2, section 10.3.2
 */
export function resolveCore(text: string): unknown {
  for (const [pattern, value] of CORE) if (pattern.test(text)) return value(text);
  return text;
}
