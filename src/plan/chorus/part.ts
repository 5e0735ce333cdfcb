import type { ControllerRevision } from "../../api/kinds/controllerrevision/types.ts";
import type { Happening } from "../../cluster/happening.ts";
import type { Voice } from "./voice.ts";

/** The revisions that a voice and the first one of its chorus make, where they make one. */
export interface Made {
  readonly own: ControllerRevision | undefined;
  readonly ofFirst: ControllerRevision | undefined;
}

function revisionNames({ revisions }: Voice, first: Voice, { own, ofFirst }: Made): ReadonlyMap<string, string> {
  const ofOwn = own === undefined ? revisions : [...revisions, own];
  const others = ofFirst === undefined ? first.revisions : [...first.revisions, ofFirst];
  return new Map(others.map(({ metadata }, at) => [metadata.name, ofOwn[at]?.metadata.name ?? ""]));
}

function serviceNames({ services }: Voice, first: Voice): ReadonlyMap<string, string> {
  return new Map(
    first.services.map(({ service }, at) => [service.metadata.name, services[at]?.service.metadata.name ?? ""]),
  );
}

/** What one voice of a chorus says and has where the first one, as it plays, says and has its own. */
export class Part {
  readonly voice: Voice;
  readonly first: Voice;
  readonly #revisions: ReadonlyMap<string, string>;
  readonly #services: ReadonlyMap<string, string>;
  /** By the addresses of the first one's pods. */
  readonly #addresses = new Map<string, string>();
  /** Of the pods that there are, by the names of the first one's. */
  readonly #nodes = new Map<string, string>();
  readonly #alike = new Map<string, number>();
  #isClear = true;

  constructor(voice: Voice, first: Voice, made: Made) {
    this.voice = voice;
    this.first = first;
    this.#revisions = revisionNames(voice, first, made);
    this.#services = serviceNames(voice, first);
    first.pods.forEach(({ metadata, status }, at) => {
      const own = voice.pods[at];
      this.runs(metadata.name, own?.spec.nodeName ?? "");
      this.answers(status?.podIP ?? "", own?.status?.podIP ?? "");
    });
  }

  /** Whether each address was one pod's alone. */
  get isClear(): boolean {
    return this.#isClear;
  }

  runs(pod: string, node: string): void {
    this.#nodes.set(pod, node);
    this.#alike.set(node, this.podsOn(node) + 1);
  }

  /** A pod is on its way out, and counts no more beside those to come. */
  leaves(pod: string): void {
    const node = this.nodeOf(pod);
    this.#alike.set(node, this.podsOn(node) - 1);
  }

  /** How many pods it has on a node, those that are going left out. */
  podsOn(node: string): number {
    return this.#alike.get(node) ?? 0;
  }

  answers(ofFirst: string, own: string): void {
    if (this.#addresses.has(ofFirst)) this.#isClear = false;
    this.#addresses.set(ofFirst, own);
  }

  nodeOf(pod: string): string {
    return this.#nodes.get(pod) ?? "";
  }

  readonly address = (ofFirst: string): string => this.#addresses.get(ofFirst) ?? ofFirst;

  readonly revision = (name: string): string => this.#revisions.get(name) ?? name;

  /** Of a pod, or of a claim, which ends with its pod's name. */
  readonly named = (name: string): string => {
    const { name: first } = this.first.set.metadata;
    const at = name.lastIndexOf(`${first}-`);
    return `${name.slice(0, at)}${this.voice.set.metadata.name}${name.slice(at + first.length)}`;
  };

  /** What happened to the first one, told of this one. */
  told(happening: Happening, seq: number): Happening {
    const { kind, name, node, revision, claims, addresses = [] } = happening;
    if (kind === "controllerrevision") return { ...happening, seq, name: this.revision(name) };
    if (kind === "name") return { ...happening, seq, name: this.#host(name), addresses: addresses.map(this.address) };
    return {
      ...happening,
      seq,
      name: this.named(name),
      ...(node === undefined ? {} : { node: this.nodeOf(name) }),
      ...(claims === undefined ? {} : { claims: claims.map(this.named) }),
      ...(revision === undefined ? {} : { revision: this.revision(revision) }),
    };
  }

  #host(name: string): string {
    const dot = name.indexOf(".");
    return `${this.named(name.slice(0, dot))}.${this.#services.get(name.slice(dot + 1)) ?? ""}`;
  }
}
