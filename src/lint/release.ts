/** The release whose API is spoken here. */
export const NEWEST_MINOR = 36;
/** The first one in which the API of StatefulSets has the fields of today. */
const OLDEST_MINOR = 27;

/** The releases that can be asked for, in words. */
export const RELEASES = `1.${OLDEST_MINOR} to 1.${NEWEST_MINOR}`;

/** The minor number of a Kubernetes release as it is written: `1.36`, `v1.36`, `1.36.2`; undefined for those not known here. */
export function minorIn(release: string): number | undefined {
  const minor = Number(/^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(release)?.[1]);
  return minor >= OLDEST_MINOR && minor <= NEWEST_MINOR ? minor : undefined;
}
