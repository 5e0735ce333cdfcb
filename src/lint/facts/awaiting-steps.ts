import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { keepingMany } from "../../base/last-answer.ts";
import { containersOf, type PlacedContainer } from "./containers.ts";
import { fillIn } from "./variables.ts";
import { workloadIn } from "./workload.ts";

const WAITS = /\b(?:until|while|wait-for|wait4x|dockerize|wait_for)\b/;
/** Scripts that ask who they are may wait in some pods only. */
const ASKS_WHO = /hostname|HOSTNAME|POD_NAME|ordinal|ORDINAL|pod-index|POD_INDEX/;

/** A command that has to end before its pod can be ready, and that waits for something. */
export interface AwaitingStep {
  readonly what: string;
  /** Beside a running server a single word is as often its database or its user. */
  readonly mayNameServices: boolean;
  readonly texts: readonly { readonly path: FieldPath; readonly text: string }[];
}

/** Whether a text waits for something, or may when its variables are filled in. */
function mayWait(text: string): boolean {
  return text.includes("$") || WAITS.test(text);
}

function stepOf({ container, path, role }: PlacedContainer): AwaitingStep | undefined {
  const { name, env = [], command = [], args = [], lifecycle } = container;
  const hook = lifecycle?.postStart?.exec?.command ?? [];
  if (!(role === "init" ? command.some(mayWait) || args.some(mayWait) : hook.some(mayWait))) return undefined;
  const known = env.flatMap((one) => (one.value === undefined ? [] : [[one.name, one.value] as const]));
  const variables = new Map(known);
  const textsIn = (field: FieldPath, list: readonly string[]): AwaitingStep["texts"] =>
    list.map((text, index) => ({ path: [...path, ...field, index], text: fillIn(text, variables) }));
  if (role === "init") {
    const texts = [...textsIn(["command"], command), ...textsIn(["args"], args)];
    return { what: `init container "${name}"`, mayNameServices: true, texts };
  }
  const texts = textsIn(["lifecycle", "postStart", "exec", "command"], hook);
  return { what: `the postStart hook of container "${name}"`, mayNameServices: false, texts };
}

/** What the pods of a workload wait for before they can be ready. */
export const awaitingStepsOf = keepingMany((object: KubeObject): readonly AwaitingStep[] => {
  const workload = workloadIn(object);
  if (workload === undefined) return [];
  return containersOf(workload).flatMap((placed) => {
    const step = stepOf(placed);
    const line = (step?.texts ?? []).map(({ text }) => text).join(" ");
    return step === undefined || !WAITS.test(line) || ASKS_WHO.test(line) ? [] : [step];
  });
});
