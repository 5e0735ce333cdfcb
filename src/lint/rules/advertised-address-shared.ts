import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { containersOf, type PlacedContainer, templateOf } from "../facts/containers.ts";
import { documents, exampleService, exampleSet } from "../example.ts";
import { type HostText, hostTexts, pathOf } from "../facts/host-texts.ts";
import { ordinalsOf } from "../facts/ordinals.ts";
import type { Rule } from "../rule.ts";

const FLAG = /^--?[\w.-]+(?==)/;

/** Whether a text is the address by which a program tells others to come to it. */
function isAdvertised({ text, variable = FLAG.exec(text)?.[0] }: HostText): boolean {
  return variable?.toLowerCase().includes("advertis") === true;
}

/** The members of a set that a text names by their whole names. */
function membersIn(text: string, { metadata }: StatefulSet): ReadonlySet<string> {
  const member = new RegExp(`(?<![\\w.-])${metadata.name.replaceAll(/[^\w-]/g, "\\$&")}-\\d+(?![\\w-])`, "g");
  return new Set(text.match(member));
}

/** Whether a script of the container gives the variable another value. */
function isSetByScript({ variable }: HostText, { container }: PlacedContainer): boolean {
  const { command = [], args = [] } = container;
  return variable !== undefined && [...command, ...args].some((text) => text.includes(`${variable}=`));
}

export const advertisedAddressShared: Rule = {
  id: "advertised-address-shared",
  code: "STS140",
  severity: "error",
  summary: "Every member of a set advertises an address of its own.",
  why: "All pods of a set have one template: each tells its clients and peers to come to this one member.",
  fix: "write $(POD_NAME) in its place, a variable with fieldRef metadata.name that stands before this one",
  source: "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
  passes: () => [documents(exampleService(), exampleSet({ container: "args:\n  - --advertise=$(POD_NAME).db:5432" }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ container: "args:\n  - --advertise=db-0.db:5432" })),
      findings: [{ path: "spec.template.spec.containers[0].args[0]", at: "32:15" }],
    },
  ],
  checks: {
    StatefulSet(set, project, report) {
      const { count } = ordinalsOf(project, set);
      if (count < 2) return;
      for (const placed of containersOf(templateOf(set))) {
        for (const text of hostTexts(placed)) {
          if (!isAdvertised(text) || isSetByScript(text, placed)) continue;
          const [member, ...others] = membersIn(text.text, set);
          if (member !== undefined && others.length === 0)
            report(pathOf(text), `all ${count} members advertise ${member}`);
        }
      }
    },
  },
};
