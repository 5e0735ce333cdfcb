import type { Pod } from "../../api/kinds/pod/types.ts";
import type { Service } from "../../api/kinds/service/types.ts";
import { selectsMap } from "../../api/selector.ts";
import { hasSlices } from "./member.ts";

interface Candidate {
  readonly service: Service;
  /** Its place in the list. */
  readonly place: number;
}

/** Services by one pair of their selector: a pod that they select carries it. */
type ByPair = ReadonlyMap<string, readonly Candidate[]>;

const NONE: readonly Candidate[] = [];

/** Lists stay the same as long as no Service changes, so that each is sorted out once. */
const sorted = new WeakMap<readonly Service[], ByPair>();

function byPair(services: readonly Service[]): ByPair {
  const known = sorted.get(services);
  if (known !== undefined) return known;
  const index = new Map<string, Candidate[]>();
  services.forEach((service, place) => {
    const [pair] = hasSlices(service) ? Object.entries(service.spec.selector ?? {}) : [];
    if (pair === undefined) return;
    const key = pair.join("=");
    const bucket = index.get(key);
    if (bucket === undefined) index.set(key, [{ service, place }]);
    else bucket.push({ service, place });
  });
  sorted.set(services, index);
  return index;
}

function addCandidates(index: ByPair, { metadata }: Pod, found: Set<Candidate>): void {
  const { labels = {} } = metadata;
  for (const name in labels) {
    for (const candidate of index.get(`${name}=${labels[name]}`) ?? NONE) {
      if (selectsMap(candidate.service.spec.selector ?? {}, labels)) found.add(candidate);
    }
  }
}

/** The Services of a list that select one of the pods and have slices, in the order of the list. */
export function selectingServices(
  services: readonly Service[],
  pods: readonly (Pod | undefined)[],
): readonly Service[] {
  const index = byPair(services);
  const found = new Set<Candidate>();
  for (const pod of pods) if (pod !== undefined) addCandidates(index, pod, found);
  return [...found].sort((a, b) => a.place - b.place).map(({ service }) => service);
}
