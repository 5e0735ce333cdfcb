import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { affinityMissesSelf } from "../../../src/lint/rules/affinity-misses-self.ts";
import { messagesIn } from "../messages.ts";

it("lets a set keep away from others", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: app",
        }),
        exampleDeployment(),
      ),
      affinityMissesSelf,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: app\n          namespaces:\n            - other",
        }),
      ),
      affinityMissesSelf,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app: db",
        }),
      ),
      affinityMissesSelf,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "affinity:\n  podAntiAffinity:\n    preferredDuringSchedulingIgnoredDuringExecution:\n      - weight: 1\n        podAffinityTerm:\n          topologyKey: kubernetes.io/hostname\n          labelSelector:\n            matchLabels:\n              app: other",
        }),
      ),
      affinityMissesSelf,
    ),
  ).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: app=other selects no pod, these carry app=db: they are not spread",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: kubernetes.io/hostname\n    whenUnsatisfiable: ScheduleAnyway\n    labelSelector:\n      matchLabels:\n        app: other",
        }),
      ),
      affinityMissesSelf,
    ),
  ).toEqual([
    "spec.template.spec.topologySpreadConstraints[0].labelSelector: app=other does not select these pods, app=db: they are not spread",
  ]);
});

it("asks in which namespaces a term looks", () => {
  const apart = (namespace: string): string =>
    exampleSet({
      pod: `affinity:\n  podAntiAffinity:\n    requiredDuringSchedulingIgnoredDuringExecution:\n      - topologyKey: kubernetes.io/hostname\n        namespaces:\n          - ${namespace}\n        labelSelector:\n          matchLabels:\n            app: db`,
    });
  expect(messagesIn(documents(exampleService(), apart("default")), affinityMissesSelf)).toEqual([]);
  const other = exampleSet({ namespace: "prod" });
  expect(messagesIn(documents(exampleService(), apart("prod"), other), affinityMissesSelf)).toEqual([]);
  expect(messagesIn(documents(exampleService(), apart("prod")), affinityMissesSelf)).toEqual([
    "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaces: app=db is looked for in prod, and not in default: the pods are not spread",
  ]);
});
