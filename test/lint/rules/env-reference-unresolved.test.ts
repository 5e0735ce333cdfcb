import { expect, it } from "vitest";
import { documents, exampleObject, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { envReferenceUnresolved } from "../../../src/lint/rules/env-reference-unresolved.ts";
import { messagesIn } from "../messages.ts";

it("leaves shells and services alone", () => {
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "command:\n  - sh\n  - -c\n  - echo $(date)" })),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "env:\n  - name: A\n    value: $(KUBERNETES_SERVICE_HOST)" }),
      ),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "args:\n  - --mode=$(hostname)" })),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "envFrom:\n  - configMapRef:\n      name: x\nargs:\n  - $(MODE)" }),
      ),
      envReferenceUnresolved,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "args:\n  - --name=$(POD_NAME)" })),
      envReferenceUnresolved,
    ),
  ).toEqual(["spec.template.spec.containers[0].args[0]: $(POD_NAME) stays as it is: POD_NAME is not defined"]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: "env:\n  - name: A\n    value: a$(A)" })),
      envReferenceUnresolved,
    ),
  ).toEqual(["spec.template.spec.containers[0].env[0].value: $(A) stays as it is: A is this variable itself"]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({ container: "volumeMounts: []\nenv:\n  - name: B\n    value: $(NOWHERE)" }),
      ),
      envReferenceUnresolved,
    ),
  ).toEqual(["spec.template.spec.containers[0].env[0].value: $(NOWHERE) stays as it is: NOWHERE is not defined"]);
});

it("knows which links to Services there are", () => {
  const link = (name: string, pod = ""): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "db-sql", spec: "selector:\n  app: db\nports:\n  - port: 5432" }),
        exampleSet({ pod, container: `args:\n  - --host=$(${name})\nenv:\n  - name: URL\n    value: $(${name})` }),
      ),
      envReferenceUnresolved,
    );
  const stays =
    "spec.template.spec.containers[0].args[0]: $(DB_SERVICE_HOST) stays as it is: DB_SERVICE_HOST is not set";
  expect(link("DB_SERVICE_HOST")[0]).toBe(`${stays}, since Service db is headless`);
  expect(link("DB_SERVICE_HOST")).toHaveLength(2);
  expect(link("DB_SERVICE_HOST", "enableServiceLinks: false")[0]).toBe(`${stays}, since enableServiceLinks is false`);
  expect(link("KUBERNETES_SERVICE_HOST", "enableServiceLinks: false")).toEqual([]);
  expect(link("DB_SQL_SERVICE_PORT")).toEqual([]);
  expect(link("FAR_PORT_80_TCP_ADDR")).toEqual([]);
});

it("knows lines that no shell reads", () => {
  const env = "env:\n  - name: POD_NAME\n    value: x\n";
  const found = (command: string, arg: string): readonly string[] =>
    messagesIn(exampleSet({ container: `${env}command: [${command}]\nargs:\n  - ${arg}` }), envReferenceUnresolved);
  const at = "spec.template.spec.containers[0].args[0]:";
  expect(found("dbd", "--name=$POD_NAME")).toEqual([`${at} $POD_NAME stays as it is: no shell reads it`]);
  expect(found("dbd", "--name=$(hostname)")).toEqual([`${at} $(hostname) stays as it is: hostname is not defined`]);
  expect(found("dbd", "--name=$(pod_name)")).toEqual([
    `${at} $(pod_name) stays as it is: pod_name is not defined, but POD_NAME`,
  ]);
  expect(found("dbd", "--name=$OTHER,$$POD_NAME")).toEqual([]);
  expect(found("/bin/start.sh", "--name=$POD_NAME")).toEqual([]);
  expect(found("bash, -ec", "dbd --name=$POD_NAME")).toEqual([]);
});

it("knows the variables of ConfigMaps that are among the manifests", () => {
  const config = exampleObject("v1", "ConfigMap", { name: "conf", body: "data:\n  HOST: db-0.db" });
  const from = (prefix: string): string =>
    exampleSet({
      container: `envFrom:\n  - configMapRef:\n      name: conf\n${prefix}env:\n  - name: URL\n    value: http://$(HOST)`,
    });
  expect(messagesIn(documents(config, exampleService(), from("")), envReferenceUnresolved)).toEqual([]);
  expect(messagesIn(documents(exampleService(), from("    prefix: DB_\n")), envReferenceUnresolved)).toEqual([]);
  expect(messagesIn(documents(config, exampleService(), from("    prefix: DB_\n")), envReferenceUnresolved)).toEqual([
    "spec.template.spec.containers[0].env[0].value: $(HOST) stays as it is: HOST is not defined",
  ]);
});

it("knows that a shell runs what the kubelet leaves", () => {
  const script = (text: string): string =>
    documents(exampleService(), exampleSet({ container: `command:\n  - sh\n  - -c\n  - exec db --name=${text}` }));
  expect(messagesIn(script("$(hostname)"), envReferenceUnresolved)).toEqual([]);
  expect(messagesIn(script("${HOSTNAME}"), envReferenceUnresolved)).toEqual([]);
  expect(messagesIn(script("$(HOSTNAME)"), envReferenceUnresolved)).toEqual([
    "spec.template.spec.containers[0].command[2]: the shell runs HOSTNAME as a command: $(HOSTNAME) is no variable of this container",
  ]);
});

it("knows that nobody fills in a shell's references where there is no shell", () => {
  const line = (command: string, text: string): string =>
    documents(
      exampleService(),
      exampleSet({ container: `env:\n  - name: HOST\n    value: db\ncommand:\n  - ${command}\nargs:\n  - ${text}` }),
    );
  expect(messagesIn(line("/bin/db", "--host=${HOST}"), envReferenceUnresolved)).toEqual([
    "spec.template.spec.containers[0].args[0]: ${HOST} stays as it is: no shell reads it",
  ]);
  expect(messagesIn(line("/usr/bin/java", "--db.host=${HOST}"), envReferenceUnresolved)).toEqual([]);
  expect(messagesIn(line("/bin/db", "--host=${OTHER}"), envReferenceUnresolved)).toEqual([]);
});

it("knows that no shell reads values", () => {
  const value = (text: string): string =>
    documents(exampleService(), exampleSet({ container: `env:\n  - name: NAME\n    value: ${JSON.stringify(text)}` }));
  expect(messagesIn(value("$(cat /etc/name)"), envReferenceUnresolved)).toEqual([
    "spec.template.spec.containers[0].env[0].value: $(cat /etc/name) stays as it is: no shell reads values of variables",
  ]);
  expect(messagesIn(value("$$(cat /etc/name)"), envReferenceUnresolved)).toEqual([]);
  expect(messagesIn(value("costs $ (in euros)"), envReferenceUnresolved)).toEqual([]);
});
