import { FEATURE_GATES } from "../../api/feature-gates.ts";
import { type FieldError, fieldErrorText } from "../../api/field-error.ts";
import type { PodSpec } from "../../api/kinds/pod/types.ts";
import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { strategyFor } from "../../api/strategies.ts";
import { valueAt } from "../../base/field-path.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Project } from "../project.ts";
import type { Check, Rule } from "../rule.ts";
import { type Workload, workloadIn } from "../facts/workload.ts";

const CONTEXT = { gates: FEATURE_GATES };

/** What the server has against a pod, which it gives defaults that a template does not get. */
function podErrors({ object, spec }: Workload): readonly FieldError[] {
  const strategy = strategyFor("Pod");
  const metadata = { name: "pod", namespace: namespaceOf(object) };
  const pod = { apiVersion: "v1", kind: "Pod", metadata, spec } as KubeObject;
  return strategy.validate(strategy.prepareForCreate(strategy.defaults(pod, CONTEXT), CONTEXT), CONTEXT);
}

function numberAndProtocol(port: unknown): string {
  return `${String(valueAt(port, ["containerPort"]))} ${String(valueAt(port, ["protocol"]))}`;
}

/** Whether a port of the node is taken by the container's own ports: those of others are another rule's. */
function isTakenTwice({ path }: FieldError, spec: PodSpec): boolean {
  const [, list, index, , place] = path;
  const ports: unknown = valueAt(spec, [list ?? "", index ?? 0, "ports"]);
  if (path.at(-1) !== "hostPort" || !Array.isArray(ports) || typeof place !== "number") return false;
  return ports.slice(0, place).some((port) => numberAndProtocol(port) === numberAndProtocol(ports[place]));
}

/** Whether pods that name no PriorityClass may have one all the same. */
function hasDefaultClass(project: Project): boolean {
  return project.list("PriorityClass.scheduling.k8s.io").some((found) => valueAt(found, ["globalDefault"]) === true);
}

/**
 * Fields that pods get from classes alone, and that a template may say.
 * @see plugin/pkg/admission/{priority,runtimeclass}/admission.go (1.36)
 */
function withoutClass(spec: PodSpec, project: Project): readonly string[] {
  const { priorityClassName = "", priority = 0, preemptionPolicy = "PreemptLowerPriority" } = spec;
  const ofPriority = [
    ...(priority === 0 ? [] : ["priority"]),
    ...(preemptionPolicy === "PreemptLowerPriority" ? [] : ["preemptionPolicy"]),
  ];
  const isMeant = ofPriority.length === 0 || priorityClassName !== "" || hasDefaultClass(project);
  const isOver = spec.runtimeClassName === undefined && Object.keys(spec.overhead ?? {}).length > 0;
  return [...(isMeant ? [] : ofPriority), ...(isOver ? ["overhead"] : [])];
}

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined || workload.path.length === 0) return;
  const { path, spec } = workload;
  for (const field of withoutClass(spec, project)) {
    const kind = field === "overhead" ? "RuntimeClass" : "PriorityClass";
    const fix = field === "overhead" ? "set runtimeClassName in its place" : "set priorityClassName in its place";
    report([...path, "spec", field], `${field} is refused in pods that name no ${kind}`, { part: "key", fix });
  }
  // Only here a pod has more to be looked at than its template: sums of requests, and ports of the node.
  if (spec.resources === undefined && spec.hostNetwork !== true) return;
  for (const error of podErrors(workload)) {
    if (error.path[1] !== "resources" && !isTakenTwice(error, spec)) continue;
    report([...path, ...error.path], `the pods are refused: ${fieldErrorText(error)}`);
  }
};

const SET = (pod: string, container = ""): string => exampleSet({ pod, container });
const LIMITED = "resources:\n  limits:\n    cpu: 1";

export const podsRefused: Rule = {
  id: "pods-refused",
  code: "STS453",
  severity: "error",
  summary: "The API server takes the pods that a template makes.",
  why: "A template is looked at less closely than a pod, which gets further defaults: the workload is accepted, and every pod of it is refused.",
  fix: "change the field as the message says",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates",
  passes: () => [documents(exampleService(), SET("resources:\n  requests:\n    cpu: 1", LIMITED))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("resources:\n  requests:\n    cpu: 500m", LIMITED)),
      findings: [{ path: "spec.template.spec.resources.requests[cpu]", at: "30:16" }],
    },
    {
      manifest: documents(exampleService(), SET("priority: 1000")),
      findings: [{ path: "spec.template.spec.priority", at: "28:7" }],
    },
  ],
  checks: ofWorkloads(check),
};
