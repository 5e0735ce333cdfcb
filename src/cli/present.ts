/** An object's members without those that are undefined. */
export type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
