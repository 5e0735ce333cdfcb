import type { FieldPath } from "../../base/field-path.ts";
import { invalid, named, type FieldError } from "../field-error.ts";
import { qualifiedNameFlaws } from "../names.ts";
import {
  addQuantities,
  compareQuantities,
  milliValue,
  parseQuantity,
  printQuantity,
  quantityValue,
  type Quantity,
} from "../quantity.ts";
import { child, sortedKeys, type Fields } from "./fields.ts";
import { invalidEach } from "./labels.ts";

/** A resource name with its quantity as text. */
export type Amount = readonly [resource: string, quantity: string];

/** The entries of a resource list, sorted as upstream sorts what it prints. */
export function amounts(object: Fields | undefined, name: string): readonly Amount[] {
  const map = child(object, name);
  return map === undefined ? [] : sortedKeys(map).map((resource) => [resource, String(map[resource])] as const);
}

/** What a resource list is worth: its amounts in one notation. */
export function plainAmounts(object: Fields | undefined, name: string): Fields {
  return Object.fromEntries(amounts(object, name).map(([resource, quantity]) => [resource, inDecimals(quantity)]));
}

function inDecimals(quantity: string): string {
  const { mantissa, scale } = quantityOf(quantity);
  return printQuantity({ mantissa, scale, format: "DecimalSI" });
}

const ZERO: Quantity = { mantissa: 0n, scale: 0, format: "DecimalSI" };

/** Decoding has refused what is no quantity, so that nothing but a page size can fail to parse. */
function quantityOf(text: string): Quantity {
  const parsed = parseQuantity(text);
  return parsed.ok ? parsed.quantity : ZERO;
}

export function compareAmounts(left: string, right: string): number {
  return compareQuantities(quantityOf(left), quantityOf(right));
}

export function sumAmounts(left: string | undefined, right: string): string {
  return left === undefined ? right : printQuantity(addQuantities(quantityOf(left), quantityOf(right)));
}

export function subtractAmounts(left: string, right: string): string {
  const { mantissa, scale, format } = quantityOf(right);
  return printQuantity(addQuantities(quantityOf(left), { mantissa: -mantissa, scale, format }));
}

/** How many times the second amount the first is. */
export function ratioOf(left: string, right: string): number {
  return Number(milliValue(left)) / Number(milliValue(right));
}

/** Whether a quantity is not a whole number, or too large for upstream's arithmetic to see that it is. */
export function isFractional(quantity: string): boolean {
  return milliValue(quantity) % 1000n !== 0n;
}

const INTEGER: ReadonlySet<string> = new Set([
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
]);

const STANDARD: ReadonlySet<string> = new Set([
  ...INTEGER,
  "cpu",
  "memory",
  "ephemeral-storage",
  "requests.cpu",
  "requests.memory",
  "requests.ephemeral-storage",
  "limits.cpu",
  "limits.memory",
  "limits.ephemeral-storage",
  "storage",
  "requests.storage",
]);
/** Resources that a quota of the namespace can be about. @see pkg/apis/core/helper/helpers.go, `standardQuotaResources` (1.36) */
export const isQuotaResource = (resource: string): boolean => STANDARD.has(resource) && resource !== "storage";

/** @see pkg/apis/core/helper/helpers.go, `IsHugePageResourceName` (1.36); likewise those below */
export const isHugePages = (resource: string): boolean => resource.startsWith("hugepages-");
const isNative = (resource: string): boolean => !resource.includes("/") || resource.includes("kubernetes.io/");

/** A resource of a device plugin or the like, which cannot be overcommitted. */
export function isExtended(resource: string): boolean {
  if (isNative(resource) || resource.startsWith("requests.")) return false;
  return qualifiedNameFlaws(`requests.${resource}`).length === 0;
}

export const mayOvercommit = (resource: string): boolean => isNative(resource) && !isHugePages(resource);

/** @see pkg/apis/core/validation/validation.go, `validateResourceName` (1.36) */
export function validateResourceName(path: FieldPath, resource: string): readonly FieldError[] {
  const flaws = qualifiedNameFlaws(resource);
  if (flaws.length > 0) return invalidEach(path, named(resource), flaws);
  if (resource.includes("/") || STANDARD.has(resource) || isHugePages(resource)) return [];
  return [invalid(path, named(resource), "must be a standard resource type or fully qualified")];
}

/** @see `validateContainerResourceName` in the same file */
export function validateContainerResourceName(path: FieldPath, resource: string): readonly FieldError[] {
  const errors = [...validateResourceName(path, resource)];
  const standard = ["cpu", "memory", "ephemeral-storage"].includes(resource) || isHugePages(resource);
  if (!resource.includes("/")) {
    if (!standard) errors.push(invalid(path, named(resource), "must be a standard resource for containers"));
  } else if (!isNative(resource) && !isExtended(resource))
    errors.push(invalid(path, named(resource), "doesn't follow extended resource name standard"));
  return errors;
}

const isNegative = (quantity: string): boolean => quantityOf(quantity).mantissa < 0n;

/** A quantity that is not negative, and whole where the resource is counted. @see `ValidateResourceQuantityValue` */
export function validateAmount(path: FieldPath, [resource, quantity]: Amount): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (isNegative(quantity)) errors.push(invalid(path, quantity, "must be greater than or equal to 0"));
  if ((INTEGER.has(resource) || isExtended(resource)) && isFractional(quantity))
    errors.push(invalid(path, quantity, "must be an integer"));
  return errors;
}

/** @see `ValidatePositiveQuantityValue` in the same file */
export function validatePositiveAmount(path: FieldPath, quantity: string): readonly FieldError[] {
  return quantityOf(quantity).mantissa > 0n ? [] : [invalid(path, quantity, "must be greater than zero")];
}

/** Whether a number of huge pages is whole: the quantity a multiple of the size in the resource's name. */
export function isMultipleOfPageSize([resource, quantity]: Amount): boolean {
  const written = resource.slice("hugepages-".length);
  const size = quantityValue(quantityOf(written));
  return size > 0n && !isFractional(written) && quantityValue(quantityOf(quantity)) % size === 0n;
}

/** The sentence with which the server accepts fractions of bytes. */
export function fractionalWarning(path: string, quantity: string): string {
  return `${path}: fractional byte value ${JSON.stringify(quantity)} is invalid, must be an integer`;
}
