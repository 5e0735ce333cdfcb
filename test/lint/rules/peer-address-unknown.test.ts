import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { peerAddressUnknown } from "../../../src/lint/rules/peer-address-unknown.ts";
import { messagesIn } from "../messages.ts";
import { findingsIn } from "../rule-test.ts";

it("resolves names as a pod of the namespace does", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            'args:\n  - "db-0.db"\n  - "db-0.db.default"\n  - "db-0.db.default.svc"\n  - "http://db-0.db.default.svc.cluster.local:5432/x"\n  - "db.default.svc"\n  - "$(POD_NAME).db"\n  - "/var/db-0.db/log"\n  - "db-0.log"\n  - "v1.2.3"\n  - "other-0.other.far.svc"\n  - "db-$i.nowhere"',
        }),
      ),
      peerAddressUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "dnsConfig:\n  searches:\n    - client.default.svc.cluster.local",
          container: "args:\n  - db-1:5432",
        }),
      ),
      peerAddressUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ head: "serviceName: db", container: "args:\n  - http://db-0:80" })),
      peerAddressUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db-0.dbs:5432"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.dbs answers NXDOMAIN from namespace default: there is no Service dbs, the pods are under db",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "database-0.db"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: database-0.db answers NXDOMAIN from namespace default: no pod of Service db has this name, they are called db-0 and so on",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db-0.db.svc.cluster.local"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.db.svc.cluster.local answers NXDOMAIN from namespace default: the namespace is left out between the Service and svc",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db.prod.svc.cluster.local"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db.prod.svc.cluster.local answers NXDOMAIN from namespace default: Service db is in namespace default",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "http://db-1:80"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-1 answers NXDOMAIN from namespace default: a pod's name alone is not in DNS, only db-1.db is",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "$(POD_NAME).dbs:5432"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.dbs answers NXDOMAIN from namespace default: there is no Service dbs, the pods are under db",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "client",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleSet(),
        exampleDeployment({ container: "args:\n  - --db=db-0.client" }),
      ),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.client answers NXDOMAIN from namespace default: its pods have names under Service db only",
  ]);
});

const FIELDS =
  "env:\n  - name: ME\n    valueFrom:\n      fieldRef:\n        fieldPath: metadata.name\n" +
  "  - name: NS\n    valueFrom:\n      fieldRef:\n        fieldPath: metadata.namespace\n  - name: SVC\n    value: ";

it.each(["$(ME).$(SVC).$(NS).svc.cluster.local", "${HOSTNAME}.$SVC", "$$(ME).nowhere-0.svc", "$(UNKNOWN)-0.dbs:1"])(
  "fills in what variables stand for in %s",
  (address) => {
    const set = exampleSet({ container: `${FIELDS}db\nargs:\n  - ${address}` });
    expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([]);
  },
);

it("finds names that variables make up", () => {
  const set = exampleSet({
    spec: "ordinals:\n  start: 5",
    container: `${FIELDS}peers\nargs:\n  - $(ME).$(SVC).$(NS).svc`,
  });
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([
    "spec.template.spec.containers[0].args[0]: db-5.peers.default.svc answers NXDOMAIN from namespace default: there is no Service peers, the pods are under db",
  ]);
});

it.each([
  ["db-0.default", "the Service is left out between pod and namespace"],
  ["db-0.svc", "the Service is left out between pod and svc"],
  ["db.db.default.svc", "db is the set, its pods are called db-0 and so on"],
  ["db-0.default.svc.cluster.local", "the Service is left out between pod and namespace"],
  ["db-01.db:5432", "no pod of Service db has this name, they are called db-0 and so on"],
])("says what %s lacks", (name, because) => {
  const set = exampleSet({ container: `args:\n  - ${name}` });
  const host = name.replace(/:\d+$/, "");
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([
    `spec.template.spec.containers[0].args[0]: ${host} answers NXDOMAIN from namespace default: ${because}`,
  ]);
});

it.each([
  ["http://db-0.db:80", "db-0.db", "Service and pod are in namespace data"],
  ["http://db:80", "db", "Service db is in namespace data"],
])("looks up %s from the namespace of the pod that asks", (url, host, because) => {
  const app = exampleDeployment({ container: `args:\n  - ${url}` });
  const far = documents(exampleService({ namespace: "data" }), exampleSet({ namespace: "data" }), app);
  expect(messagesIn(far, peerAddressUnknown)).toEqual([
    `spec.template.spec.containers[0].args[0]: ${host} answers NXDOMAIN from namespace default: ${because}`,
  ]);
});

it("leaves a pod alone that has hosts of its own", () => {
  const pod = "hostAliases:\n  - ip: 10.0.0.1\n    hostnames:\n      - db-0.dbs";
  const set = exampleSet({ pod, container: "args:\n  - db-0.dbs:5432" });
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([]);
});

it("reads in configuration nothing but addresses of known pods", () => {
  const body =
    "data:\n  a.conf: |\n    # db-0.log, web-0.cache:80, version-1.dbs:80\n    hosts=db-0.db,db-1.db\n    x=http://nowhere:80";
  const config = exampleObject("v1", "ConfigMap", { body });
  expect(messagesIn(documents(exampleService(), exampleSet(), config), peerAddressUnknown)).toEqual([]);
});

it("takes two words for a set and its Service where they can be nothing else", () => {
  const nginx = exampleService({ name: "nginx" });
  const set = exampleSet({ name: "web", head: "serviceName: nginx\nreplicas: 3", container: "args:\n  - web.nginx" });
  expect(messagesIn(documents(nginx, set), peerAddressUnknown)).toEqual([
    "spec.template.spec.containers[0].args[0]: web.nginx answers NXDOMAIN from namespace default: web is the set, its pods are called web-0 and so on",
  ]);
  const other = exampleService({ name: "web", namespace: "nginx" });
  expect(messagesIn(documents(nginx, set, other), peerAddressUnknown)).toEqual([]);
  const same = exampleSet({ container: "args:\n  - db.db" });
  expect(messagesIn(documents(exampleService(), same), peerAddressUnknown)).toEqual([]);
});

it("knows names of the cluster without svc", () => {
  const args = [
    "db-0.db.default.cluster.local",
    "db-0.db.cluster.local",
    "tcp://db.default.cluster.local:5432",
    "db-0.db.default.example.com",
    "db-0.far.away.cluster.local",
    "api.cluster.local",
  ];
  const set = exampleSet({ container: `args:\n${args.map((arg) => `  - ${arg}`).join("\n")}` });
  const because = "answers NXDOMAIN from namespace default: svc is left out before cluster.local";
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([
    `spec.template.spec.containers[0].args[0]: db-0.db.default.cluster.local ${because}`,
    `spec.template.spec.containers[0].args[1]: db-0.db.cluster.local ${because}`,
    `spec.template.spec.containers[0].args[2]: db.default.cluster.local ${because}`,
  ]);
});

it.each([
  ["db-0.db.default.svc.cluster.locl", "the domain of a cluster is cluster.local"],
  ["db.default.svc.clusterlocal", "the domain of a cluster is cluster.local"],
  ["db-0.db.default.srv.cluster.local", "srv stands in the place of svc before cluster.local"],
  ["db.default.pod.cluster.local", "pod stands in the place of svc before cluster.local"],
  ["db-0.default.pod.cluster.local", "below pod there are names of addresses only, such as 10-244-1-5"],
  ["db.db-0.default.svc", "the pod stands before its Service, not behind it"],
  ["db0.db", "no pod of Service db has this name, they are called db-0 and so on"],
])("says why nothing answers to %s", (name, because) => {
  const set = exampleSet({ container: `args:\n  - --join=${name}:5432` });
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([
    `spec.template.spec.containers[0].args[0]: ${name} answers NXDOMAIN from namespace default: ${because}`,
  ]);
});

it("leaves names of other domains alone", () => {
  const args = ["db-0.db.default.svc.cluster1.local", "db.default.svc.my-cluster.local", "db.default.svc.example.com"];
  const set = exampleSet({ container: `args:\n${args.map((arg) => `  - ${arg}:5432`).join("\n")}` });
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([]);
});

it("takes words for hosts where the name of the variable or flag says so", () => {
  const own = "env:\n  - name: SEED_HOSTS\n    value: db-0, db-1\n  - name: NODE_NAMES\n    value: db-0,db-1";
  const set = exampleSet({ container: `${own}\nargs:\n  - --join=db-2\n  - --name=db-2\n  - db-2` });
  const because = "answers NXDOMAIN from namespace default: a pod's name alone is not in DNS, only";
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([
    `spec.template.spec.containers[0].env[0].value: db-0 (and 1 more) ${because} db-0.db is`,
    `spec.template.spec.containers[0].args[0]: db-2 ${because} db-2.db is`,
  ]);
  const app = exampleDeployment({ container: "env:\n  - name: DB_HOST\n    value: db" });
  expect(messagesIn(documents(exampleService({ namespace: "data" }), app), peerAddressUnknown)).toEqual([
    "spec.template.spec.containers[0].env[0].value: db answers NXDOMAIN from namespace default: Service db is in namespace data",
  ]);
});

it("looks into hooks, Secrets and full names of Services in configuration", () => {
  const hook = "lifecycle:\n  preStop:\n    exec:\n      command:\n        - leave\n        - db-0.dbs:5432";
  expect(messagesIn(documents(exampleService(), exampleSet({ container: hook })), peerAddressUnknown)).toEqual([
    "spec.template.spec.containers[0].lifecycle.preStop.exec.command[1]: db-0.dbs answers NXDOMAIN from namespace default: there is no Service dbs, the pods are under db",
  ]);
  const secret = exampleObject("v1", "Secret", { body: "stringData:\n  url: tcp://u:p@db-0.dbs:5432/x" });
  expect(messagesIn(documents(exampleService(), exampleSet(), secret), peerAddressUnknown)).toEqual([
    "stringData[url]: db-0.dbs answers NXDOMAIN from namespace default: there is no Service dbs, the pods are under db",
  ]);
  const config = exampleObject("v1", "ConfigMap", { body: "data:\n  a: dbs.default.svc,web-0.db" });
  expect(messagesIn(documents(exampleService(), exampleSet(), config), peerAddressUnknown)).toEqual([
    "data[a]: dbs.default.svc answers NXDOMAIN from namespace default: there is no Service dbs, but a Service db",
    "data[a]: web-0.db answers NXDOMAIN from namespace default: no pod of Service db has this name, they are called db-0 and so on",
  ]);
});

it("knows who asks for the host of a probe", () => {
  const set = (host: string): string =>
    exampleSet({ container: `readinessProbe:\n  httpGet:\n    host: ${host}\n    port: 5432` });
  expect(messagesIn(documents(exampleService(), set("example.com")), peerAddressUnknown)).toEqual([]);
  for (const host of ["db-0.db", "db", "db.default.svc.cluster.local"]) {
    expect(messagesIn(documents(exampleService(), set(host)), peerAddressUnknown)).toEqual([
      `spec.template.spec.containers[0].readinessProbe.httpGet.host: ${host} answers NXDOMAIN: the kubelet asks for it with the DNS of its node`,
    ]);
  }
});

it("takes what follows an at sign for a host in addresses only", () => {
  const args = ["--destination=worker@db-1", "amqp://worker@db-1/x", "1@db-2:5432"];
  const set = exampleSet({ container: `args:\n${args.map((arg) => `  - ${arg}`).join("\n")}` });
  const because = "answers NXDOMAIN from namespace default: a pod's name alone is not in DNS, only";
  expect(messagesIn(documents(exampleService(), set), peerAddressUnknown)).toEqual([
    `spec.template.spec.containers[0].args[1]: db-1 ${because} db-1.db is`,
    `spec.template.spec.containers[0].args[2]: db-2 ${because} db-2.db is`,
  ]);
});

it("reads the bytes of Secrets", () => {
  const url = Buffer.from("postgres://app@db-0.client:5432/app").toString("base64");
  const secret = exampleObject("v1", "Secret", { name: "login", body: `data:\n  url: ${url}` });
  const client = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - port: 5432" });
  expect(messagesIn(documents(exampleService(), client, exampleSet(), secret), peerAddressUnknown)).toEqual([
    "data[url]: db-0.client answers NXDOMAIN from namespace default: its pods have names under Service db only",
  ]);
});

it("takes what stands in a variable for hosts for one, whatever its Service", () => {
  const set = (name: string): string => exampleSet({ container: `env:\n  - name: ${name}\n    value: db-0.peers` });
  expect(messagesIn(documents(exampleService(), set("DB_HOST")), peerAddressUnknown)).toEqual([
    "spec.template.spec.containers[0].env[0].value: db-0.peers answers NXDOMAIN from namespace default: there is no Service peers, the pods are under db",
  ]);
  expect(messagesIn(documents(exampleService(), set("DB_FILE")), peerAddressUnknown)).toEqual([]);
});

it("sees that a namespace is left out, and that a domain stands twice", () => {
  const found = (address: string): readonly string[] =>
    messagesIn(
      documents(exampleService(), exampleSet({ container: `args:\n  - --join=${address}` })),
      peerAddressUnknown,
    );
  const place = "spec.template.spec.containers[0].args[0]";
  expect(found("db.svc.cluster.local")).toEqual([
    `${place}: db.svc.cluster.local answers NXDOMAIN from namespace default: the namespace is left out between the Service and svc`,
  ]);
  expect(found("db.default.svc.cluster.local.cluster.local")).toEqual([
    `${place}: db.default.svc.cluster.local.cluster.local answers NXDOMAIN from namespace default: the domain of a cluster is cluster.local`,
  ]);
  expect(found("db.default.svc.cluster.local")).toEqual([]);
});

it("reads what a shell makes of its own name and of loops over numbers", () => {
  const client = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - port: 5432" });
  const found = (script: string): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        client,
        exampleSet({ container: `command:\n  - sh\n  - -c\n  - ${JSON.stringify(script)}` }),
      ),
      peerAddressUnknown,
    );
  const flaw = (pod: string): string =>
    `spec.template.spec.containers[0].command[2]: ${pod} answers NXDOMAIN from namespace default: its pods have names under Service db only`;
  expect(found("exec db --advertise $(hostname -s).client:5432")).toEqual([flaw("db-0.client")]);
  expect(found("exec db --advertise `hostname`.client:5432")).toEqual([flaw("db-0.client")]);
  expect(found('for i in 0 1; do PEERS="$PEERS,db-$i.client:5432"; done')).toEqual([flaw("db-0.client (and 1 more)")]);
  expect(found("for i in {0..1}; do ping db-${i}.client:5432; done")).toEqual([flaw("db-0.client (and 1 more)")]);
  expect(found("for i in $(seq 0 2); do ping db-$i.db; done")).toEqual([]);
  expect(found("for i in $(seq 1 60); do ping db-$j.client && break; done")).toEqual([]);
});

it("reads variables that come from a ConfigMap", () => {
  const config = exampleObject("v1", "ConfigMap", { name: "names", body: "data:\n  suffix: client" });
  const client = exampleService({ name: "client", spec: "selector:\n  app: db\nports:\n  - port: 5432" });
  const set = exampleSet({
    container:
      "env:\n  - name: SUFFIX\n    valueFrom:\n      configMapKeyRef:\n        name: names\n        key: suffix\n  - name: HOST\n    value: db-0.$(SUFFIX):5432",
  });
  expect(messagesIn(documents(config, exampleService(), client, set), peerAddressUnknown)).toEqual([
    "spec.template.spec.containers[0].env[1].value: db-0.client answers NXDOMAIN from namespace default: its pods have names under Service db only",
  ]);
});

it("leaves a Service that is missing to the rule about it, but for a pod alone, which that is lenient with", () => {
  const found = (replicas: number): readonly (string | undefined)[] =>
    findingsIn(
      exampleSet({ head: `serviceName: db\nreplicas: ${replicas}`, container: "args: [--join=db-0.db:5432]" }),
      [peerAddressUnknown],
    ).map(({ fix }) => fix);
  expect(found(3)).toEqual([]);
  expect(found(1)).toEqual(["add the headless Service db"]);
});

it("tells of a name where a variable has it, not where the variable is used", () => {
  const found = (host: string): readonly string[] => {
    const container = `env:\n  - name: DB_HOST\n    value: ${host}\nargs:\n  - --url=http://$(DB_HOST):80\n  - --join=db-9.dbs:80`;
    return messagesIn(documents(exampleService(), exampleSet({ container })), peerAddressUnknown).map((text) =>
      text.replace(/ answers.*$/, ""),
    );
  };
  const field = "spec.template.spec.containers[0]";
  expect(found("db-0.dbs")).toEqual([`${field}.env[0].value: db-0.dbs`, `${field}.args[1]: db-9.dbs`]);
  expect(found("db-0.db")).toEqual([`${field}.args[1]: db-9.dbs`]);
});
