import type { Pod } from "../../api/kinds/pod/types.ts";
import { selectsPods, type Service } from "../../api/kinds/service/types.ts";
import { selectsMap } from "../../api/selector.ts";
import { addTo } from "../../base/add-to.ts";

interface Candidate {
  readonly service: Service;
  /** Its place in the list. */
  readonly place: number;
}

interface Sorted {
  /** Services by one pair of their selector: a pod that they select carries it. */
  readonly byPair: ReadonlyMap<string, readonly Candidate[]>;
  /** Those that select labels which were asked about, in order: a pod keeps its labels through its changes. */
  readonly known: WeakMap<object, readonly Candidate[]>;
}

const NONE: readonly Candidate[] = [];

const byPlace = (a: Candidate, b: Candidate): number => a.place - b.place;

/** Lists stay the same as long as no Service changes, so that each is sorted out once. */
const sorted = new WeakMap<readonly Service[], Sorted>();

function sortedOut(services: readonly Service[]): Sorted {
  const known = sorted.get(services);
  if (known !== undefined) return known;
  const index = new Map<string, Candidate[]>();
  services.forEach((service, place) => {
    const [pair] = selectsPods(service) ? Object.entries(service.spec.selector ?? {}) : [];
    if (pair === undefined) return;
    const key = pair.join("=");
    addTo(index, key, { service, place });
  });
  const made = { byPair: index, known: new WeakMap<object, readonly Candidate[]>() };
  sorted.set(services, made);
  return made;
}

function candidatesFor({ byPair, known }: Sorted, { metadata: { labels } }: Pod): readonly Candidate[] {
  if (labels === undefined) return NONE;
  const before = known.get(labels);
  if (before !== undefined) return before;
  const found: Candidate[] = [];
  for (const name in labels) {
    for (const candidate of byPair.get(`${name}=${labels[name]}`) ?? NONE) {
      if (selectsMap(candidate.service.spec.selector ?? {}, labels)) found.push(candidate);
    }
  }
  found.sort(byPlace);
  known.set(labels, found);
  return found;
}

/** The Services of a list that select one of the pods and have slices, in the order of the list. */
export function selectingServices(
  services: readonly Service[],
  pods: readonly (Pod | undefined)[],
): readonly Service[] {
  const all = sortedOut(services);
  const lists: (readonly Candidate[])[] = [];
  for (const pod of pods) {
    const list = pod === undefined ? NONE : candidatesFor(all, pod);
    if (!lists.includes(list)) lists.push(list);
  }
  const [only = NONE] = lists;
  const found = lists.length < 2 ? only : [...new Set(lists.flat())].sort(byPlace);
  return found.map(({ service }) => service);
}
