const NONE: readonly never[] = [];

/** Lists by namespace and name, for questions asked so often that putting a key together would cost more than the look. */
export class ByName<T> {
  readonly #lists = new Map<string, Map<string, T[]>>();

  add(namespace: string, name: string, item: T): void {
    let names = this.#lists.get(namespace);
    if (names === undefined) this.#lists.set(namespace, (names = new Map<string, T[]>()));
    const list = names.get(name);
    if (list === undefined) names.set(name, [item]);
    else list.push(item);
  }

  get(namespace: string, name: string): readonly T[] {
    return this.#lists.get(namespace)?.get(name) ?? NONE;
  }
}
