import { wholeAmount } from "../../api/whole-amount.ts";
import type { KubeObject } from "../../api/object.ts";
import type { FieldPath } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { isLess } from "../facts/quantities.ts";
import type { Check, Report, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

const SET = (size: string): string =>
  exampleSet({
    pod: `volumes:\n  - name: cache\n    emptyDir:\n      medium: Memory\n      sizeLimit: ${size}`,
    container: "resources:\n  limits:\n    memory: 1Gi\nvolumeMounts:\n  - name: cache\n    mountPath: /cache",
  });

/** A volume in memory, and how large it may become. */
interface InMemory {
  readonly name: string;
  readonly size: string | number;
  readonly path: FieldPath;
}

function inMemory({ spec, path }: Workload): readonly InMemory[] {
  return (spec.volumes ?? []).flatMap(({ name, emptyDir }, index): InMemory[] => {
    if (emptyDir?.medium !== "Memory" || emptyDir.sizeLimit === undefined) return [];
    return [{ name, size: emptyDir.sizeLimit, path: [...path, "spec", "volumes", index, "emptyDir", "sizeLimit"] }];
  });
}

/** What is above a limit: single volumes, or else all of them together. */
function look(volumes: readonly InMemory[], limit: string | number, whose: string, report: Report): void {
  const tooLarge = volumes.filter(({ size }) => isLess(limit, size));
  for (const { size, path } of tooLarge) report(path, `${size} in memory is above ${limit}, ${whose}`);
  const last = volumes.at(-1);
  const sum = volumes.reduce((total, { size }) => total + wholeAmount(size), 0n);
  if (last === undefined || tooLarge.length > 0 || sum <= wholeAmount(limit)) return;
  const sizes = volumes.map(({ size }) => size).join(" and ");
  report(last.path, `${sizes} in memory are together above ${limit}, ${whose}`);
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  const volumes = inMemory(workload);
  if (volumes.length === 0) return;
  const ofPod = workload.spec.resources?.limits?.["memory"];
  if (ofPod !== undefined) look(volumes, ofPod, "the limit of the pod", report);
  for (const { container } of containersOf(workload)) {
    const limit = container.resources?.limits?.["memory"];
    const mounted = volumes.filter(({ name }) => container.volumeMounts?.some((mount) => mount.name === name));
    if (limit !== undefined) look(mounted, limit, `the limit of container "${container.name}"`, report);
  }
};

export const memoryVolumeAboveLimit: Rule = {
  id: "memory-volume-above-limit",
  code: "STS321",
  severity: "warning",
  summary: "A volume in memory fits into the memory limit of the containers that use it.",
  why: "What is written counts as the container's memory: it is killed before the volume is full.",
  fix: "raise the memory limit, or lower sizeLimit",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
  passes: () => [documents(exampleService(), SET("512Mi"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("2Gi")),
      findings: [{ path: "spec.template.spec.volumes[0].emptyDir.sizeLimit", at: "32:24" }],
    },
  ],
  checks: ofWorkloads(check),
};
