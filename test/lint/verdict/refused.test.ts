import { describe, expect, it } from "vitest";
import { printPath } from "../../../src/base/field-path.ts";
import { applyEdits } from "../../../src/lint/fix/apply-edits.ts";
import {
  documents,
  EXAMPLE_MOUNT,
  exampleObject,
  exampleService,
  exampleSet,
  exampleTemplates,
} from "../../../src/lint/example.ts";
import type { Finding } from "../../../src/lint/finding.ts";
import { budgetMissing } from "../../../src/lint/rules/budget-missing.ts";
import { claimTemplateUnused } from "../../../src/lint/rules/claim-template-unused.ts";
import { envReferenceUnresolved } from "../../../src/lint/rules/env-reference-unresolved.ts";
import { governingServiceMissing } from "../../../src/lint/rules/governing-service-missing.ts";
import { governingServiceNotHeadless } from "../../../src/lint/rules/governing-service-not-headless.ts";
import { governingServiceSelectsOtherPods } from "../../../src/lint/rules/governing-service-selects-other-pods.ts";
import { gracePeriodZero } from "../../../src/lint/rules/grace-period-zero.ts";
import { governingServiceWithoutSelector } from "../../../src/lint/rules/governing-service-without-selector.ts";
import { headlessPortRemapped } from "../../../src/lint/rules/headless-port-remapped.ts";
import { livenessBeforeStart } from "../../../src/lint/rules/liveness-before-start.ts";
import { noPersistentVolume } from "../../../src/lint/rules/no-persistent-volume.ts";
import { partitionBlocksRollout } from "../../../src/lint/rules/partition-blocks-rollout.ts";
import { peerOrdinalOutOfRange } from "../../../src/lint/rules/peer-ordinal-out-of-range.ts";
import { readinessProbeMissing } from "../../../src/lint/rules/readiness-probe-missing.ts";
import { serviceSelectsNothing } from "../../../src/lint/rules/service-selects-nothing.ts";
import { storageRequestTiny } from "../../../src/lint/rules/storage-request-tiny.ts";
import { targetPortUnknown } from "../../../src/lint/rules/target-port-unknown.ts";
import type { Rule } from "../../../src/lint/rule.ts";
import { changesSince } from "../../../src/lint/verdict/update-flaws.ts";
import { brief, lintTexts } from "../samples.ts";

const OPTIONS = {
  rules: [
    claimTemplateUnused,
    governingServiceMissing,
    governingServiceNotHeadless,
    governingServiceSelectsOtherPods,
    gracePeriodZero,
    livenessBeforeStart,
    partitionBlocksRollout,
    peerOrdinalOutOfRange,
    readinessProbeMissing,
    serviceSelectsNothing,
  ],
};

const POD = "terminationGracePeriodSeconds: 0";
const GRACE = "grace-period-zero spec.template.spec.terminationGracePeriodSeconds";
const CONTAINER = "spec.template.spec.containers[0]";
const PROBE = "readinessProbe:\n  tcpSocket: {port: 5432}";
const SET = exampleSet({ pod: POD, container: PROBE });

function shown({ rule, path }: Finding): string {
  return `${rule} ${printPath(path)}`;
}

function found(...texts: readonly string[]): readonly string[] {
  return lintTexts({ "a.yaml": documents(...texts) }, OPTIONS).findings.map(shown);
}

/** What is found beside a Service in a set in whose text something is replaced. */
function inSet(...changes: readonly (readonly [string, string])[]): readonly string[] {
  const set = changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SET);
  return found(exampleService(), set);
}

describe("of an object that the API server refuses", () => {
  it("rules tell what they tell of any other", () => {
    expect(inSet()).toEqual([GRACE]);
    expect(inSet(["  serviceName", "  foo: 1\n  serviceName"])).toEqual(["strict-decoding spec.foo", GRACE]);
    expect(inSet(["image: postgres:18", "imagePullPolicy: always"])).toEqual([
      GRACE,
      `invalid ${CONTAINER}.image`,
      `invalid ${CONTAINER}.imagePullPolicy`,
    ]);
    expect(inSet(["name: db\nspec", "generateName: db-\nspec"])).toEqual([
      "unusable-name metadata.generateName",
      GRACE,
    ]);
  });

  it("what the API server says of a field is said once, and first of all", () => {
    expect(inSet(["serviceName: db", "serviceName: My_DB"])).toEqual(["invalid spec.serviceName", GRACE]);
    const probe =
      "livenessProbe:\n            tcpSocket: {port: 5432}\n            periodSeconds: -1\n          readinessProbe";
    expect(inSet(["readinessProbe", probe])).toEqual([GRACE, `invalid ${CONTAINER}.livenessProbe.periodSeconds`]);
  });

  it("nothing is told that rests on a field of another object which is refused", () => {
    const labels = "labels:\n        app: db";
    expect(inSet([labels, "labels:\n        app: web"])).toEqual(["invalid spec.template.metadata.labels", GRACE]);
    expect(inSet([labels, "labels: {}"])).toEqual(["invalid spec.template.metadata.labels", GRACE]);
    expect(inSet(["  selector:\n    matchLabels:\n      app: db\n", ""])).toEqual([
      "invalid spec.selector",
      "invalid spec.template.metadata.labels",
      GRACE,
    ]);
  });

  it("a misspelled field is read as what is meant, and a value of another type, too", () => {
    const service = exampleService().replace("clusterIP", "clusterIp");
    expect(found(service, SET)).toEqual(["strict-decoding spec.clusterIp", GRACE]);
    expect(inSet(["labels:", "lables:"])).toEqual(["strict-decoding spec.template.metadata.lables", GRACE]);
    const peer = "env: [{name: PEER, value: db-3.db}]\n          readinessProbe";
    expect(inSet(["replicas: 3", 'replicas: "3"'], ["readinessProbe", peer])).toEqual([
      "wrong-type spec.replicas",
      GRACE,
      `peer-ordinal-out-of-range ${CONTAINER}.env[0].value`,
    ]);
    const annotated = SET.replace("name: db\n", "name: db\n  annotations: {scrape: true}\n");
    expect(found(exampleService(), annotated)).toEqual(["yaml-syntax metadata.annotations[scrape]", GRACE]);
  });

  it("what is found below a misspelled field stands where that is written", () => {
    const text = documents(
      exampleService(),
      SET.replace("template:", "templates:").replace("Seconds: 0", "seconds: 0"),
    );
    const { findings } = lintTexts({ "a.yaml": text }, OPTIONS);
    expect(findings.map(brief)).toEqual([
      "a.yaml:23:3 error strict-decoding",
      "a.yaml:28:38 warning grace-period-zero",
    ]);
  });

  it("a value that means nothing is left out, with what it hides", () => {
    expect(inSet(["image: postgres:18", "image: postgres:18\n          command: sh -c x"])).toEqual([
      GRACE,
      `wrong-type ${CONTAINER}.command`,
    ]);
    expect(inSet(["image: postgres:18", "image: postgres:18\n          resources: {limits: {memory: 1GB}}"])).toEqual([
      GRACE,
      `wrong-type ${CONTAINER}.resources.limits[memory]`,
    ]);
  });

  it("nothing is missed that may stand in an unknown field", () => {
    const probe = `          ${PROBE.replace("\n", "\n          ")}`;
    expect(inSet([`${probe}\n`, ""])).toEqual([GRACE, `readiness-probe-missing ${CONTAINER}.readinessProbe`]);
    expect(inSet([`${probe}\n`, "          ready: {tcpSocket: {port: 5432}}\n"])).toEqual([
      GRACE,
      `strict-decoding ${CONTAINER}.ready`,
    ]);
    const above = "      readinessProbe: {tcpSocket: {port: 5432}}\n      containers";
    expect(inSet([`${probe}\n`, ""], ["      containers", above])).toEqual([
      GRACE,
      "strict-decoding spec.template.spec.readinessProbe",
    ]);
  });

  it.each(["replicas: ${REPLICAS}", "replicas: -1"])(
    "nothing is told that rests on the number of its pods: %s",
    (replicas) => {
      const strategy = "updateStrategy: {rollingUpdate: {partition: 2}}";
      const [first, ...others] = inSet(["replicas: 3", `${replicas}\n  ${strategy}`]);
      expect([first?.replace(/.* /, ""), others]).toEqual(["spec.replicas", []]);
    },
  );

  it.each<[string, Rule, string, string, string]>([
    ["a port", targetPortUnknown, "ports: [{name: sql, containerPort: 5432}]", "ports:", "doors:"],
    ["a port's name", targetPortUnknown, "ports: [{name: sql, containerPort: 5432}]", "name: sql", "nam3: sql"],
    ["a port's number", targetPortUnknown, "ports: [{name: sql, containerPort: 5432}]", "sql,", "'No!',"],
    ["a variable", envReferenceUnresolved, "args: [$(A)]\nenv: [{name: A, value: b}]", "name: A", "nam3: A"],
  ])("nothing is told that rests on %s that is refused", (_, rule, container, from, to) => {
    const service = exampleService().replace("port: 5432", "port: 5432\n      targetPort: sql");
    const set = exampleSet({ container });
    const foundIn = (text: string) => lintTexts({ "a.yaml": documents(service, text) }, { rules: [rule] }).findings;
    expect(foundIn(set)).toEqual([]);
    expect(foundIn(set.replace(from, to)).map((one) => one.severity)).toEqual(["error"]);
  });

  it("nothing is told of what lies in a field that is missing whole", () => {
    const rules = [governingServiceNotHeadless, governingServiceWithoutSelector];
    const [head = ""] = exampleService().split("spec:");
    const { findings } = lintTexts({ "a.yaml": documents(head, SET) }, { rules });
    expect(findings.map(shown)).toEqual(["invalid spec.ports"]);
  });

  it("nothing is missed that an empty field is there for", () => {
    const text = exampleService().replace("selector:\n    app: db", "selector:\n  app: db");
    const { findings } = lintTexts({ "a.yaml": documents(text, SET) }, { rules: [governingServiceWithoutSelector] });
    expect(findings.map(shown)).toEqual(["strict-decoding spec.app"]);
  });

  it("a mount of no volume may be meant for the claim that nobody mounts, or for one that is left out", () => {
    const rules = [claimTemplateUnused, noPersistentVolume];
    const foundIn = (set: string) => lintTexts({ "a.yaml": set }, { rules }).findings.map(shown);
    const refused = [`invalid ${CONTAINER}.volumeMounts[0].name`];
    expect(foundIn(exampleSet({ container: EXAMPLE_MOUNT }))).toEqual(refused);
    const templates = exampleTemplates();
    expect(foundIn(exampleSet({ spec: templates, container: EXAMPLE_MOUNT.replace("data", "date") }))).toEqual(refused);
    expect(foundIn(exampleSet({ spec: templates }))).toEqual(["claim-template-unused spec.volumeClaimTemplates[0]"]);
  });

  it("names of whatever kind harm nothing", () => {
    const advertising = SET.replace("readinessProbe", 'args: ["--advertise=db-0.db"]\n          readinessProbe');
    for (const name of ['"("', '"*"', '"["', '"a\\\\"', '"$&"']) {
      const set = advertising.replace("name: db", () => `name: ${name}`);
      const { findings } = lintTexts({ "a.yaml": documents(exampleService(), set) });
      expect(findings.map(shown)).toContain("invalid metadata.name");
    }
  });

  it("ports and sizes of nothing are no matter of rules", () => {
    const rules = [headlessPortRemapped, storageRequestTiny];
    const service = exampleService().replace("port: 5432", "port: 5432\n      targetPort: -1");
    const set = exampleSet({ spec: exampleTemplates({ size: "" }), container: EXAMPLE_MOUNT });
    const { findings } = lintTexts({ "a.yaml": documents(service, set) }, { rules });
    expect(findings.map(shown)).toEqual([
      "invalid spec.ports[0].targetPort",
      "invalid spec.volumeClaimTemplates[0].spec.resources[storage]",
    ]);
  });
});

describe("for other objects, one that is refused", () => {
  it("is there", () => {
    const service = exampleService().replace("  ports", "  sessionAffinity: Never\n  ports");
    expect(found(service, SET)).toEqual(["invalid spec.sessionAffinity", GRACE]);
    const elsewhere = SET.replace("serviceName: db", "serviceName: web");
    expect(found(service, elsewhere)).toContain("governing-service-missing spec.serviceName");
  });

  it("may be what they look for in vain", () => {
    const misnamed = exampleService().replace("name: db", "name: my_db");
    expect(found(misnamed, SET)).toEqual(["invalid metadata.name", GRACE]);
    const unread = exampleService({ name: "web" }).replace("ports:", "doors:");
    expect(found(unread, SET)).toEqual(["strict-decoding spec.doors", GRACE]);
    const set = SET.replace("image: postgres:18", "image:");
    const service = exampleService({ name: "web", spec: "selector: {app: web}\nports: [{port: 80}]" });
    expect(found(exampleService(), set, service)).toContain("service-selects-nothing spec.selector");
  });

  it("may be meant for the same namespace, if its own is refused", () => {
    const inNamespace = (namespace: string) => SET.replace("name: db\n", `name: db\n  namespace: ${namespace}\n`);
    const service = exampleService({ namespace: "shop" });
    expect(found(service, inNamespace("Shop"))).toEqual(["invalid metadata.namespace", GRACE]);
    expect(found(exampleService({ namespace: "Shop" }), inNamespace("shop"))).toEqual([
      "invalid metadata.namespace",
      GRACE,
    ]);
    const nowhere = service.replace("metadata:\n  name: db\n  namespace: shop\n", "");
    expect(found(nowhere, inNamespace("shop"))).toEqual(["unusable-name metadata.name", GRACE]);
    expect(found(inNamespace("Shop"))).toEqual([
      "invalid metadata.namespace",
      "governing-service-missing spec.serviceName",
      GRACE,
    ]);
  });

  it("may be meant for a kind that the server has in another version", () => {
    const budget = (version: string) =>
      exampleObject(`policy/${version}`, "PodDisruptionBudget", {
        body: "spec:\n  maxUnavailable: 1\n  selector:\n    matchLabels:\n      app: web",
      });
    const foundBeside = (text: string, ignoreMissingSchemas = false) =>
      lintTexts({ "a.yaml": documents(SET, text) }, { rules: [budgetMissing], ignoreMissingSchemas }).findings.map(
        shown,
      );
    expect(foundBeside(budget("v1"))).toEqual(["budget-missing metadata.name"]);
    expect(foundBeside(budget("v1beta1"))).toEqual(["unknown-kind apiVersion"]);
    expect(foundBeside(budget("v1beta1"), true)).toEqual([]);
  });

  it("is defined once with others of its name, but not where it has none", () => {
    const job = exampleObject("batch/v1", "Job", {
      body: "spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a:1}]}}}",
    });
    const unnamed = job.replace("name: db", "generateName: db-");
    expect(found(unnamed, unnamed.replace("a:1", "a:2"))).toEqual(
      Array.from({ length: 2 }, () => "unusable-name metadata.generateName"),
    );
    const refused = job.replace("Never", "Now");
    expect(found(refused, job)).toContain("object-defined-twice metadata.name");
  });
});

describe("findings in refused objects", () => {
  const refused = SET.replace("  serviceName", "  foo: 1\n  serviceName");

  it("are silenced like others, and what silences what cannot be looked for is not unused", () => {
    const silenced = refused.replace(POD, `${POD} # stsctl-ignore grace-period-zero: it keeps nothing`);
    expect(found(exampleService(), silenced)).toEqual(["strict-decoding spec.foo"]);
    const hidden = silenced.replace("replicas: 3", "replicas: many");
    expect(found(exampleService(), hidden)).toEqual(["strict-decoding spec.foo", "wrong-type spec.replicas"]);
    const annotated = refused.replace(
      "name: db\n",
      'name: db\n  annotations: {stsctl.dev/ignore: "grace-period-zero"}\n',
    );
    expect(found(exampleService(), annotated)).toEqual(["strict-decoding spec.foo"]);
  });

  it("are fixed beside what the API server refuses", () => {
    const text = documents(exampleService().replace("  clusterIP: None\n", ""), SET.replace("template:", "templates:"));
    const edits = lintTexts({ "a.yaml": text }, OPTIONS).findings.flatMap((one) =>
      one.edits === undefined ? [] : [one.edits],
    );
    const fixed = applyEdits(text, edits).text;
    expect(lintTexts({ "a.yaml": fixed }, OPTIONS).findings.map(shown)).toEqual(
      lintTexts(
        { "a.yaml": documents(exampleService().replace("  clusterIP: None\n", ""), SET) },
        OPTIONS,
      ).findings.map(shown),
    );
  });

  it("say nothing of a change, which is refused as a whole", () => {
    const base = [{ file: "a.yaml", bytes: new TextEncoder().encode(SET) }];
    const change = refused.replace("serviceName: db", "serviceName: web");
    const { findings } = lintTexts({ "a.yaml": change }, { ...OPTIONS, rules: [], changes: changesSince(base, {}) });
    expect(findings.map(shown)).toEqual(["strict-decoding spec.foo"]);
  });
});
