/** `1 pod`, `2 pods`. `digits`: how the number is written. */
export function counted(count: number, noun: string, digits: (count: number) => string = String): string {
  return `${digits(count)} ${noun}${count === 1 ? "" : "s"}`;
}
