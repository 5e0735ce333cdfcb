import type { Service } from "../../api/kinds/service/types.ts";
import { documents, exampleService } from "../example.ts";
import type { Project } from "../project.ts";
import type { Rule } from "../rule.ts";

const AT = (name: string, address: string): string =>
  exampleService({ name, spec: `clusterIP: ${address}\nselector:\n  app: db\nports:\n  - port: 5432` });

function addressesOf({ spec }: Service): readonly string[] {
  const all = [...new Set([spec.clusterIP ?? "", ...(spec.clusterIPs ?? [])])];
  return all.filter((address) => address !== "" && address !== "None");
}

/** The first Service that asks for each address. */
function holders(project: Project): ReadonlyMap<string, Service> {
  const first = new Map<string, Service>();
  for (const service of project.list("Service")) {
    for (const address of addressesOf(service)) if (!first.has(address)) first.set(address, service);
  }
  return first;
}

export const clusterIpClash: Rule = {
  id: "cluster-ip-clash",
  code: "STS124",
  severity: "error",
  summary: "A cluster IP is asked for by one Service.",
  why: "The API server refuses the second Service: provided IP is already allocated.",
  fix: "take clusterIP out and have one chosen",
  source: "https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/",
  passes: () => [documents(AT("one", "10.96.0.20"), AT("two", "10.96.0.21"))],
  fails: () => [
    {
      manifest: documents(AT("one", "10.96.0.20"), AT("two", "10.96.0.20")),
      findings: [{ path: "spec.clusterIP", at: "17:14" }],
    },
  ],
  checks: {
    Service(service, project, report) {
      for (const address of addressesOf(service)) {
        const holder = project.index(holders).get(address);
        if (holder === undefined || holder === service) continue;
        const related = [{ object: holder, path: ["spec", "clusterIP"], message: "it is asked for here" }];
        const message = `${address} is the address of Service "${holder.metadata.name}" already`;
        report(["spec", "clusterIP"], message, { related });
      }
    },
  },
};
