import type { KubeObject } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

/** Labels that controllers and the API server give to pods. */
const GIVEN = new Set([
  "apps.kubernetes.io/pod-index",
  "controller-revision-hash",
  "pod-template-hash",
  "statefulset.kubernetes.io/pod-name",
  "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone",
]);

/** What a field path asks for, where it is an entry of one of the two maps. */
const ENTRY = /^metadata\.(labels|annotations)\['([^']+)'\]$/;

/** The map that has the entry which another one is asked for; undefined where that one has it, or none is known to. */
function otherMap(map: string, key: string, { object, path, labels }: Workload): string | undefined {
  const isLabel = key in labels || GIVEN.has(key);
  const isAnnotation = valueAt(object, [...path, "metadata", "annotations", key]) !== undefined;
  if (map === "annotations") return isLabel && !isAnnotation ? "labels" : undefined;
  return isAnnotation && !isLabel ? "annotations" : undefined;
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    for (const [index, { name, valueFrom }] of (container.env ?? []).entries()) {
      const field = valueFrom?.fieldRef?.fieldPath;
      if (field?.endsWith("']") !== true) continue;
      const [, map = "", key = ""] = ENTRY.exec(field) ?? [];
      const other = otherMap(map, key, workload);
      if (other === undefined) continue;
      const place = [...path, "env", index, "valueFrom", "fieldRef", "fieldPath"];
      const message = `${name} is empty: ${key} is one of the pod's ${other}, none of its ${map}`;
      report(place, message, { fix: `write metadata.${other}['${key}']` });
    }
  }
};

const SET = (field: string): string =>
  exampleSet({ container: `env:\n  - name: MEMBER\n    valueFrom:\n      fieldRef:\n        fieldPath: ${field}` });

export const fieldOfOtherMap: Rule = {
  id: "field-of-other-map",
  code: "STS455",
  severity: "error",
  summary: "Variables take labels of the pod from its labels, and annotations from its annotations.",
  why: "Of an entry that is not there a variable gets the empty text, and nobody is told.",
  fix: "ask the map that has the entry",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/downward-api/",
  passes: () => [documents(exampleService(), SET("metadata.labels['statefulset.kubernetes.io/pod-name']"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("metadata.annotations['statefulset.kubernetes.io/pod-name']")),
      findings: [{ path: "spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath", at: "35:30" }],
    },
  ],
  checks: ofWorkloads(check),
};
