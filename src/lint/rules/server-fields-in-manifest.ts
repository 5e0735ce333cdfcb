import type { KubeObject } from "../../api/object.ts";
import { type FieldPath, printPath } from "../../base/field-path.ts";
import { isJsonObject } from "../../base/json.ts";
import { exampleService } from "../example.ts";
import type { Check, Rule } from "../rule.ts";

const METADATA = ["creationTimestamp", "generation", "managedFields", "selfLink", "deletionTimestamp"];

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isEmpty);
}

const check: Check<KubeObject> = (object, project, report) => {
  const { metadata, status } = project.manifestOf(object).object;
  const tell = (path: FieldPath): void => {
    report(path, `${printPath(path)} is written by the server`, { part: "key", edits: [{ do: "remove", path }] });
  };
  if (isJsonObject(metadata)) for (const name of METADATA) if (!isEmpty(metadata[name])) tell(["metadata", name]);
  if (!isEmpty(status)) tell(["status"]);
};

export const serverFieldsInManifest: Rule = {
  id: "server-fields-in-manifest",
  code: "STS702",
  severity: "info",
  summary: "A manifest says what is wanted, not what a server has written.",
  why: "The fields are ignored or overwritten, and differ from one cluster to the next.",
  fix: "take the field out",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/#object-spec-and-status",
  passes: () => [exampleService({ metadata: "creationTimestamp: null" })],
  fails: () => [
    {
      manifest: exampleService({ metadata: "generation: 3\ncreationTimestamp: 2026-01-01T00:00:00Z" }),
      findings: [
        { path: "metadata.generation", at: "5:3" },
        { path: "metadata.creationTimestamp", at: "6:3" },
      ],
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
  },
};
