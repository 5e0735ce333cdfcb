import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { selectorUsesVersionLabel } from "../../../src/lint/rules/selector-uses-version-label.ts";
import { messagesIn } from "../messages.ts";

it("lets Services choose between versions", () => {
  expect(
    messagesIn(
      documents(
        exampleService({ name: "blue", spec: 'selector:\n  app: db\n  version: "1"\nports:\n  - port: 80' }),
        exampleService({ name: "green", spec: 'selector:\n  app: db\n  version: "2"\nports:\n  - port: 80' }),
      ),
      selectorUsesVersionLabel,
    ),
  ).toEqual([]);
  expect(
    messagesIn(exampleDeployment({ selector: "app: app\napp.kubernetes.io/version: v1" }), selectorUsesVersionLabel),
  ).toEqual([
    "spec.selector.matchLabels[app.kubernetes.io/version]: app.kubernetes.io/version=v1 is part of the selector: it cannot be changed, so no other version can be applied",
  ]);
});

it.each(["release-version", "image-tag", "tag", "git-sha", "example.com/build-id", "pod-template-hash"])(
  "knows that %s changes",
  (key) => {
    const service = exampleService({ spec: `selector:\n  app: db\n  ${key}: "7"\nports:\n  - port: 80` });
    expect(messagesIn(service, selectorUsesVersionLabel)).toHaveLength(1);
  },
);

it("leaves workloads for each version alone, and versions that are no release's", () => {
  const reviews = exampleDeployment({ name: "reviews-v1", selector: "app: reviews\nversion: v1" });
  expect(messagesIn(reviews, selectorUsesVersionLabel)).toEqual([]);
  const api = exampleService({ spec: "selector:\n  app: db\n  api-version: v1\nports:\n  - port: 80" });
  expect(messagesIn(api, selectorUsesVersionLabel)).toEqual([]);
});

it("lets each version have a budget of its own", () => {
  const budget = (name: string, version: string): string =>
    exampleObject("policy/v1", "PodDisruptionBudget", {
      name,
      body: `spec:\n  selector:\n    matchLabels:\n      version: "${version}"\n  maxUnavailable: 1`,
    });
  expect(messagesIn(budget("one", "1"), selectorUsesVersionLabel)).toEqual([
    "spec.selector.matchLabels[version]: version=1 is part of the selector: pods leave the budget while they are updated",
  ]);
  expect(messagesIn(documents(budget("one", "1"), budget("two", "2")), selectorUsesVersionLabel)).toEqual([]);
});

it("knows versions by their look", () => {
  const set = (value: string): string => {
    const labels = `app: db\nrelease: ${value}`;
    return exampleSet({ selector: labels, labels });
  };
  expect(messagesIn(set("2.4.1"), selectorUsesVersionLabel)).toEqual([
    "spec.selector.matchLabels[release]: release=2.4.1 is part of the selector: it cannot be changed, so no other version can be applied",
  ]);
  for (const value of ["prod", '"24"', "10.0.0.1", "v1", "blue"]) {
    expect(messagesIn(set(value), selectorUsesVersionLabel)).toEqual([]);
  }
});

it("knows dates, and commits under keys of releases", () => {
  const OF = (label: string): string => exampleDeployment({ selector: `app: app\n${label}` });
  expect(messagesIn(OF('release: "2026-05-01"'), selectorUsesVersionLabel)).toHaveLength(1);
  expect(messagesIn(OF("app.example.com/revision: 9f3c2ab"), selectorUsesVersionLabel)).toHaveLength(1);
  expect(messagesIn(OF("revision: blue"), selectorUsesVersionLabel)).toEqual([]);
  expect(messagesIn(OF("instance: 9f3c2ab"), selectorUsesVersionLabel)).toEqual([]);
});
