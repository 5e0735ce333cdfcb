/** A user's template, path or column list cannot be read or does not fit the objects. Caught where output is made. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}
