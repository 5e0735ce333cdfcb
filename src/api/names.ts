/** What is wrong with a value, one sentence a flaw; empty when nothing is. */
export type Flaws = readonly string[];

/**
 * Checks the name of an object. With `prefix` the name is one that gets a tail (`generateName`), so that a trailing
 * hyphen is allowed.
 * @see staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go, `ValidateNameFunc` (1.36)
 */
export type NameRule = (name: string, prefix: boolean) => Flaws;

const NONE: Flaws = [];

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const WILDCARD = `\\*\\.${SUBDOMAIN}`;
const SEARCH_LABEL = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const SEARCH_DOMAIN = `${SEARCH_LABEL}(\\.${SEARCH_LABEL})*`;
const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const LABEL_VALUE = `(${QUALIFIED})?`;

/** Groups are for the eye only: messages print the pattern, nobody asks what a group has matched. */
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll("(", "(?:")})$`);
const LABEL_EXPRESSION = whole(LABEL);
const SUBDOMAIN_EXPRESSION = whole(SUBDOMAIN);
const WILDCARD_EXPRESSION = whole(WILDCARD);
const SEARCH_DOMAIN_EXPRESSION = whole(SEARCH_DOMAIN);
const QUALIFIED_EXPRESSION = whole(QUALIFIED);
const LABEL_VALUE_EXPRESSION = whole(LABEL_VALUE);

/** The length of a text in UTF-8, which is what every limit of the API counts. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 0x80) continue;
    const point = text.codePointAt(at) ?? 0;
    length += point < 0x800 ? 1 : 2;
    // Two units of UTF-16 are four bytes.
    if (point >= 0x10000) at++;
  }
  return length;
}

/**
 * A sentence about a pattern that a value does not match, with examples.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go, `RegexError` (1.36)
 */
export function patternFlaw(sentence: string, pattern: string, ...examples: readonly string[]): string {
  const list = examples.map((example, index) => `${index === 0 ? "" : " or "}'${example}', `).join("");
  return `${sentence} (e.g. ${list}regex used for validation is '${pattern}')`;
}

const SUBDOMAIN_FLAW = patternFlaw(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', " +
    "and must start and end with an alphanumeric character",
  SUBDOMAIN,
  "example.com",
);
const LABEL_FLAW = patternFlaw(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', " +
    "and must start and end with an alphanumeric character",
  LABEL,
  "my-name",
  "123-abc",
);
const SEARCH_DOMAIN_FLAW = patternFlaw(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', " +
    "and must start and end with an alphanumeric character",
  SEARCH_DOMAIN,
  "example.com",
);
const WILDCARD_FLAW = patternFlaw(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case " +
    "alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  WILDCARD,
  "*.example.com",
);
const QUALIFIED_SENTENCE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const QUALIFIED_EXAMPLES = ["MyName", "my.name", "123-abc"] as const;
const QUALIFIED_FLAW = patternFlaw(`name part ${QUALIFIED_SENTENCE}`, QUALIFIED, ...QUALIFIED_EXAMPLES);
const KEY_FLAW =
  patternFlaw(`a valid label key ${QUALIFIED_SENTENCE}`, QUALIFIED, ...QUALIFIED_EXAMPLES) +
  " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
const LABEL_VALUE_FLAW = patternFlaw(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', " +
    "and must start and end with an alphanumeric character",
  LABEL_VALUE,
  "MyValue",
  "my_value",
  "12345",
);

const tooManyCharacters = (max: number): string => `must be no more than ${max} characters`;

/**
 * A lowercase RFC 1123 label of at most 63 characters.
 * @see staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go, `IsDNS1123Label` (1.36); likewise those below
 */
export function labelFlaws(value: string): Flaws {
  if (value.length <= 63 && LABEL_EXPRESSION.test(value)) return NONE;
  const flaws: string[] = [];
  if (byteLength(value) > 63) flaws.push(tooManyCharacters(63));
  if (!LABEL_EXPRESSION.test(value))
    flaws.push(SUBDOMAIN_EXPRESSION.test(value) ? "must not contain dots" : LABEL_FLAW);
  return flaws;
}

/** A lowercase RFC 1123 subdomain of at most 253 characters. */
export function subdomainFlaws(value: string): Flaws {
  if (value.length <= 253 && SUBDOMAIN_EXPRESSION.test(value)) return NONE;
  const flaws: string[] = [];
  if (byteLength(value) > 253) flaws.push(tooManyCharacters(253));
  if (!SUBDOMAIN_EXPRESSION.test(value)) flaws.push(SUBDOMAIN_FLAW);
  return flaws;
}

/** All subdomains of one: `*.` before it. */
export function wildcardFlaws(value: string): Flaws {
  const flaws: string[] = [];
  if (byteLength(value) > 253) flaws.push(tooManyCharacters(253));
  if (!WILDCARD_EXPRESSION.test(value)) flaws.push(WILDCARD_FLAW);
  return flaws;
}

/** A DNS search domain: a subdomain in which underscores are allowed. */
export function searchDomainFlaws(value: string): Flaws {
  const flaws: string[] = [];
  if (byteLength(value) > 253) flaws.push(tooManyCharacters(253));
  if (!SEARCH_DOMAIN_EXPRESSION.test(value)) flaws.push(SEARCH_DOMAIN_FLAW);
  return flaws;
}

/** A subdomain whose length is told in bytes, as that of all parts of a qualified name. */
function prefixFlaws(prefix: string): Flaws {
  if (prefix === "") return ["prefix part must be non-empty"];
  const flaws: string[] = [];
  if (byteLength(prefix) > 253) flaws.push("prefix part must be no more than 253 bytes");
  if (!SUBDOMAIN_EXPRESSION.test(prefix)) flaws.push(`prefix part ${SUBDOMAIN_FLAW}`);
  return flaws;
}

/** The same few keys stand on all objects: those without a flaw are remembered. */
const MAX_FINE_NAMES = 1000;
const fineNames = new Set<string>();

/** A qualified name: the key of a label, a finalizer, a condition type. */
export function qualifiedNameFlaws(value: string): Flaws {
  if (fineNames.has(value)) return NONE;
  const flaws = flawsOfQualifiedName(value);
  if (flaws.length > 0) return flaws;
  if (fineNames.size === MAX_FINE_NAMES) fineNames.clear();
  fineNames.add(value);
  return NONE;
}

function flawsOfQualifiedName(value: string): Flaws {
  const parts = value.split("/");
  if (parts.length > 2) return [KEY_FLAW];
  const name = parts.at(-1) ?? "";
  const flaws: string[] = parts.length === 2 ? [...prefixFlaws(parts[0] ?? "")] : [];
  if (name === "") flaws.push("name part must be non-empty");
  else if (byteLength(name) > 63) flaws.push("name part must be no more than 63 bytes");
  if (!QUALIFIED_EXPRESSION.test(name)) flaws.push(QUALIFIED_FLAW);
  return flaws;
}

/** The value of a label: empty, or at most 63 bytes of a qualified name's characters. */
export function labelValueFlaws(value: string): Flaws {
  if (value.length <= 63 && LABEL_VALUE_EXPRESSION.test(value)) return NONE;
  const flaws: string[] = [];
  if (byteLength(value) > 63) flaws.push("must be no more than 63 bytes");
  if (!LABEL_VALUE_EXPRESSION.test(value)) flaws.push(LABEL_VALUE_FLAW);
  return flaws;
}

/**
 * A name that can be one segment of a URL.
 * @see staging/src/k8s.io/apimachinery/pkg/api/validation/path/name.go, `IsValidPathSegmentName` (1.36)
 */
export function pathSegmentFlaws(value: string): Flaws {
  if (value === "." || value === "..") return [`may not be '${value}'`];
  return ["/", "%"]
    .filter((character) => value.includes(character))
    .map((character) => `may not contain '${character}'`);
}

/** What is said about a name that is allowed but should rather be a label, as `use` is also what it is for. */
export function nameAdvice(name: string, use: string): readonly string[] {
  const flaws = name === "" ? [] : labelFlaws(name);
  if (flaws.length === 0) return [];
  const consequence = `${use}, which can result in surprising behavior; a DNS label is recommended`;
  return [`metadata.name: ${consequence}: [${flaws.join(" ")}]`];
}

function withoutTrailingHyphen(name: string, prefix: boolean): string {
  return prefix && name.length > 1 && name.endsWith("-") ? `${name.slice(0, -2)}a` : name;
}

/** @see staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go, `NameIsDNSLabel` (1.36); likewise those below */
export const nameIsLabel: NameRule = (name, prefix) => labelFlaws(withoutTrailingHyphen(name, prefix));
export const nameIsSubdomain: NameRule = (name, prefix) => subdomainFlaws(withoutTrailingHyphen(name, prefix));
export const nameIsPathSegment: NameRule = (name, prefix) =>
  prefix ? pathSegmentFlaws(name).filter((flaw) => flaw.startsWith("may not contain")) : pathSegmentFlaws(name);
