import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { selectsMap } from "../../api/selector.ts";
import { documents, exampleDeployment, exampleService } from "../example.ts";
import type { Check, Rule } from "../rule.ts";
import { printLabels } from "../facts/selection.ts";
import { workloadIn } from "../facts/workload.ts";

const APP = exampleDeployment({ pod: "hostname: app\nsubdomain: apps" });
const APPS = (app: string): string =>
  exampleService({ name: "apps", spec: `clusterIP: None\nselector:\n  app: ${app}` });

const check: Check<KubeObject> = (object, project, report) => {
  const workload = workloadIn(object);
  const { hostname = "", subdomain = "" } = workload?.spec ?? {};
  if (workload === undefined || hostname === "" || subdomain === "" || !project.isComplete("Service")) return;
  const namespace = namespaceOf(object);
  const service = project.find("Service", namespace, subdomain);
  const name = `${hostname}.${subdomain}.${namespace}.svc`;
  const path = [...workload.path, "spec", "subdomain"];
  if (service === undefined) {
    report(path, `${name} answers NXDOMAIN: there is no Service ${subdomain} in namespace ${namespace}`);
    return;
  }
  const { selector = {} } = service.spec;
  if (Object.keys(selector).length === 0 || selectsMap(selector, workload.labels)) return;
  const related = [{ object: service, path: ["spec", "selector"], message: "the Service's selector" }];
  report(path, `${name} answers NXDOMAIN: Service ${subdomain} selects ${printLabels(selector)}`, { related });
};

export const subdomainWithoutService: Rule = {
  id: "subdomain-without-service",
  code: "STS129",
  severity: "warning",
  summary: "The subdomain of a pod is the name of a Service that selects it.",
  why: "A pod's host name is published below a Service of that name alone, and only if the pod is one of its endpoints.",
  fix: "add a headless Service of that name that selects the pod",
  source: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field",
  passes: () => [documents(APPS("app"), APP)],
  fails: () => [
    { manifest: APP, findings: [{ path: "spec.template.spec.subdomain", at: "16:18" }] },
    {
      manifest: documents(APPS("web"), APP),
      findings: [{ path: "spec.template.spec.subdomain", at: "25:18" }],
    },
  ],
  checks: { Deployment: check, ReplicaSet: check, DaemonSet: check, Pod: check },
};
