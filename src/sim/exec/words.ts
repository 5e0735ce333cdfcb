/** One piece of a command line: a word, or one of `&&`, `||`, `;`, `>`, `>>`. */
export type Token =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "operator"; readonly text: "&&" | "||" | ";" | ">" | ">>" };

/** Why a line is none of this small shell's. */
export class ShellSyntaxError extends Error {
  override readonly name = "ShellSyntaxError";
}

const OPERATORS = ["&&", "||", ">>", ">", ";"] as const;
const UNSUPPORTED = ["|", "&", "<", "(", ")", "`"];

type Variables = Readonly<Record<string, string>>;

function quotedText(line: string, from: number, variables: Variables): { text: string; end: number } {
  const quote = line[from];
  let text = "";
  for (let i = from + 1; i < line.length; i++) {
    const character = line[i] ?? "";
    if (character === quote) return { text, end: i + 1 };
    if (quote === '"' && character === "\\" && /["\\$`]/.test(line[i + 1] ?? "")) text += line[++i] ?? "";
    else if (quote === '"' && character === "$") {
      const variable = variableAt(line, i, variables);
      text += variable.text;
      i = variable.end - 1;
    } else text += character;
  }
  throw new ShellSyntaxError(`unterminated quoted string`);
}

function variableAt(line: string, from: number, variables: Variables): { text: string; end: number } {
  const match = /^\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/.exec(line.slice(from));
  if (match === null) return { text: "$", end: from + 1 };
  const name = match[1] ?? match[2] ?? "";
  return { text: Object.hasOwn(variables, name) ? (variables[name] ?? "") : "", end: from + match[0].length };
}

/**
 * Splits a line as sh does, as far as this goes: quotes, backslashes, `$NAME`, the operators of `Token`. Throws
 * ShellSyntaxError for pipes, background jobs, input redirection and sub-shells.
 */
export function shellTokens(line: string, variables: Variables): readonly Token[] {
  const tokens: Token[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) tokens.push({ kind: "word", text: word });
    word = undefined;
  };
  for (let i = 0; i < line.length;) {
    const character = line[i] ?? "";
    const operator = OPERATORS.find((candidate) => line.startsWith(candidate, i));
    if (operator !== undefined || character === "\n") {
      endWord();
      tokens.push({ kind: "operator", text: operator ?? ";" });
      i += operator?.length ?? 1;
    } else if (UNSUPPORTED.includes(character)) {
      throw new ShellSyntaxError(`this shell has no ${JSON.stringify(character)}`);
    } else if (character === " " || character === "\t") {
      endWord();
      i++;
    } else if (character === "'" || character === '"') {
      const { text, end } = quotedText(line, i, variables);
      word = (word ?? "") + text;
      i = end;
    } else if (character === "$") {
      const { text, end } = variableAt(line, i, variables);
      word = (word ?? "") + text;
      i = end;
    } else {
      const escaped = character === "\\" && i + 1 < line.length;
      word = (word ?? "") + (escaped ? (line[i + 1] ?? "") : character);
      i += escaped ? 2 : 1;
    }
  }
  endWord();
  return tokens;
}
