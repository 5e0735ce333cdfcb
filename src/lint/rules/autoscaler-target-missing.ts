import { namespaceOf } from "../../api/object.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { mayBeMade } from "../facts/makers.ts";
import type { Rule } from "../rule.ts";

const KINDS = ["StatefulSet", "Deployment", "ReplicaSet"] as const;
const SCALER = (kind: string, name: string): string =>
  exampleObject("autoscaling/v2", "HorizontalPodAutoscaler", {
    body: `spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: ${kind}\n    name: ${name}\n  maxReplicas: 6`,
  });
/** The group of all of them. */
const GROUP = "apps/";
const SET = exampleSet({ head: "serviceName: db" });

export const autoscalerTargetMissing: Rule = {
  id: "autoscaler-target-missing",
  code: "STS507",
  severity: "error",
  summary: "The target of an autoscaler exists.",
  why: "The autoscaler reports FailedGetScale and never scales anything.",
  fix: "correct kind, name or namespace of the target",
  source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  passes: () => [documents(exampleService(), SET, SCALER("StatefulSet", "db"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET, SCALER("Deployment", "db")),
      findings: [{ path: "spec.scaleTargetRef.kind", at: "38:11" }],
    },
    {
      manifest: documents(exampleService(), SET, SCALER("StatefulSet", "database")),
      findings: [{ path: "spec.scaleTargetRef.name", at: "39:11" }],
    },
  ],
  checks: {
    "HorizontalPodAutoscaler.autoscaling"(autoscaler, project, report) {
      const { apiVersion = GROUP, kind: wanted, name } = autoscaler.spec.scaleTargetRef;
      const kind = KINDS.find((one) => one === wanted);
      if (kind === undefined) {
        const meant = suggest(wanted, KINDS);
        const isNone = apiVersion !== GROUP && apiVersion.startsWith(GROUP);
        if (meant === undefined && !isNone) return;
        const fix = meant === undefined ? {} : { fix: `write kind: ${meant}` };
        report(["spec", "scaleTargetRef", "kind"], `there is no kind ${wanted} that can be scaled`, fix);
        return;
      }
      if (!project.isComplete(...KINDS)) return;
      if (!apiVersion.startsWith(GROUP)) {
        const message = `there is no ${kind} in ${apiVersion}`;
        report(["spec", "scaleTargetRef", "apiVersion"], message, { fix: "write apps/v1" });
        return;
      }
      const namespace = namespaceOf(autoscaler);
      if (project.find(kind, namespace, name) !== undefined) return;
      const other = KINDS.find((one) => project.find(one, namespace, name) !== undefined);
      const elsewhere = project.list(kind).find(({ metadata }) => metadata.name === name);
      const path = ["spec", "scaleTargetRef", other === undefined ? "name" : "kind"];
      const message = `there is no ${kind} ${name} in namespace ${namespace}`;
      if (other !== undefined) report(path, `${message}, but a ${other}`, { fix: `write kind: ${other}` });
      else if (elsewhere !== undefined) report(path, `${message}, only in ${namespaceOf(elsewhere)}`);
      else if (!mayBeMade(project, kind, namespace, name)) report(path, message);
    },
  },
};
