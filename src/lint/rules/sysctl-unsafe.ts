import type { KubeObject } from "../../api/object.ts";
import { valueAt } from "../../base/field-path.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** What every kubelet lets pods set. @see pkg/kubelet/sysctl/safe_sysctls.go (1.36) */
const SAFE = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  const sysctls = valueAt(workload?.spec, ["securityContext", "sysctls"]);
  if (workload === undefined || !Array.isArray(sysctls)) return;
  for (const [index, sysctl] of sysctls.entries()) {
    const name = valueAt(sysctl, ["name"]);
    if (typeof name !== "string" || SAFE.has(name.replaceAll("/", "."))) continue;
    const path = [...workload.path, "spec", "securityContext", "sysctls", index, "name"];
    report(path, `${name} is none of the sysctls that kubelets let pods set by default`);
  }
};

const SET = (name: string): string =>
  exampleSet({ pod: `securityContext:\n  sysctls:\n    - name: ${name}\n      value: "1024"` });

export const sysctlUnsafe: Rule = {
  id: "sysctl-unsafe",
  code: "STS450",
  severity: "warning",
  summary: "Pods set no sysctls but the safe ones.",
  why: "A kubelet that was not told to allow it fails the pod with SysctlForbidden, and one after the other is made and fails.",
  fix: "take it out, or allow it with --allowed-unsafe-sysctls on the nodes that the pods are bound to",
  source: "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls",
  passes: () => [documents(exampleService(), SET("net.ipv4.tcp_keepalive_time"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("net.core.somaxconn")),
      findings: [{ path: "spec.template.spec.securityContext.sysctls[0].name", at: "30:19" }],
    },
  ],
  checks: ofWorkloads(check),
};
