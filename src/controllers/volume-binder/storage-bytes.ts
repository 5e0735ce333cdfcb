const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Bytes of a quantity, exact enough to tell sizes of volumes apart; 0 where there is none.
 * @see staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go, `ParseQuantity` (1.36)
 */
export function storageBytes(quantity: string | number | undefined): number {
  if (quantity === undefined) return 0;
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([a-zA-Z]*)$/.exec(String(quantity));
  return match === null ? 0 : Number(match[1]) * (FACTORS[match[2] ?? ""] ?? 1);
}
