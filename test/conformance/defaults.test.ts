import { describe, expect, test } from "vitest";
import { FEATURE_GATES } from "../../src/api/feature-gates.ts";
import { resourceKind } from "../../src/api/kinds.ts";
import type { KubeObject } from "../../src/api/object.ts";
import { strategyFor } from "../../src/api/strategies.ts";
import { decode } from "../../src/api/structure/decode.ts";
import { goJson } from "../../src/base/json.ts";
import { documentsIn, documentsOf, isSentAlone, keyOf, verdictGroups, type VerdictCase } from "./verdict-case.ts";

const CONTEXT = { gates: FEATURE_GATES };

type Loose = Record<string, unknown>;

function tolerated(key: string): Loose {
  return { key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 };
}

/** What admission adds to new objects, and is not the concern of defaults. */
function admitted(object: KubeObject): KubeObject {
  const loose = structuredClone(object) as unknown as { kind: string; metadata: Loose; spec: Loose };
  if (loose.kind === "PersistentVolumeClaim") loose.metadata["finalizers"] = ["kubernetes.io/pvc-protection"];
  if (loose.kind === "Pod") {
    const own = (loose.spec["tolerations"] as Loose[] | undefined) ?? [];
    const added = [tolerated("node.kubernetes.io/not-ready"), tolerated("node.kubernetes.io/unreachable")];
    const missing = added.filter(({ key }) => !own.some((toleration) => toleration["key"] === key));
    loose.spec["tolerations"] = [...own, ...missing];
    loose.spec["priority"] = 0;
    loose.spec["preemptionPolicy"] = "PreemptLowerPriority";
  }
  return loose as unknown as KubeObject;
}

function accepted(document: unknown): KubeObject {
  const decoded = decode(document, { fieldValidation: "Strict" });
  if (!decoded.ok) throw new Error(decoded.status.message);
  const { object } = decoded;
  const strategy = strategyFor(keyOf(object));
  const isNamespaced = resourceKind(object.kind)?.namespaced ?? true;
  const { namespace: _namespace, ...metadata } = object.metadata;
  const placed = { ...object, metadata: isNamespaced ? { ...metadata, namespace: "lint" } : metadata };
  return strategy.defaults(placed, CONTEXT);
}

function created(document: unknown): KubeObject {
  const object = accepted(document);
  return strategyFor(keyOf(object)).prepareForCreate(admitted(object), CONTEXT);
}

function updated(document: unknown, base: KubeObject): KubeObject {
  const object = accepted(document);
  const admittedObject = object.kind === "Pod" ? admitted(object) : object;
  return strategyFor(keyOf(object)).prepareForUpdate(admittedObject, base, CONTEXT);
}

function asAnswered(verdict: VerdictCase, document: unknown): KubeObject {
  if (verdict.op === "create") return created(document);
  return updated(document, created(documentsIn(verdict.base ?? "")[0]));
}

/** The object without what depends on the moment, on allocators, and on controllers that ran in between. */
function bare(object: KubeObject, op: VerdictCase["op"]): string {
  const loose = structuredClone(object) as unknown as { kind: string; metadata: Loose; spec?: Loose; status?: unknown };
  for (const name of ["uid", "creationTimestamp", "managedFields", "resourceVersion"]) {
    delete loose.metadata[name];
  }
  // Cleared and made up by the server when it stores an object, not before.
  delete loose.metadata["deletionGracePeriodSeconds"];
  if (loose.metadata["generateName"] !== undefined) delete loose.metadata["name"];
  if (loose.kind === "Service" && loose.spec !== undefined) {
    const { spec } = loose;
    if (spec["clusterIP"] !== "None") delete spec["clusterIP"];
    if ((spec["clusterIPs"] as string[] | undefined)?.[0] !== "None") delete spec["clusterIPs"];
    delete spec["healthCheckNodePort"];
    for (const port of (spec["ports"] as Loose[] | undefined) ?? []) delete port["nodePort"];
  }
  if (op === "update") delete loose.status;
  return goJson(loose);
}

describe("accepted objects get the API server's defaults", () => {
  for (const { group, cases } of verdictGroups()) {
    test(group, () => {
      const wrong: string[] = [];
      let count = 0;
      for (const verdict of cases) {
        const documents = documentsOf(verdict);
        for (const { doc, object } of verdict.server ?? []) {
          const document = documents[doc];
          if (object === undefined || !isSentAlone(document) || goJson(object).includes("@@REPEAT")) continue;
          count++;
          let got: string;
          try {
            got = bare(asAnswered(verdict, document), verdict.op);
          } catch (error) {
            got = String(error);
          }
          const want = bare(object, verdict.op);
          if (got !== want) wrong.push(`${verdict.id}\n  want ${want}\n  got  ${got}`);
        }
      }
      process.stdout.write(`defaults ${group}: ${count - wrong.length}/${count}\n`);
      expect(wrong.join("\n")).toBe("");
    });
  }
});
