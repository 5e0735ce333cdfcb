/** A path as a relative reference: percent-encoded, with forward slashes. @see RFC 3986, section 4.2 */
export function uriOf(file: string): string {
  if (/^https?:\/\//.test(file)) return file;
  const path = file.replaceAll("\\", "/").replace(/^\.\//, "");
  const encoded = path
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, "\ufffd")))
    .join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}
