import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { rootRefused } from "../../../src/lint/rules/root-refused.ts";
import { messagesIn } from "../messages.ts";

function found(pod: string, container: string): readonly string[] {
  return messagesIn(
    exampleSet({ pod: `securityContext: ${pod}`, container: `securityContext: ${container}` }),
    rootRefused,
  );
}

it("lets what a container says go before what its pod says", () => {
  expect(found("{runAsNonRoot: true, runAsUser: 0}", "{runAsUser: 999}")).toEqual([]);
  expect(found("{runAsNonRoot: true}", "{runAsUser: 0, runAsNonRoot: false}")).toEqual([]);
  expect(found("{runAsNonRoot: true}", "{}")).toHaveLength(1);
  expect(found("{runAsNonRoot: true, runAsUser: 999}", "{runAsUser: 0}")).toEqual([
    'spec.template.spec.containers[0].securityContext.runAsUser: container "db" is to run as user 0, and not as root',
  ]);
});

it("knows images that run as root, where no user is given", () => {
  const set = (image: string, context: string): string =>
    documents(exampleService(), exampleSet({ image, pod: `securityContext:\n  runAsNonRoot: true${context}` }));
  expect(messagesIn(set("postgres:17", ""), rootRefused)).toEqual([
    'spec.template.spec.securityContext.runAsUser: container "db" is not to run as root, and "postgres:17" does',
  ]);
  expect(messagesIn(set("docker.io/library/redis:7", ""), rootRefused)).toHaveLength(1);
  expect(messagesIn(set("postgres:17", "\n  runAsUser: 999"), rootRefused)).toEqual([]);
  expect(messagesIn(set("registry.example.com/postgres:17", ""), rootRefused)).toEqual([]);
  expect(messagesIn(set("bitnami/postgresql:17", ""), rootRefused)).toEqual([]);
});
