import type { LifecycleHandler } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../of-workloads.ts";
import { workloadIn } from "../workload.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
const SLEEP = /(?:^|[\s;&|(/])sleep\s+(\d+(?:\.\d+)?|inf(?:inity)?)([smhd]?)(?=$|[\s;&|)"'])/g;
const ENDLESS = /\btail\s+-[fF]\s+\/dev\/null|\bwhile\s+(?:true|:)\s*[;\n]/;
const LEAVES = /\b(?:break|exit|return|kill|exec)\b/;

/** The seconds that a hook takes, as far as its command says so. */
function secondsOf({ exec, sleep }: LifecycleHandler): number {
  if (sleep !== undefined) return sleep.seconds;
  const text = exec?.command?.join(" ") ?? "";
  if (ENDLESS.test(text) && !LEAVES.test(text)) return Infinity;
  let sum = 0;
  for (const [, number = "", unit = ""] of text.matchAll(SLEEP)) {
    sum += number.startsWith("inf") ? Infinity : Number(number) * (UNITS[unit] ?? 1);
  }
  return sum;
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const grace = workload.spec.terminationGracePeriodSeconds ?? 30;
  for (const { container, path } of containersOf(workload)) {
    const { preStop } = container.lifecycle ?? {};
    const seconds = preStop === undefined ? 0 : secondsOf(preStop);
    if (seconds === 0 || seconds < grace) continue;
    const takes = seconds === Infinity ? "does not end" : `sleeps ${seconds} s`;
    const message = `the hook ${takes}, the grace period is ${grace} s`;
    report([...path, "lifecycle", "preStop"], message, { part: "key" });
  }
};

const SET = (seconds: number): string =>
  exampleSet({
    container: `lifecycle:\n  preStop:\n    exec:\n      command:\n        - sleep\n        - "${seconds}"`,
  });

export const hookLongerThanGrace: Rule = {
  id: "hook-longer-than-grace",
  code: "STS417",
  severity: "warning",
  summary: "A preStop hook ends well within the grace period.",
  why: "The hook's time counts: it is cut off, and the process is killed without having been asked to end.",
  fix: "raise terminationGracePeriodSeconds above the hook and the program's own end",
  source: "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution",
  passes: () => [documents(exampleService(), SET(10))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET(60)),
      findings: [{ path: "spec.template.spec.containers[0].lifecycle.preStop", at: "32:13" }],
    },
  ],
  checks: ofWorkloads(check),
};
