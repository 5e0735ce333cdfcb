import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import { type PodSecurityLevel, violationsOf } from "../facts/pod-security.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";

function levelOf(value: string | undefined): PodSecurityLevel | undefined {
  return value === "baseline" || value === "restricted" ? value : undefined;
}

const check: Check<KubeObject> = (object, project, report) => {
  if (project.list("Namespace").length === 0) return;
  const namespace = project.find("Namespace", "", namespaceOf(object));
  const level = levelOf(namespace?.metadata.labels?.[ENFORCE]);
  const workload = workloadIn(object);
  if (namespace === undefined || level === undefined || workload === undefined) return;
  // Pods of Windows are let off what they cannot have.
  if (valueAt(workload.spec, ["os", "name"]) === "windows") return;
  const violations = violationsOf(workload, level);
  const [first] = violations;
  if (first === undefined) return;
  const all = [...new Set(violations.map(({ what }) => what))].join(", ");
  const related = [
    { object: namespace, path: ["metadata", "labels", { key: ENFORCE }], message: "what the namespace enforces" },
  ];
  report(first.path, `namespace ${namespace.metadata.name} enforces ${level}, and the pods violate it: ${all}`, {
    related,
  });
};

const SHOP = exampleObject("v1", "Namespace", { name: "shop", metadata: `labels:\n  ${ENFORCE}: baseline` });
const SET = (port: string): string =>
  exampleSet({ namespace: "shop", container: `ports:\n  - containerPort: 5432${port}` });

export const podSecurityViolated: Rule = {
  id: "pod-security-violated",
  code: "STS443",
  severity: "error",
  summary: "Pods keep to the Pod Security Standard that their namespace enforces.",
  why: "Every pod is refused with violates PodSecurity: the workload is accepted, and nothing of it runs.",
  fix: "set the fields of securityContext that are named, or give the namespace another level",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  passes: () => [documents(SHOP, exampleService({ namespace: "shop" }), SET(""))],
  fails: () => [
    {
      manifest: documents(SHOP, exampleService({ namespace: "shop" }), SET("\n    hostPort: 5432")),
      findings: [{ path: "spec.template.spec.containers[0].ports[0].hostPort", at: "42:25" }],
    },
  ],
  checks: ofWorkloads(check),
};
