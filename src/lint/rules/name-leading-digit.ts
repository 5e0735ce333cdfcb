import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const nameLeadingDigit: Rule = {
  id: "name-leading-digit",
  code: "STS213",
  severity: "info",
  summary: "The name of a set starts with a letter.",
  why: "The host names of the pods start with a digit, which some programs take for an address or refuse.",
  fix: "start the name with a letter",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ name: "2nd-db" })),
      findings: [{ path: "metadata.name", at: "16:9" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { name } = set.metadata;
      if (/^\d/.test(name)) report(["metadata", "name"], `the pods are called ${name}-0 and so on, with a digit first`);
    },
  },
};
