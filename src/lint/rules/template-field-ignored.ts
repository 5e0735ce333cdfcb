import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

export const templateFieldIgnored: Rule = {
  id: "template-field-ignored",
  code: "STS209",
  severity: "info",
  summary: "A pod template leaves alone what the controller writes: name, namespace, host name and subdomain.",
  why: "Every pod gets its own name as host name and the serviceName as subdomain, whatever the template says.",
  fix: "take the field out",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
  passes: () => [documents(exampleService(), exampleSet())],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ pod: "hostname: db\nsubdomain: other" })),
      findings: [
        { path: "spec.template.spec.hostname", at: "28:7" },
        { path: "spec.template.spec.subdomain", at: "29:7" },
      ],
    },
    {
      manifest: documents(exampleService(), exampleSet({ template: "name: db" })),
      findings: [{ path: "spec.template.metadata.name", at: "25:7" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { metadata = {}, spec } = set.spec.template;
      const base = ["spec", "template"];
      for (const name of ["name", "generateName", "namespace"] as const) {
        const path = [...base, "metadata", name];
        const value = metadata[name] ?? "";
        if (value === "" || !project.isWritten(set, path)) continue;
        if (name === "namespace" && value === set.metadata.namespace) continue;
        report(path, `${name} "${value}" of the template is ignored`, { part: "key" });
      }
      for (const name of ["hostname", "subdomain"] as const) {
        const value = spec[name] ?? "";
        if (value === "" || (name === "subdomain" && value === set.spec.serviceName)) continue;
        const real = name === "hostname" ? "its own name" : `"${set.spec.serviceName ?? ""}"`;
        report([...base, "spec", name], `${name} "${value}" is overwritten with ${real} in every pod`, { part: "key" });
      }
    },
  },
};
