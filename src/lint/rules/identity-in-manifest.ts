import type { KubeObject } from "../../api/object.ts";
import { exampleService } from "../example.ts";
import { valueAt } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import type { Check, Edit, Rule } from "../rule.ts";

const WHY = [
  ["resourceVersion", "the next apply ends in a conflict"],
  ["uid", "an apply is refused where the object was made anew"],
] as const;

const OWNERS = ["metadata", "ownerReferences"];

const check: Check<KubeObject> = (object, project, report) => {
  const metadata = project.written(object, ["metadata"]);
  if (!isJsonObject(metadata)) return;
  for (const [name, why] of WHY) {
    const value = metadata[name];
    if (typeof value !== "string" || value === "") continue;
    const path = ["metadata", name];
    const edits: readonly Edit[] = [{ do: "remove", path }];
    report(path, `${name} "${value}" is the server's: ${why}`, { part: "key", edits });
  }
  const owners = metadata["ownerReferences"];
  if (!Array.isArray(owners) || owners.length === 0) return;
  const who = `${String(valueAt(owners[0], ["kind"]))} ${String(valueAt(owners[0], ["name"]))}`;
  const message = `ownerReferences name ${who} by its uid: without that very owner the object is deleted at once`;
  report(OWNERS, message, { part: "key", edits: [{ do: "remove", path: OWNERS }] });
};

export const identityInManifest: Rule = {
  id: "identity-in-manifest",
  code: "STS701",
  severity: "warning",
  summary: "A manifest carries no resourceVersion, no uid and no owners.",
  why:
    "They bind the manifest to one state of one cluster: apply is refused as soon as that has changed, and what has lost " +
    "its owner is deleted by the garbage collector, volumes and all.",
  fix: "take the field out",
  source: "https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions",
  passes: () => [exampleService()],
  fails: () => [
    {
      manifest: exampleService({ metadata: 'resourceVersion: "4711"' }),
      findings: [{ path: "metadata.resourceVersion", at: "5:3" }],
    },
  ],
  checks: {
    StatefulSet: check,
    Service: check,
    Deployment: check,
    PersistentVolumeClaim: check,
    PodDisruptionBudget: check,
    ConfigMap: check,
    Secret: check,
    Namespace: check,
  },
};
