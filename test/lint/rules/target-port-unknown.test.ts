import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { targetPortUnknown } from "../../../src/lint/rules/target-port-unknown.ts";
import { messagesIn } from "../messages.ts";

it("looks at sidecars and protocols, and not at init containers that end", () => {
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432\n    targetPort: proxy",
        }),
        exampleSet({
          pod: "initContainers:\n  - name: proxy\n    image: proxy:1\n    restartPolicy: Always\n    ports:\n      - name: proxy\n        containerPort: 5432",
        }),
      ),
      targetPortUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432\n    targetPort: 5433",
        }),
        exampleSet(),
      ),
      targetPortUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432\n    targetPort: proxy",
        }),
        exampleSet({
          pod: "initContainers:\n  - name: proxy\n    image: proxy:1\n    ports:\n      - name: proxy\n        containerPort: 5432",
        }),
      ),
      targetPortUnknown,
    ),
  ).toEqual([
    'spec.ports[0].targetPort: no container of StatefulSet db has a port named "proxy", no container names a port',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432\n    targetPort: sql\n    protocol: UDP",
        }),
        exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" }),
      ),
      targetPortUnknown,
    ),
  ).toEqual(['spec.ports[0].protocol: port "sql" of StatefulSet db is TCP, not UDP']);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432\n    targetPort: sq1",
        }),
        exampleSet({ container: "ports:\n  - name: sql\n    containerPort: 5432" }),
      ),
      targetPortUnknown,
    ),
  ).toEqual(['spec.ports[0].targetPort: no container of StatefulSet db has a port named "sq1", only sql']);
});
