import type { RuleText } from "./rule.ts";

const STS = (body: string): string =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: web\nspec:\n${body}` +
  "  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n" +
  "    spec:\n      containers:\n        - name: nginx\n          image: nginx:1.25\n";
const CONFIG = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n${data}`;

/** What kubectl and the API server say about a manifest. Severities can be changed like those of rules. */
export const YAML_SYNTAX: RuleText = {
  id: "yaml-syntax",
  code: "STS001",
  severity: "error",
  summary: "A file is YAML or JSON that kubectl can read.",
  why: "kubectl stops at this place: neither this document nor any behind it in the file is applied.",
  fix: "correct the text at this place",
  source: "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/",
  passes: () => [CONFIG("data:\n  mode: fast\n")],
  fails: () => [
    { manifest: CONFIG("data:\n\tmode: fast\n"), findings: [{ path: "<nil>", at: "6:1" }] },
    { manifest: "kind: ConfigMap\nmetadata:\n  name: settings\n", findings: [{ path: "<nil>", at: "1:1" }] },
  ],
};
export const YAML_DIALECT: RuleText = {
  id: "yaml-dialect",
  code: "STS002",
  severity: "warning",
  summary: "Scalars mean the same to every reader of YAML.",
  why: "kubectl reads YAML 1.1; editors, templating tools and other checkers often read YAML 1.2 and see another value.",
  fix: "write the value in quotes if it is text, and as true, false or a decimal number otherwise",
  source: "https://yaml.org/spec/1.2.2/ext/changes/",
  passes: () => [CONFIG('data:\n  mode: "on"\n')],
  fails: () => [
    {
      manifest: STS("  replicas: 010\n"),
      findings: [{ path: "spec.replicas", at: "6:13" }],
    },
  ],
};
export const STRICT_DECODING: RuleText = {
  id: "strict-decoding",
  code: "STS003",
  severity: "error",
  summary: "Every field is one that the API knows, and stands once.",
  why: "The API server refuses unknown fields; with validation off it drops them in silence, and of fields written twice only the last one counts.",
  fix: "correct the spelling or the place of the field, or take it out",
  source: "https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation",
  passes: () => [STS("  serviceName: web\n")],
  fails: () => [
    {
      manifest: STS("  serviceNames: web\n"),
      findings: [{ path: "spec.serviceNames", at: "6:3", fixed: STS("  serviceName: web\n") }],
    },
    { manifest: STS("  replicas: 1\n  replicas: 2\n"), findings: [{ path: "spec.replicas", at: "7:3" }] },
  ],
};
export const WRONG_TYPE: RuleText = {
  id: "wrong-type",
  code: "STS004",
  severity: "error",
  summary: "Every value is of the type that its field has.",
  why: "The API server cannot decode the object and refuses it.",
  fix: "write a value of the type that the message names; quotes make text of a number or a word like true",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/",
  passes: () => [STS("  replicas: 3\n")],
  fails: () => [
    {
      manifest: STS('  replicas: "3"\n'),
      findings: [{ path: "spec.replicas", at: "6:13", fixed: STS("  replicas: 3\n") }],
    },
    {
      manifest: CONFIG("data:\n  port: 8080\n"),
      findings: [{ path: "data[port]", at: "6:9", fixed: CONFIG('data:\n  port: "8080"\n') }],
    },
  ],
};
export const INVALID: RuleText = {
  id: "invalid",
  code: "STS005",
  severity: "error",
  summary: "The API server's validation accepts the object.",
  why: "The API server refuses the object.",
  fix: "change the field as the message says",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/",
  passes: () => [STS("  replicas: 0\n")],
  fails: () => [{ manifest: STS("  replicas: -1\n"), findings: [{ path: "spec.replicas", at: "6:13" }] }],
};
export const SERVER_WARNING: RuleText = {
  id: "server-warning",
  code: "STS006",
  severity: "warning",
  summary: "The API server has nothing to warn of.",
  why: "The API server accepts the object and warns whoever applies it.",
  fix: "change what the message names",
  source: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
  passes: () => [STS("  revisionHistoryLimit: 5\n")],
  fails: () => [
    { manifest: STS("  revisionHistoryLimit: -1\n"), findings: [{ path: "spec.revisionHistoryLimit", at: "6:25" }] },
  ],
};
export const OBJECT_DEFINED_TWICE: RuleText = {
  id: "object-defined-twice",
  code: "STS007",
  severity: "error",
  summary: "Every object is defined once, or in the same words.",
  why: "The last definition silently replaces the others, and which is last depends on the names of the files.",
  fix: "give one of them another name or namespace, or remove it",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  passes: () => [`${CONFIG("")}---\n${CONFIG("  namespace: other\n")}`, `${CONFIG("")}---\n${CONFIG("")}`],
  fails: () => [
    {
      manifest: `${CONFIG("data: {mode: fast}\n")}---\n${CONFIG("data: {mode: safe}\n")}`,
      findings: [{ path: "metadata.name", at: "10:9" }],
    },
  ],
};
export const UNKNOWN_KIND: RuleText = {
  id: "unknown-kind",
  code: "STS008",
  severity: "error",
  summary: "The API server has the kind, in that version.",
  why: "kubectl finds no such kind and does not send the object.",
  fix: "correct apiVersion and kind; stsctl api-resources lists them",
  source: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
  passes: () => [CONFIG("")],
  fails: () => [
    {
      manifest: "apiVersion: apps/v1beta1\nkind: StatefulSet\nmetadata:\n  name: web\n",
      findings: [{ path: "apiVersion", at: "1:13" }],
    },
  ],
};
export const UNUSABLE_NAME: RuleText = {
  id: "unusable-name",
  code: "STS009",
  severity: "error",
  summary: "An object has a name that a request can be made for.",
  why: "kubectl apply cannot ask for the object and does not send it.",
  fix: "set metadata.name",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  passes: () => [CONFIG("")],
  fails: () => [
    {
      manifest: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {app: web}\n",
      findings: [{ path: "metadata.name", at: "3:1" }],
    },
  ],
};
export const UNUSED_SUPPRESSION: RuleText = {
  id: "unused-suppression",
  code: "STS010",
  severity: "warning",
  summary: "What is ignored is there.",
  why: "A suppression that fits nothing hides the next flaw at its place.",
  fix: "take the suppression out",
  source: "stsctl lint --help",
  passes: () => [CONFIG("# stsctl-ignore strict-decoding: kept for the old release\nmode: fast\n")],
  fails: () => [
    {
      manifest: CONFIG("# stsctl-ignore strict-decoding: kept for the old release\ndata: {}\n"),
      findings: [{ path: "<nil>", at: "5:1" }],
    },
  ],
};
export const UPDATE_REFUSED: RuleText = {
  id: "update-refused",
  code: "STS011",
  severity: "error",
  summary: "The API server takes the change of an object that is there already (looked at with --base).",
  why: "The API server refuses the update as a whole: the object stays as it is, and so does all that was to change with it.",
  fix: "put it back, or delete the object and make it anew",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#updating-statefulsets",
  passes: () => [STS("  serviceName: web\n")],
  fails: () => [
    {
      base: STS("  serviceName: web\n"),
      manifest: STS("  serviceName: db\n  replicas: 2\n"),
      findings: [{ path: "spec.serviceName", at: "6:16" }],
    },
  ],
};
export const SUPPRESSION_WITHOUT_REASON: RuleText = {
  id: "suppression-without-reason",
  code: "STS012",
  severity: "info",
  summary: "A comment that ignores a finding says why.",
  why: "Nobody who comes later can tell whether it may go.",
  fix: "write the reason behind a colon: # stsctl-ignore RULE: REASON",
  source: "stsctl lint --help",
  passes: () => [CONFIG("# stsctl-ignore strict-decoding: kept for the old release\nmode: fast\n")],
  fails: () => [
    {
      manifest: CONFIG("mode: fast # stsctl-ignore strict-decoding\n"),
      findings: [{ path: "<nil>", at: "5:12" }],
    },
  ],
};

/** In the order of their codes. */
export const SERVER_RULES: readonly RuleText[] = [
  YAML_SYNTAX,
  YAML_DIALECT,
  STRICT_DECODING,
  WRONG_TYPE,
  INVALID,
  SERVER_WARNING,
  OBJECT_DEFINED_TWICE,
  UNKNOWN_KIND,
  UNUSABLE_NAME,
  UNUSED_SUPPRESSION,
  UPDATE_REFUSED,
  SUPPRESSION_WITHOUT_REASON,
];
