import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import type { ObjectKey } from "../../api/object.ts";
import type { Request } from "../../cluster/client/request.ts";
import type { Snapshot } from "../../cluster/snapshot.ts";
import { actOf } from "../command-line.ts";
import type { RefusedWrite } from "../objects/refused-writes.ts";
import type { Former } from "../former.ts";
import { certainLosses } from "../pod-data/accepted.ts";
import { podDataOf } from "../pod-data/pod-data.ts";
import { lossText } from "../pod-data/words.ts";
import { Rehearsal, type RehearsalOptions } from "../rehearsal.ts";
import type { InSlices } from "../slices.ts";

/** What was asked for on which cluster, and what of it was not taken. */
export interface Refused {
  readonly snapshot: Snapshot;
  readonly request: Request;
  readonly options: RehearsalOptions;
  readonly refused: readonly RefusedWrite[];
}

function isNamedAfter({ kind, name }: ObjectKey, pod: string): boolean {
  if (!pod.startsWith(`${name}-`)) return false;
  return kind !== "StatefulSet" || /^\d+$/.test(pod.slice(name.length + 1));
}

/** A way that is being walked: each command is tried at once. */
export class Walk {
  readonly rehearsal: Rehearsal;
  readonly commands: string[] = [];
  readonly cautions: string[] = [];
  readonly #before: Former;

  constructor({ snapshot, options }: Refused) {
    this.rehearsal = new Rehearsal(snapshot, { ...options, until: { kind: "settled" } });
    this.#before = this.rehearsal.remember();
  }

  /** Does what a command line says; gives whether the server took it. Only then it is part of the way. */
  *go(text: string): InSlices<boolean> {
    const act = actOf(text);
    return act !== undefined && "request" in act && (yield* this.send(text, act.request));
  }

  /** Sends the request that a command line stands for. Only a refusal that is about `about`, if given, counts. */
  *send(text: string, request: Request, about?: ObjectKey): InSlices<boolean> {
    const { failures } = yield* this.rehearsal.try(request);
    const concerns = failures.filter((failure) => {
      if (about === undefined || failure.kind !== "status") return true;
      return failure.status.details?.name === about.name && failure.status.details.kind === about.kind;
    });
    if (concerns.length > 0) return false;
    this.commands.push(text);
    return true;
  }

  set({ namespace, name }: ObjectKey): StatefulSet | undefined {
    return this.rehearsal.cluster.view().get("StatefulSet", namespace, name);
  }

  /** The pods of a workload that have gone so far, by their names, each time they went. */
  podsGone(owner: ObjectKey): readonly string[] {
    return this.rehearsal.happenings.flatMap(({ kind, effect, namespace, name }) => {
      const isGone = kind === "pod" && effect === "remove" && namespace === owner.namespace;
      return isGone && isNamedAfter(owner, name) ? [name] : [];
    });
  }

  /** Data that has gone with pods so far, since no claim holds it; sentences. */
  losses(): readonly string[] {
    const { happenings, cluster } = this.rehearsal;
    const moments = { before: this.#before, after: cluster.view() };
    const gone = happenings.filter(({ kind, effect }) => kind === "pod" && effect === "remove");
    return certainLosses(podDataOf(gone, moments), moments).map((data) => `On the way ${lossText(data)}.`);
  }
}
