import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { bootstrapDeadlock } from "../../../src/lint/rules/bootstrap-deadlock.ts";
import { messagesIn } from "../messages.ts";

it("needs both a probe that asks for peers and peers that are known", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "readinessProbe:\n  exec:\n    command:\n      - dbctl\n      - quorum" }),
      ),
      bootstrapDeadlock,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  exec:\n    command:\n      - dbctl\n      - ping",
        }),
      ),
      bootstrapDeadlock,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService({
          name: "db",
          spec: "publishNotReadyAddresses: true\nclusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleSet({
          container:
            "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  exec:\n    command:\n      - dbctl\n      - quorum",
        }),
      ),
      bootstrapDeadlock,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  httpGet:\n    path: /cluster/health\n    port: 80",
        }),
      ),
      bootstrapDeadlock,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].readinessProbe: db-0 is ready when "/cluster/health" succeeds, and its peers are started after that',
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nstartupProbe:\n  exec:\n    command:\n      - sh\n      - -c\n      - nc -z db-1.db 5432",
        }),
      ),
      bootstrapDeadlock,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].startupProbe: db-0 is ready when "sh -c nc -z db-1.db 5432" succeeds, and its peers are started after that',
  ]);
});

it("knows that pods which ask later ones wait also where names are published before they are ready", () => {
  const open = exampleService({ spec: "publishNotReadyAddresses: true\nclusterIP: None\nselector:\n  app: db" });
  const asking = (pod: string): string =>
    exampleSet({
      container: `readinessProbe:\n  exec:\n    command:\n      - sh\n      - -c\n      - nc -z ${pod}.db 5432`,
    });
  expect(messagesIn(documents(open, asking("db-0")), bootstrapDeadlock)).toEqual([]);
  expect(messagesIn(documents(open, asking("db-1")), bootstrapDeadlock)).toEqual([
    'spec.template.spec.containers[0].readinessProbe: db-0 is ready when "sh -c nc -z db-1.db 5432" succeeds, and its peers are started after that',
  ]);
});

it("finds peers in a ConfigMap that the pods use", () => {
  const peers = (name: string): string =>
    exampleObject("v1", "ConfigMap", { name, body: "data:\n  PEERS: db-0.db,db-1.db" });
  const set = exampleSet({
    container:
      "envFrom:\n  - configMapRef:\n      name: conf\nreadinessProbe:\n  exec:\n    command:\n      - dbctl\n      - quorum",
  });
  expect(messagesIn(documents(peers("other"), exampleService(), set), bootstrapDeadlock)).toEqual([]);
  expect(messagesIn(documents(peers("conf"), exampleService(), set), bootstrapDeadlock)).toHaveLength(1);
});

it("sees that a script asks all pods in turn", () => {
  const open = exampleService({ spec: "publishNotReadyAddresses: true\nclusterIP: None\nselector:\n  app: db" });
  const asking = (script: string): string =>
    exampleSet({ container: `readinessProbe:\n  exec:\n    command:\n      - sh\n      - -c\n      - ${script}` });
  expect(
    messagesIn(documents(open, asking("for i in 0 1 2; do nc -z db-$i.db 5432 || exit 1; done")), bootstrapDeadlock),
  ).toHaveLength(1);
  expect(
    messagesIn(documents(open, asking("for i in {0..2}; do nc -z db-${i}.db 5432 || exit 1; done")), bootstrapDeadlock),
  ).toHaveLength(1);
  expect(
    messagesIn(
      documents(open, asking("for i in 0 1 2; do nc -z db-$i.db 5432 && exit 0; done; exit 1")),
      bootstrapDeadlock,
    ),
  ).toEqual([]);
  expect(
    messagesIn(documents(open, asking("for i in 0 1 2; do nc -z web-$i.web 80 || exit 1; done")), bootstrapDeadlock),
  ).toEqual([]);
});

it("lets a member tell of the cluster as it sees it alone", () => {
  const asking = (path: string): string =>
    exampleSet({
      container: `env:\n  - name: PEERS\n    value: db-0.db,db-1.db\nreadinessProbe:\n  httpGet:\n    path: ${path}\n    port: 9200`,
    });
  const found = (path: string): number =>
    messagesIn(documents(exampleService(), asking(path)), bootstrapDeadlock).length;
  expect(found("/_cluster/health")).toBe(1);
  expect(found("/_cluster/health?local=true")).toBe(0);
  expect(found("/_cluster/health?wait_for_status=yellow&local=true")).toBe(1);
  expect(found("/_cluster/health?local=true&wait_for_nodes=3")).toBe(1);
});
