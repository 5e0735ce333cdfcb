import { once } from "../base/once.ts";
import type { Service } from "../api/kinds/service/types.ts";
import { namespaceOf, type KubeObject } from "../api/object.ts";
import { selectsMap } from "../api/selector.ts";
import { Bug } from "../base/errors.ts";
import { keepingMany } from "../base/last-answer.ts";
import { type FieldPath, valueAt } from "../base/field-path.ts";
import type { LocatedRange } from "../base/source.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { CheckedKind, CheckedKinds } from "./facts/checked-kinds.ts";
import type { Refusal } from "./verdict/refusal.ts";
import { type Workload, workloadIn } from "./facts/workload.ts";

type Labels = Readonly<Record<string, string>>;

/** All manifests of a run, seen together: defaulted, in the order in which they were read. */
export interface Project {
  /** The minor number of the Kubernetes release that the manifests are for: 36 of 1.36. */
  readonly kubernetesMinor: number;
  /** The object of that name; `namespace` is "" for kinds without. */
  find<K extends CheckedKind>(kind: K, namespace: string, name: string): CheckedKinds[K] | undefined;
  /** The objects of a kind, of one namespace or of all. */
  list<K extends CheckedKind>(kind: K, namespace?: string): readonly CheckedKinds[K][];
  /** The Services that select pods of these labels. Services without a selector select nothing. */
  servicesSelecting(namespace: string, labels: Labels | undefined): readonly Service[];
  /** All that make pods, of one namespace or of all. */
  workloads(namespace?: string): readonly Workload[];
  /** The workloads whose pods carry every one of these labels; none for an empty selector. Often the same list as before. */
  workloadsSelectedBy(namespace: string, selector: Labels | undefined): readonly Workload[];
  /** The objects of kinds that Kubernetes itself does not have. */
  customObjects(): readonly KubeObject[];
  /** Whether whoever renders these manifests adds an object of this kind and name, in whatever namespace. */
  isGenerated(kind: CheckedKind, name: string): boolean;
  /**
   * Whether all that the files say of these kinds is here, so that what is not found does not exist: every file could be
   * read to its end, and every field of these objects.
   */
  isComplete(...kinds: readonly CheckedKind[]): boolean;
  /** What `make` works out of the whole project; made when first asked for, once for each function. */
  index<T>(make: (project: Project) => T): T;
  /** Whether a field stands in the manifest, and is not only a default. */
  isWritten(object: KubeObject, path: FieldPath): boolean;
  /** The value as it stands in the manifest, before defaults; undefined where nothing is written. */
  written(object: KubeObject, path: FieldPath): unknown;
  /** Where a field stands. A field that is not written has the place of its closest written ancestor. */
  locate(object: KubeObject, path: FieldPath, part?: "key" | "value"): LocatedRange;
  /** The manifest that an object was read from. */
  manifestOf(object: KubeObject): Manifest;
}

/** An object, and the manifest it came from. */
export interface Member {
  /** The key of its `ResourceKind`. */
  readonly kind: string;
  readonly object: KubeObject;
  readonly manifest: Manifest;
  /** Where the API server refuses it. */
  readonly refusal?: Refusal;
}

/** What a project is made of. */
export interface ProjectInput {
  /** Each object once. */
  readonly members: readonly Member[];
  /** Those that are defined again included: places in them can be asked for. */
  readonly all: readonly Member[];
  /** Keys of the kinds of which there are objects that cannot be told apart for sure. */
  readonly doubtfulKinds: ReadonlySet<string>;
  /** Whether every file could be read to its end. */
  readonly isReadWhole: boolean;
  /** `ConfigMap/settings`: what is made when the manifests are rendered. */
  readonly generated: ReadonlySet<string>;
  readonly kubernetesMinor: number;
}

const OWN_GROUP = /^(?:v1$|[a-z]+\/|(?:[a-z-]+\.)*k8s\.io\/)/;
const NONE: readonly never[] = [];
const NO_LABELS: Labels = {};

/** Lists by a text; what is asked for often. */
class Lists<T> {
  readonly #lists = new Map<string, T[]>();
  add(key: string, item: T): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [item]);
    else list.push(item);
  }
  get(key: string): readonly T[] {
    return this.#lists.get(key) ?? NONE;
  }
}

function pairIn(namespace: string, key: string, value: string): string {
  return `${namespace}/${key}=${value}`;
}

/** The Services by the first pair of their selector: who is selected carries it. */
function servicesByPair(services: readonly Service[]): Lists<Service> {
  const lists = new Lists<Service>();
  for (const service of services) {
    const [pair] = Object.entries(service.spec.selector ?? {});
    if (pair !== undefined) lists.add(pairIn(namespaceOf(service), ...pair), service);
  }
  return lists;
}

function workloadsByPair(workloads: readonly Workload[]): Lists<Workload> {
  const lists = new Lists<Workload>();
  for (const workload of workloads) {
    for (const [key, value] of Object.entries(workload.labels)) {
      lists.add(pairIn(namespaceOf(workload.object), key, value), workload);
    }
  }
  return lists;
}

interface Answered<T> {
  readonly namespace: string;
  readonly answer: T;
}

/** The rules of a wave ask the same of the same labels, one rule after the other: answers are kept so long. */
function answering<T>(find: (namespace: string, labels: Labels) => T): (namespace: string, labels: Labels) => T {
  const lastOf = keepingMany((_labels: Labels): { answered?: Answered<T> } => ({}));
  return (namespace, labels) => {
    const last = lastOf(labels);
    if (last.answered?.namespace !== namespace) last.answered = { namespace, answer: find(namespace, labels) };
    return last.answered.answer;
  };
}

/** The map under a key, made where there is none. */
function mapIn<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map()));
  return map;
}

/** Sees manifests together. */
export function projectOf(input: ProjectInput): Project {
  const { members, all, doubtfulKinds, isReadWhole, generated, kubernetesMinor } = input;
  const byKind = new Lists<KubeObject>();
  const byNamespace = new Lists<KubeObject>();
  /** By kind, namespace and name: asked so often that putting a key together would cost more than the look. */
  const byName = new Map<string, Map<string, Map<string, KubeObject>>>();
  const manifests = new Map<KubeObject, Manifest>();
  for (const { kind, object } of members) {
    const namespace = namespaceOf(object);
    byKind.add(kind, object);
    byNamespace.add(`${kind}/${namespace}`, object);
    mapIn(mapIn(byName, kind), namespace).set(object.metadata.name, object);
  }
  for (const { object, manifest } of all) manifests.set(object, manifest);
  const list = <K extends CheckedKind>(kind: K, namespace?: string): readonly CheckedKinds[K][] =>
    (namespace === undefined
      ? byKind.get(kind)
      : byNamespace.get(`${kind}/${namespace}`)) as readonly CheckedKinds[K][];
  const workloads = once(() => members.flatMap(({ object }) => workloadIn(object) ?? []));
  const workloadsIn = once(() => {
    const lists = new Lists<Workload>();
    for (const workload of workloads()) lists.add(namespaceOf(workload.object), workload);
    return lists;
  });
  const customObjects = once(() =>
    members.flatMap(({ object }) => (OWN_GROUP.test(object.apiVersion) ? [] : [object])),
  );
  const selecting = once(() => servicesByPair(list("Service")));
  const selected = once(() => workloadsByPair(workloads()));
  const manifestOf = keepingMany((object: KubeObject): Manifest => {
    const manifest = manifests.get(object);
    if (manifest === undefined) throw new Bug(`${object.kind} ${object.metadata.name} is not of this project`);
    return manifest;
  });
  const written = (object: KubeObject, path: FieldPath): unknown => valueAt(manifestOf(object).object, path);
  const indexes = new Map<unknown, unknown>();
  const servicesSelecting = answering((namespace, labels) =>
    Object.entries(labels).flatMap(([key, value]) =>
      selecting()
        .get(pairIn(namespace, key, value))
        .filter(({ spec }) => selectsMap(spec.selector ?? {}, labels)),
    ),
  );
  const workloadsSelectedBy = answering((namespace, selector): readonly Workload[] => {
    const [pair] = Object.entries(selector);
    if (pair === undefined) return NONE;
    return selected()
      .get(pairIn(namespace, ...pair))
      .filter(({ labels }) => selectsMap(selector, labels));
  });
  const project: Project = {
    kubernetesMinor,
    list,
    written,
    index: <T>(make: (project: Project) => T): T => {
      if (!indexes.has(make)) indexes.set(make, make(project));
      return indexes.get(make) as T;
    },
    find: <K extends CheckedKind>(kind: K, namespace: string, name: string) =>
      byName.get(kind)?.get(namespace)?.get(name) as CheckedKinds[K] | undefined,
    servicesSelecting: (namespace, labels = NO_LABELS) => servicesSelecting(namespace, labels),
    workloads: (namespace) => (namespace === undefined ? workloads() : workloadsIn().get(namespace)),
    workloadsSelectedBy: (namespace, selector = NO_LABELS) => workloadsSelectedBy(namespace, selector),
    customObjects,
    isGenerated: (kind, name) => generated.has(`${kind}/${name}`),
    isComplete: (...kinds) => isReadWhole && !kinds.some((kind) => doubtfulKinds.has(kind)),
    isWritten: (object, path) => written(object, path) !== undefined,
    locate: (object, path, part = "value") => manifestOf(object).locate(path, part),
    manifestOf,
  };
  return project;
}
