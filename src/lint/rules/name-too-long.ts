import { documents, exampleService, exampleSet } from "../example.ts";
import type { Rule } from "../rule.ts";

const LABEL = 63;
/** The hash of a revision's name has up to ten characters. */
const HASH = 10;
const LONGEST = LABEL - HASH - 1;
const NAME = (length: number): string => `db-${"x".repeat(length - 3)}`;

export const nameTooLong: Rule = {
  id: "name-too-long",
  code: "STS201",
  severity: "error",
  summary: "The name of a set leaves room for the hash of its revision in a label: 52 characters.",
  why:
    "Every pod carries the label controller-revision-hash; above 63 characters each pod is refused and none is " +
    "made.",
  fix: "shorten the name to 52 characters",
  source: "pkg/controller/history/controller_history.go, ControllerRevisionName; pkg/apis/apps/validation, 1.36",
  passes: () => [documents(exampleService(), exampleSet({ name: NAME(52) }))],
  fails: () => [
    {
      manifest: documents(exampleService(), exampleSet({ name: NAME(53) })),
      findings: [{ path: "metadata.name", at: "16:9" }],
    },
  ],
  checks: {
    StatefulSet(set, _project, report) {
      const { length } = set.metadata.name;
      if (length <= LONGEST) return;
      const sum = `${length} + 1 + ${HASH} = ${length + 1 + HASH}`;
      report(
        ["metadata", "name"],
        `the label <name>-<hash> of the pods has up to ${sum} characters, ${LABEL} are allowed`,
      );
    },
  },
};
