import { documents, exampleObject, exampleService, exampleSet } from "../example.ts";
import { missingReferences } from "../facts/missing-references.ts";
import type { Rule } from "../rule.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";

const SET = exampleSet({ container: "envFrom:\n  - secretRef:\n      name: db-login" });
const SECRET = (name: string): string => exampleObject("v1", "Secret", { name, body: "stringData:\n  USER: db" });

const check = missingReferences("Secret");

export const secretMissing: Rule = {
  id: "secret-missing",
  code: "STS402",
  severity: "warning",
  summary: "A Secret that pods need is in their namespace.",
  why: "Until somebody makes it the container is not started. A set with OrderedReady makes no later pod.",
  fix: "add the Secret, correct its name, or make sure that it is there before the pods",
  source: "https://kubernetes.io/docs/concepts/configuration/secret/#using-a-secret",
  passes: () => [documents(SECRET("db-login"), exampleService(), SET)],
  fails: () => [
    {
      manifest: documents(SECRET("db-logins"), exampleService(), SET),
      findings: [{ path: "spec.template.spec.containers[0].envFrom[0].secretRef.name", at: "40:23" }],
    },
  ],
  checks: ofWorkloads(check),
};
