import type { KubeObject, ObjectKey } from "../../src/api/object.ts";
import type { Answer, ApiStatus } from "../../src/api/status.ts";
import type { Writer } from "../../src/cluster/cluster.ts";

/** Thrown out of a controller's write to end a run there, as a crash does. */
export class Stopped extends Error {}

/** What befalls the run at one write of a controller, counted from 1. */
export type Mishap =
  | { readonly kind: "refuse"; readonly write: number; readonly status: ApiStatus }
  | { readonly kind: "stop"; readonly write: number };

/** Who looks at a controller's writes before they are made. */
export interface Onlooker {
  wrote(controller: string, verb: "create" | "update", object: KubeObject): void;
  deletes(controller: string, key: ObjectKey): void;
}

export interface Watched {
  readonly controller: string;
  readonly mishap: Mishap | undefined;
  /** Gets the kind of object of every write that is asked for. */
  readonly writes: string[];
  /** Asked at each write: a port is made before those who look at it. */
  readonly onlookers: () => readonly Onlooker[];
}

/** A controller's port at which a mishap may strike, and whose writes are looked at. */
export function watchedWriter(writer: Writer, { controller, mishap, writes, onlookers }: Watched): Writer {
  const send = <A extends Answer>(kind: string, look: () => void, write: () => A): A => {
    const number = writes.push(kind);
    const strikes = mishap?.write === number;
    if (strikes && mishap.kind === "refuse") return { ok: false, status: mishap.status, warnings: [] } as unknown as A;
    look();
    const answer = write();
    if (strikes) throw new Stopped();
    return answer;
  };
  const nothing = (): void => undefined;
  const wrote = (verb: "create" | "update", object: KubeObject) => () => {
    for (const one of onlookers()) one.wrote(controller, verb, object);
  };
  const deletes = (key: ObjectKey) => () => {
    for (const one of onlookers()) one.deletes(controller, key);
  };
  return {
    ...writer,
    create: (object) => send(object.kind, wrote("create", object), () => writer.create(object)),
    update: (object) => send(object.kind, wrote("update", object), () => writer.update(object)),
    updateStatus: (object) => send(object.kind, nothing, () => writer.updateStatus(object)),
    delete: (key, options) => send(key.kind, deletes(key), () => writer.delete(key, options)),
    bind: (pod, node) => send("Pod", nothing, () => writer.bind(pod, node)),
  };
}
