import { namespaceOf } from "../../api/object.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { mayBeOfMadePods } from "../facts/makers.ts";
import type { Rule } from "../rule.ts";
import { MANAGED_LABELS, matchElsewhere, nameOf, printSelector, workloadsMatching } from "../facts/selection.ts";

const POLICY = (app: string, namespace = "default"): string =>
  exampleObject("networking.k8s.io/v1", "NetworkPolicy", {
    namespace,
    body: `spec:\n  podSelector:\n    matchLabels:\n      app: ${app}\n  ingress:\n    - {}`,
  });

export const networkPolicySelectsNothing: Rule = {
  id: "network-policy-selects-nothing",
  code: "STS132",
  severity: "warning",
  summary: "A network policy selects pods of its namespace.",
  why: "The policy is accepted and guards nothing: the pods that it was made for stay open to all.",
  fix: "select the labels of the pod template, in the namespace of the set",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource",
  passes: () => [documents(exampleService(), exampleSet(), POLICY("db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet(), POLICY("database")),
      findings: [{ path: "spec.podSelector", at: "39:5" }],
    },
    {
      manifest: documents(exampleService(), exampleSet(), POLICY("db", "other")),
      findings: [{ path: "metadata.namespace", at: "36:14" }],
    },
  ],
  checks: {
    "NetworkPolicy.networking.k8s.io"(policy, project, report) {
      const { podSelector: selector = {} } = policy.spec;
      const { matchLabels = {}, matchExpressions = [] } = selector;
      const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
      if (keys.length === 0 || keys.some((key) => MANAGED_LABELS.has(key))) return;
      if (!project.isComplete("StatefulSet", "Deployment", "DaemonSet", "ReplicaSet", "Pod")) return;
      const namespace = namespaceOf(policy);
      if (workloadsMatching(project, namespace, selector).length > 0) return;
      if (mayBeOfMadePods(project, namespace, matchLabels)) return;
      const message = `no pod of namespace ${namespace} matches ${printSelector(selector)}`;
      // Of labels that no template has, the pods may be an operator's.
      const here = project.workloads(namespace);
      if (here.some(({ labels }) => keys.some((key) => Object.hasOwn(labels, key)))) {
        if (project.list("StatefulSet", namespace).length > 0) report(["spec", "podSelector"], message);
        return;
      }
      const other = matchElsewhere(project, namespace, selector);
      if (here.length > 0 || other === undefined) return;
      const related = [{ object: other.object, path: ["metadata", "namespace"], message: "the workload that matches" }];
      const where = `, but ${nameOf(other)} of namespace ${namespaceOf(other.object)} does`;
      report(["metadata", "namespace"], `${message}${where}`, { related });
    },
  },
};
