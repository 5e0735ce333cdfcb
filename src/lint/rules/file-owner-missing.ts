import { valueAt } from "../../base/field-path.ts";
import { templateOf } from "../facts/containers.ts";
import { documents, EXAMPLE_MOUNT, exampleService, exampleSet, exampleTemplates } from "../example.ts";
import type { Rule } from "../rule.ts";
import { mountsByVolume } from "../facts/volumes.ts";

const SET = (security: string): string =>
  exampleSet({
    spec: exampleTemplates(),
    pod: `securityContext:\n  runAsUser: 999\n${security}`,
    container: EXAMPLE_MOUNT,
  });

export const fileOwnerMissing: Rule = {
  id: "file-owner-missing",
  code: "STS429",
  severity: "warning",
  summary: "Pods that do not run as root own the volumes that they write.",
  why: "A new filesystem belongs to root: with most volume drivers the first write fails with permission denied.",
  fix: "set securityContext.fsGroup",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod",
  passes: () => [documents(exampleService(), SET("  fsGroup: 999"))],
  fails: () => [
    {
      manifest: documents(exampleService(), SET("")),
      findings: [{ path: "spec.template.spec.securityContext.fsGroup", at: "37:7" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const templates = set.spec.volumeClaimTemplates ?? [];
      const { securityContext = {} } = set.spec.template.spec;
      if (templates.length === 0 || securityContext["fsGroup"] !== undefined) return;
      const mounts = mountsByVolume(templateOf(set));
      const claim = templates.find(({ metadata }) => mounts.has(metadata.name));
      if (claim === undefined) return;
      const [mount, ...others] = mounts.get(claim.metadata.name) ?? [];
      // Who comes before may change the owner.
      if (others.some(({ container }) => container.role === "init")) return;
      const own = valueAt(mount?.container.container, ["securityContext"]);
      const user = valueAt(own, ["runAsUser"]) ?? securityContext["runAsUser"];
      const isNotRoot = valueAt(own, ["runAsNonRoot"]) ?? securityContext["runAsNonRoot"];
      if (!(typeof user === "number" ? user !== 0 : isNotRoot === true)) return;
      const who = typeof user === "number" ? `user ${user}` : "a user other than root";
      const path = ["spec", "template", "spec", "securityContext", "fsGroup"];
      report(path, `${who} writes the claim "${claim.metadata.name}", which belongs to root`);
    },
  },
};
