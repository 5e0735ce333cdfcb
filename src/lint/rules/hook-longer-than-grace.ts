import type { LifecycleHandler } from "../../api/kinds/pod/types.ts";
import type { KubeObject } from "../../api/object.ts";
import { secondsOf } from "../facts/command-time.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { workloadIn } from "../facts/workload.ts";

function secondsOfHook({ exec, sleep }: LifecycleHandler): number {
  return sleep === undefined ? secondsOf(exec?.command ?? []) : sleep.seconds;
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const grace = workload.spec.terminationGracePeriodSeconds ?? 30;
  for (const { container, path } of containersOf(workload)) {
    const { preStop } = container.lifecycle ?? {};
    const seconds = preStop === undefined ? 0 : secondsOfHook(preStop);
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
