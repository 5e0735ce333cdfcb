import { keepingLast } from "../../../base/last-answer.ts";

const DOMAIN_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const TAG = "[\\w][\\w.-]{0,127}";
const DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
const REFERENCE = new RegExp(`^((?:${DOMAIN}/)?${COMPONENT}(?:/${COMPONENT})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`);

/** The parts of a reference: name, tag, digest. Null where it cannot be parsed. */
const parsed = keepingLast((image: string) => (/^[a-f0-9]{64}$/.test(image) ? null : REFERENCE.exec(image)));

/**
 * The tag of an image reference: `latest` where neither tag nor digest is given, "" where only a digest is or where the
 * reference cannot be parsed.
 * @see pkg/util/parsers/parsers.go, `ParseImageName` (1.36); github.com/distribution/reference, `ParseNormalizedNamed`
 */
export function imageTag(image: string): string {
  const [, name = "", tag, digest] = parsed(image) ?? [];
  if (name === "" || name.length > 255) return "";
  return tag ?? (digest === undefined ? "latest" : "");
}

/**
 * Whether a kubelet can make something of an image reference; it reports `InvalidImageName` otherwise.
 * @see github.com/distribution/reference, `ParseNormalizedNamed`
 */
export function isImageReference(image: string): boolean {
  const [, name = ""] = parsed(image) ?? [];
  return name !== "" && name.length <= 255;
}
