import type { KubeObject } from "../../api/object.ts";
import { containersOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { ofWorkloads } from "../facts/of-workloads.ts";
import type { Check, Rule } from "../rule.ts";
import { workloadIn } from "../facts/workload.ts";

/** Names of secrets. etcd's initial cluster token only tells clusters apart. */
const SECRET =
  /(?:PASSWORD|PASSWD|_PASS|_PWD|SECRET|(?<!INITIAL_CLUSTER_)TOKEN|(?:API|PRIVATE|ACCESS|SECRET)_?KEY|PASSPHRASE|ERLANG_COOKIE|NEO4J_AUTH)$/;
/** Values that tell where a secret is, or that there is none. */
const NO_SECRET = /^$|\$\(|^(?:true|false|yes|no|none|null|\d+)$|^\/|[=:]\/(?!\/)|^(?:file|vault|secret|ref\+):/i;

/** `postgres://app:hunter2@db`: an address with a password in it. */
const WITH_PASSWORD = /^[a-z][\w+.-]*:\/\/[^\s/:@]*:[^\s/@$]+@/;

function isSecret(name: string, value: string): boolean {
  if (SECRET.test(name.toUpperCase())) return !NO_SECRET.test(value);
  return value.includes("://") && WITH_PASSWORD.test(value);
}

const check: Check<KubeObject> = (object, _project, report) => {
  const workload = workloadIn(object);
  if (workload === undefined) return;
  for (const { container, path } of containersOf(workload)) {
    for (const [index, { name, value }] of (container.env ?? []).entries()) {
      if (value === undefined || !isSecret(name, value)) continue;
      report([...path, "env", index, "value"], `the value of ${name} stands in the manifest`);
    }
  }
};

const SET = (value: string): string => exampleSet({ container: `env:\n  - name: POSTGRES_PASSWORD\n${value}` });

export const secretInVariable: Rule = {
  id: "secret-in-variable",
  code: "STS430",
  severity: "warning",
  summary: "Passwords and keys come from Secrets.",
  why: "Whoever can read the manifest, the set, its pods or a single revision of it reads the secret.",
  fix: "put it into a Secret and refer to it with valueFrom.secretKeyRef",
  source: "https://kubernetes.io/docs/concepts/configuration/secret/",
  passes: () => [documents(exampleService(), SET('    value: ""'))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("    value: correct-horse")),
      findings: [{ path: "spec.template.spec.containers[0].env[0].value", at: "33:22" }],
    },
  ],
  checks: ofWorkloads(check),
};
