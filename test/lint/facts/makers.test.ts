import { describe, expect, it } from "vitest";
import { lintTexts } from "../samples.ts";

const CUSTOM = (apiVersion: string, kind: string, name: string, rest = ""): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n${rest}`;

const POD = (containers: string, more = ""): string =>
  `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {${more}containers: [{name: web, image: web:1, ${containers}}]}
`;

const WITH_SECRET = POD("envFrom: [{secretRef: {name: db-login}}]");
const WITH_CLAIM = POD("", "volumes: [{name: data, persistentVolumeClaim: {claimName: disk}}], ");
const INGRESS = CUSTOM(
  "networking.k8s.io/v1",
  "Ingress",
  "web",
  "spec: {defaultBackend: {service: {name: main-http, port: {number: 80}}}}",
);
const AUTOSCALER = CUSTOM(
  "autoscaling/v2",
  "HorizontalPodAutoscaler",
  "db",
  "spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}}",
);
const SERVICE = (selector: string): string =>
  CUSTOM("v1", "Service", "web", `spec: {selector: {${selector}}, ports: [{port: 80}]}`);
const BUDGET = CUSTOM(
  "policy/v1",
  "PodDisruptionBudget",
  "db",
  "spec: {maxUnavailable: 1, selector: {matchLabels: {cnpg.io/cluster: main}}}",
);

const LOUD: Readonly<Record<string, string>> = {
  "secret-missing": WITH_SECRET,
  "volume-claim-missing": WITH_CLAIM,
  "ingress-backend-missing": INGRESS,
  "autoscaler-target-missing": AUTOSCALER,
};

/** The rules, without infos, that find something in these objects. */
function rulesOver(...texts: readonly string[]): readonly string[] {
  const { findings } = lintTexts({ "a.yaml": texts.join("\n---\n") });
  return [...new Set(findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule))];
}

describe("what a custom object may make", () => {
  it.each(Object.entries(LOUD))("is missing without one: %s", (rule, text) => {
    expect(rulesOver(text)).toEqual([rule]);
  });

  it("has its name, or that name with something behind it", () => {
    expect(rulesOver(CUSTOM("bitnami.com/v1alpha1", "SealedSecret", "db-login"), WITH_SECRET)).toEqual([]);
    expect(rulesOver(CUSTOM("acid.zalan.do/v1", "postgresql", "db"), WITH_SECRET, AUTOSCALER)).toEqual([]);
    expect(rulesOver(CUSTOM("cdi.kubevirt.io/v1beta1", "DataVolume", "disk"), WITH_CLAIM)).toEqual([]);
    expect(rulesOver(CUSTOM("helm.toolkit.fluxcd.io/v2", "HelmRelease", "main"), INGRESS)).toEqual([]);
  });

  it("is named in it", () => {
    const external = CUSTOM("external-secrets.io/v1", "ExternalSecret", "x", "spec: {target: {name: db-login}}");
    expect(rulesOver(external, WITH_SECRET)).toEqual([]);
  });

  it("lies in its namespace, or in one that it names", () => {
    const spec = "spec: {destination: {namespace: shop}}";
    const application = CUSTOM("argoproj.io/v1alpha1", "Application", "db", spec).replace(
      "namespace: shop}\n",
      "namespace: argocd}\n",
    );
    expect(rulesOver(application, WITH_SECRET)).toEqual([]);
    expect(rulesOver(application.replace(spec, ""), WITH_SECRET)).toEqual(["secret-missing"]);
  });

  it("is not what it only watches or leads to", () => {
    expect(rulesOver(CUSTOM("monitoring.coreos.com/v1", "ServiceMonitor", "db"), WITH_SECRET)).toEqual([
      "secret-missing",
    ]);
    expect(rulesOver(CUSTOM("traefik.io/v1alpha1", "IngressRoute", "main"), INGRESS)).toEqual([
      "ingress-backend-missing",
    ]);
  });

  it("can be pods, with labels of its name or its group", () => {
    const other = POD("");
    const cluster = CUSTOM("postgresql.cnpg.io/v1", "Cluster", "main");
    expect(rulesOver(other, BUDGET)).toEqual(["budget-selects-nothing"]);
    expect(rulesOver(other, cluster, BUDGET)).toEqual([]);
    expect(rulesOver(other, cluster.replace("name: main", "name: other"), BUDGET)).toEqual([]);
    const set = CUSTOM(
      "apps/v1",
      "StatefulSet",
      "x",
      "spec: {serviceName: web, selector: {matchLabels: {app: x}}, template: {metadata: {labels: {app: x}}, spec: {containers: [{name: x, image: x:1}]}}}",
    );
    const headless = CUSTOM("v1", "Service", "web", "spec: {clusterIP: None, selector: {app: x}, ports: [{port: 80}]}");
    const client = SERVICE("app: cache").replace("name: web", "name: cache");
    expect(rulesOver(set, headless, client)).toEqual(["service-selects-nothing"]);
    expect(rulesOver(set, headless, client, CUSTOM("k8s.example.com/v1", "Cache", "cache"))).toEqual([]);
  });
});

describe("what a kustomization generates", () => {
  it("is there, under its name and kind", () => {
    const lint = (...generated: readonly string[]): readonly string[] =>
      lintTexts({ "a.yaml": WITH_SECRET }, { generated: new Set(generated) })
        .findings.filter(({ severity }) => severity !== "info")
        .map(({ rule }) => rule);
    expect(lint("Secret/db-login")).toEqual([]);
    expect(lint("ConfigMap/db-login")).toEqual(["secret-missing"]);
  });
});
