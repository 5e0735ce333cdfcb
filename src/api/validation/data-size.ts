/** What the data of a ConfigMap or Secret may weigh together. */
export const MAX_DATA_BYTES = 1024 * 1024;

/** How many bytes a text in base64 stands for. */
export function base64Length(text: string): number {
  const digits = text.replace(/[\s=]/g, "").length;
  return Math.floor((digits * 3) / 4);
}
