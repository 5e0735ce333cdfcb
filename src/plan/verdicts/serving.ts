import type { ObjectKey } from "../../api/object.ts";
import type { Request } from "../../cluster/client/request.ts";
import { command, shellWord } from "../../rollout/commands.ts";
import { onlyImage } from "../../rollout/remedies.ts";
import type { ObjectChange, PlanVerdict, PodStep, Serving } from "../model.ts";
import { keyText, type Ends, targetOf } from "../workloads.ts";
import { sparedByBudget, type Spared } from "./eviction.ts";

/** What is to be known of a plan besides how many pods serve. */
export interface Setting {
  readonly request: Request;
  readonly ends: Ends;
  readonly objects: readonly ObjectChange[];
  readonly steps: readonly PodStep[];
}

function moment(ms: number): string {
  return ms === 0 ? "from the start" : `after ${seconds(ms)}`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))}s`;
}

/** The command that changes a workload which was to be deleted and made anew; undefined for others. */
function changedInPlace(workload: ObjectKey, { request, objects }: Setting): string | undefined {
  const isAnew = objects.some(({ action, key }) => action === "replace" && keyText(key) === keyText(workload));
  const { inputs, namespace } = request;
  return isAnew && inputs !== undefined ? command(`apply ${inputs.map(shellWord).join(" ")}`, namespace) : undefined;
}

/** A second pod of a set is no copy of the first: what has to be known of it before it is made. */
function secondMember({ kind, namespace, name }: ObjectKey, { before }: Ends): Partial<Spared> {
  if (kind !== "StatefulSet") return {};
  const { volumeClaimTemplates = [] } = before.get("StatefulSet", namespace, name)?.spec ?? {};
  const member = volumeClaimTemplates.length === 0 ? "A second member" : "A second member begins without data: it";
  return { butNot: `${member} helps only where the program can have several.` };
}

/** Whether a namespace goes, and all that is in it. */
function isDeleted(namespace: string, { before, after }: Ends): boolean {
  const is = after.get("Namespace", "", namespace);
  const goes = is === undefined || is.metadata.deletionTimestamp !== undefined;
  return goes && before.get("Namespace", "", namespace) !== undefined;
}

/** What is to be done before, so that some pod serves all the time. */
function serveOn({ workload, before, after, endsWithNone }: Serving, setting: Setting): Partial<Spared> {
  const { namespace } = workload;
  const target = targetOf(workload);
  const one = (words: string): Partial<Spared> => ({ commands: [command(words, namespace)] });
  if (endsWithNone && after.wanted > 0) return {};
  const changed = changedInPlace(workload, setting);
  if (changed !== undefined) return { commands: [changed] };
  if (endsWithNone && isDeleted(namespace, setting.ends)) return { commands: [] };
  if (endsWithNone) return one(after.isGone ? `delete ${target} --cascade=orphan` : `scale ${target} --replicas=1`);
  if (before.wanted === 1) return { ...secondMember(workload, setting.ends), ...one(`scale ${target} --replicas=2`) };
  return sparedByBudget(setting.request, setting.ends, workload, 1) ?? one(`rollout restart ${target}`);
}

/** No pod serves for a while, or in the end, where some did. `frees`: what ends it where it does not end by itself. */
export function downtime(serving: Serving, setting: Setting, frees: readonly string[]): readonly PlanVerdict[] {
  const { workload, before, after, least, noneForMs, endsWithNone } = serving;
  if (before.ready === 0 || (!endsWithNone && noneForMs === 0)) return [];
  const { name } = workload;
  const why = after.wanted === 0 ? "" : `, though ${after.wanted} should`;
  const sentence = endsWithNone
    ? `no pod of ${name} serves any more, ${moment(least.atMs)}${why}`
    : `no pod of ${name} serves for about ${seconds(noneForMs)}, ${moment(least.atMs)}`;
  const { commands = frees, ...rest } = serveOn(serving, setting);
  return [{ word: "DOWNTIME", object: workload, sentence, ...rest, commands }];
}

/** Of n members half or more are away at some moment. Members count as before; one alone has no quorum to lose. */
export function quorum(serving: Serving, setting: Setting): readonly PlanVerdict[] {
  const { workload, before, after, least } = serving;
  const members = before.wanted;
  const needed = Math.floor(members / 2) + 1;
  if (workload.kind !== "StatefulSet" || members < 2 || after.wanted === 0) return [];
  if (before.ready < needed || least.ready >= needed) return [];
  const are = least.ready === 0 ? "none" : `only ${least.ready}`;
  const when = `${are} of ${members} members of ${workload.name} ${least.ready > 1 ? "are" : "is"} ready ${moment(least.atMs)}`;
  const sentence = `${when}, a majority needs ${needed}`;
  return [{ word: "QUORUM", object: workload, sentence, ...enoughMembers(serving, setting, needed) }];
}

/** What leaves a majority at every moment, and why. */
function enoughMembers(serving: Serving, setting: Setting, needed: number): Spared {
  const { workload, before, after } = serving;
  const { namespace, name } = workload;
  const one = (words: string, butNot: string): Spared => ({ butNot, commands: [command(words, namespace)] });
  const { wanted } = before;
  if (after.wanted < needed) {
    const why = "Where members vote, those that go are first taken out of the list that the others keep, one by one.";
    // Of two members there is no majority without either.
    if (wanted === 2) return { butNot: why, commands: [] };
    return one(`scale sts/${name} --replicas=${wanted - 1}`, why);
  }
  if (after.wanted < wanted) return updateFirst(serving, setting);
  if (wanted === 2) return one(`scale sts/${name} --replicas=3`, "Of two members none may be away.");
  const changed = changedInPlace(workload, setting);
  if (changed !== undefined) return { butNot: "Change it in its place, pod by pod.", commands: [changed] };
  const spared = sparedByBudget(setting.request, setting.ends, workload, needed);
  if (spared !== undefined) return spared;
  const losesOthers = setting.steps.some(
    ({ action, workload: of }) => action === "lose" && of !== undefined && keyText(of) === keyText(workload),
  );
  if (before.ready < wanted || losesOthers)
    return one(`rollout status sts/${name}`, "Begin when every member is ready.");
  const strategy = setting.ends.after.get("StatefulSet", namespace, name)?.spec.updateStrategy?.rollingUpdate;
  if (strategy?.maxUnavailable !== undefined && setting.request.verb !== "delete") {
    const patch = JSON.stringify({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: wanted - needed } } } });
    return one(`patch sts ${name} -p '${patch}'`, `maxUnavailable lets more than ${wanted - needed} be away at once.`);
  }
  return one(`rollout restart sts/${name}`, "Take one pod away at a time, as a restart does.");
}

/** The set loses a member and renews the others in one change. */
function updateFirst({ workload, before, after }: Serving, { ends }: Setting): Spared {
  const { namespace, name } = workload;
  const butNot = "Update first and scale down afterwards: fewer members have none to spare.";
  const was = ends.before.get("StatefulSet", namespace, name)?.spec.template;
  const is = ends.after.get("StatefulSet", namespace, name)?.spec.template;
  const container = was === undefined || is === undefined ? undefined : onlyImage(was, is);
  if (container === undefined)
    return { butNot, commands: [command(`scale sts/${name} --replicas=${before.wanted}`, namespace)] };
  const commands = [
    command(`set image sts/${name} ${container.name}=${container.image ?? ""}`, namespace),
    command(`scale sts/${name} --replicas=${after.wanted}`, namespace),
  ];
  return { butNot, commands };
}
