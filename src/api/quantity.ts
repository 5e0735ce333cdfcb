/**
 * Amounts of resources: `500m`, `1Gi`, `2e3`.
 * @see staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go and suffix.go (1.36)
 */

type QuantityFormat = "DecimalExponent" | "BinarySI" | "DecimalSI";

/** An exact amount: `mantissa` x 10^`scale`. */
export interface Quantity {
  readonly mantissa: bigint;
  readonly scale: number;
  /** The family of suffixes that it was written in and is printed in. */
  readonly format: QuantityFormat;
  /** The text as written, where upstream keeps that instead of printing the amount anew. */
  readonly written?: string;
}

export type ParsedQuantity =
  | { readonly ok: true; readonly quantity: Quantity }
  /** `error` in upstream's words. */
  | { readonly ok: false; readonly error: string };

const WRONG_FORMAT = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const WRONG_NUMBER = "unable to parse numeric part of quantity";
const WRONG_SUFFIX = "unable to parse quantity's suffix";

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL_SUFFIX = new Map(Object.entries(DECIMAL).map(([suffix, exponent]) => [exponent, suffix]));
const BINARY_SUFFIX = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

const MAX_INT64 = 2n ** 63n - 1n;
/** More digits than this do not fit an int64 for sure, so upstream takes another way that does not keep the text. */
const INT64_DIGITS = 18;
const NANO = -9;

interface Parts {
  readonly negative: boolean;
  /** Sign, digits and point as written. */
  readonly value: string;
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: string;
}

const SHAPE = /^([+-]?)(0*)([0-9]*)(?:(\.)([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;

/** Laxer than the expression in the error: a sign or a suffix alone counts as zero. */
function partsOf(text: string): Parts | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, sign = "", zeros = "", digits = "", point, fraction = "", suffix = ""] = match;
  const onlyZeros = digits === "" && point === undefined && suffix === "";
  const value = onlyZeros ? "0" : `${sign}${zeros}${digits}${point ?? ""}${fraction}`;
  return { negative: sign === "-", value, whole: digits === "" ? "0" : digits, fraction, suffix };
}

interface Suffix {
  readonly format: QuantityFormat;
  readonly exponent: number;
}

function suffixOf(text: string): Suffix | undefined {
  const decimal = Object.hasOwn(DECIMAL, text) ? DECIMAL[text] : undefined;
  if (decimal !== undefined) return { format: "DecimalSI", exponent: decimal };
  const binary = Object.hasOwn(BINARY, text) ? BINARY[text] : undefined;
  if (binary !== undefined) return { format: "BinarySI", exponent: binary };
  if (!/^[eE][-+]?[0-9]+$/.test(text)) return undefined;
  const exponent = BigInt.asIntN(32, BigInt(text.slice(1).replace(/^\+/, "")));
  return { format: "DecimalExponent", exponent: Number(exponent) };
}

/** Whether the amount surely fits an int64 before it is computed; `written` then survives if it looks canonical. */
function isNarrow({ whole, fraction }: Parts, { format, exponent }: Suffix): boolean {
  if (format !== "BinarySI") {
    return whole.length + fraction.length <= INT64_DIGITS && exponent - fraction.length >= NANO;
  }
  return fraction === "" && 15 - whole.length - Math.trunc((exponent * 3) / 10) - 1 >= 0;
}

function looksCanonical({ whole, fraction }: Parts, { format, exponent }: Suffix): boolean {
  const digits = whole + fraction;
  if (format === "BinarySI") return (BigInt(digits) & 7n) !== 0n;
  return (exponent - fraction.length) % 3 === 0 && !digits.endsWith("000") && !digits.startsWith("0");
}

function narrow(text: string, parts: Parts, suffix: Suffix): Quantity {
  const { format, exponent } = suffix;
  const digits = BigInt(parts.whole + parts.fraction);
  const size = format === "BinarySI" ? digits << BigInt(exponent) : digits;
  const mantissa = parts.negative ? -size : size;
  const scale = format === "BinarySI" ? 0 : exponent - parts.fraction.length;
  return { mantissa, scale, format, ...(looksCanonical(parts, suffix) ? { written: text } : {}) };
}

/** What does not fit is rounded up to nano; binary amounts are cut at the largest int64. */
function wide(parts: Parts, { format, exponent }: Suffix): Quantity {
  const digits = BigInt(parts.whole + parts.fraction);
  const exact: Quantity = {
    mantissa: format === "BinarySI" ? digits << BigInt(exponent) : digits,
    scale: (format === "BinarySI" ? 0 : exponent) - parts.fraction.length,
    format,
  };
  let amount = roundUp(exact, NANO);
  if (format === "BinarySI" && compareQuantities(amount, { mantissa: MAX_INT64, scale: 0, format }) > 0) {
    amount = { mantissa: MAX_INT64, scale: 0, format };
  }
  const isFraction = amount.mantissa > 0n && compareQuantities(amount, { mantissa: 1n, scale: 0, format }) < 0;
  return {
    mantissa: parts.negative ? -amount.mantissa : amount.mantissa,
    scale: amount.scale,
    format: format === "BinarySI" && isFraction ? "DecimalSI" : format,
  };
}

function parse(text: string): ParsedQuantity {
  if (text === "") return { ok: false, error: WRONG_FORMAT };
  if (text === "0") return { ok: true, quantity: { mantissa: 0n, scale: 0, format: "DecimalSI", written: "0" } };
  const parts = partsOf(text);
  if (parts === undefined) return { ok: false, error: WRONG_FORMAT };
  const suffix = suffixOf(parts.suffix);
  if (suffix === undefined) return { ok: false, error: WRONG_SUFFIX };
  if (isNarrow(parts, suffix)) return { ok: true, quantity: narrow(text, parts, suffix) };
  if (!/[0-9]/.test(parts.value)) return { ok: false, error: WRONG_NUMBER };
  return { ok: true, quantity: wide(parts, suffix) };
}

/** The same few amounts stand in all manifests. */
const MAX_KNOWN = 1000;
const known = new Map<string, ParsedQuantity>();

/** Surrounding blanks are not allowed here; the decoder of JSON strings trims them. */
export function parseQuantity(text: string): ParsedQuantity {
  let parsed = known.get(text);
  if (parsed !== undefined) return parsed;
  parsed = parse(text);
  if (known.size === MAX_KNOWN) known.clear();
  known.set(text, parsed);
  return parsed;
}

/**
 * The amount in thousandths as an int64, rounded up. What does not fit comes out as upstream's arithmetic leaves it:
 * zero when the amount itself fits an int64, cut to 64 bits when it does not.
 * @see `MilliValue` in quantity.go; `AsScaledInt64` in amount.go; `scaledValue` in scale_int.go (1.36)
 */
export function milliValue(text: string): bigint {
  const parsed = parseQuantity(text);
  if (!parsed.ok) return 0n;
  const { mantissa, scale, format } = parsed.quantity;
  const milli = quantityValue({ mantissa, scale: scale + 3, format });
  const cut = BigInt.asIntN(64, milli);
  const parts = partsOf(text);
  const suffix = parts === undefined ? undefined : suffixOf(parts.suffix);
  return cut === milli || parts === undefined || suffix === undefined || !isNarrow(parts, suffix) ? cut : 0n;
}

/** Beyond this many digits arithmetic saturates: `1e999999999` is a legal quantity, and must not fill the memory. */
const MAX_DIGITS = 5000;

const pow10 = (exponent: number): bigint => (exponent === 0 ? 1n : 10n ** BigInt(Math.min(exponent, MAX_DIGITS)));

/** Both mantissas at the smaller of the two scales. */
function aligned(a: Quantity, b: Quantity): [bigint, bigint, number] {
  const scale = Math.min(a.scale, b.scale);
  return [a.mantissa * pow10(a.scale - scale), b.mantissa * pow10(b.scale - scale), scale];
}

/** Negative, zero or positive. Formats do not count: `1Gi` equals `1024Mi`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  if (a.mantissa === 0n || b.mantissa === 0n || a.mantissa > 0n !== b.mantissa > 0n) {
    return Number(a.mantissa > 0n) - Number(a.mantissa < 0n) - (Number(b.mantissa > 0n) - Number(b.mantissa < 0n));
  }
  const [left, right] = aligned(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum, in the format of `a`, or of `b` when `a` is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const [left, right, scale] = aligned(a, b);
  return { mantissa: left + right, scale, format: a.mantissa === 0n ? b.format : a.format };
}

/** The quantity rounded away from zero to 10^`scale`; the same one when it is that coarse already. */
export function roundUp(quantity: Quantity, scale: number): Quantity {
  if (quantity.scale >= scale) return quantity;
  const unit = pow10(scale - quantity.scale);
  const whole = quantity.mantissa / unit;
  const rest = quantity.mantissa % unit;
  const mantissa = rest === 0n ? whole : whole + (quantity.mantissa > 0n ? 1n : -1n);
  return { mantissa, scale, format: quantity.format };
}

/** Moves factors of ten into the scale until the scale is the largest multiple of three that keeps all digits. */
function inThousands(quantity: Quantity): [bigint, number] {
  let { mantissa, scale } = quantity;
  while (mantissa % 10n === 0n) {
    mantissa /= 10n;
    scale++;
  }
  const rest = ((scale % 3) + 3) % 3;
  return [mantissa * pow10(rest), scale - rest];
}

function printDecimal(quantity: Quantity, format: QuantityFormat): string {
  const [mantissa, exponent] = inThousands(quantity);
  const suffix = format === "DecimalSI" ? DECIMAL_SUFFIX.get(exponent) : undefined;
  if (suffix !== undefined) return `${mantissa}${suffix}`;
  return exponent === 0 ? `${mantissa}` : `${mantissa}e${exponent}`;
}

/** The value as a whole number, or undefined where it has a fraction. */
function wholeQuantity(quantity: Quantity): bigint | undefined {
  if (quantity.scale >= 0) return quantity.mantissa * pow10(quantity.scale);
  const unit = pow10(-quantity.scale);
  return quantity.mantissa % unit === 0n ? quantity.mantissa / unit : undefined;
}

/** The value rounded up to a whole number. */
export function quantityValue(quantity: Quantity): bigint {
  return wholeQuantity(roundUp(quantity, 0)) ?? 0n;
}

function printBinary(whole: bigint): string {
  let amount = whole;
  let times = 0;
  while (amount % 1024n === 0n && times < BINARY_SUFFIX.length - 1) {
    amount /= 1024n;
    times++;
  }
  return `${amount}${BINARY_SUFFIX[times] ?? ""}`;
}

/** The text that the API server stores: without fraction, with the largest suffix of its family. */
export function printQuantity(quantity: Quantity): string {
  if (quantity.written !== undefined) return quantity.written;
  if (quantity.mantissa === 0n) return "0";
  if (quantity.format !== "BinarySI") return printDecimal(quantity, quantity.format);
  const whole = wholeQuantity(quantity);
  const isSmall = whole === undefined || (whole > -1024n && whole < 1024n);
  return isSmall ? printDecimal(quantity, "DecimalSI") : printBinary(whole);
}
