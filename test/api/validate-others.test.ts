import { describe, expect, test } from "vitest";
import { changeErrors, changedOf, errorsOf, storedOf, warningsOf, type Body } from "./validate-case.ts";

const META = { metadata: { namespace: "default" } };
const ROLE = "Role.rbac.authorization.k8s.io";
const CLUSTER_ROLE = "ClusterRole.rbac.authorization.k8s.io";
const BINDING = "RoleBinding.rbac.authorization.k8s.io";
const CLUSTER_BINDING = "ClusterRoleBinding.rbac.authorization.k8s.io";
const POLICY = "NetworkPolicy.networking.k8s.io";
const INGRESS = "Ingress.networking.k8s.io";
const JOB = "Job.batch";
const CRON_JOB = "CronJob.batch";
const PRIORITY = "PriorityClass.scheduling.k8s.io";
const ATTRIBUTES = "VolumeAttributesClass.storage.k8s.io";

type Case = readonly [body: Body, expected: readonly (string | RegExp)[]];

function judge(kind: string, cases: readonly Case[]): void {
  test.each(cases)("%j is judged", (body, expected) => {
    const errors = errorsOf(kind, body);
    expect(errors).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) expect(errors[index]).toMatch(one);
  });
}

/** The start of a message, up to the path of the flaw. */
const at = (path: string): RegExp => new RegExp(`^${path.replaceAll(/[[\]().]/g, "\\$&")}: `);

/** @see pkg/apis/rbac/validation/validation_test.go (1.36) */
describe("a Role", () => {
  const rules = (...list: readonly Body[]): Body => ({ ...META, rules: list });
  judge(ROLE, [
    [rules({ verbs: ["get"], apiGroups: [""], resources: ["pods"] }), []],
    [{ metadata: { namespace: "default", name: "a:b" } }, []],
    [{ metadata: { namespace: "default", name: "a/b" } }, [at("metadata.name")]],
    [
      rules({ apiGroups: [""], resources: ["pods"] }),
      ["rules[0].verbs: Required value: verbs must contain at least one value"],
    ],
    [
      rules({ verbs: ["get"] }),
      [
        "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
        "rules[0].resources: Required value: resource rules must supply at least one resource",
      ],
    ],
    [
      rules({ verbs: ["get"], nonResourceURLs: ["/*"] }),
      ['rules[0].nonResourceURLs: Invalid value: ["/*"]: namespaced rules cannot apply to non-resource URLs'],
    ],
  ]);
});

describe("a ClusterRole", () => {
  const MIXED = "rules cannot apply to both regular resources and non-resource URLs";
  judge(CLUSTER_ROLE, [
    [{ rules: [{ verbs: ["get"], nonResourceURLs: ["/*"] }] }, []],
    [
      { rules: [{ verbs: ["get"], nonResourceURLs: ["/*"], apiGroups: [""] }] },
      [`rules[0].nonResourceURLs: Invalid value: ["/*"]: ${MIXED}`],
    ],
    [{ aggregationRule: {} }, [at("aggregationRule.clusterRoleSelectors")]],
    [
      { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b c" } }] } },
      [at("aggregationRule.clusterRoleSelectors[0].matchLabels")],
    ],
  ]);
});

describe("a RoleBinding", () => {
  const binding = (subject: Body, roleRef: Body = { kind: "Role", name: "a" }): Body => ({
    ...META,
    roleRef,
    subjects: [subject],
  });
  const GROUP = '"rbac.authorization.k8s.io"';

  judge(BINDING, [
    [binding({ kind: "ServiceAccount", name: "a" }), []],
    [binding({ kind: "User", name: "a" }), []],
    [binding({ kind: "ServiceAccount", name: "A" }), [at("subjects[0].name")]],
    [
      binding({ kind: "ServiceAccount", name: "a", apiGroup: "b" }),
      [/^subjects\[0\]\.apiGroup: Unsupported value: "b"/],
    ],
    [
      binding({ kind: "Group", name: "", apiGroup: "b" }),
      [
        "subjects[0].name: Required value",
        'subjects[0].name: Invalid value: "": group name cannot be empty',
        `subjects[0].apiGroup: Unsupported value: "b": supported values: ${GROUP}`,
      ],
    ],
    [
      binding({ kind: "Team", name: "a" }),
      ['subjects[0].kind: Unsupported value: "Team": supported values: "ServiceAccount", "User", "Group"'],
    ],
    [
      binding({ kind: "User", name: "a" }, { apiGroup: "b", kind: "Rule", name: "a%" }),
      [
        `roleRef.apiGroup: Unsupported value: "b": supported values: ${GROUP}`,
        'roleRef.kind: Unsupported value: "Rule": supported values: "Role", "ClusterRole"',
        `roleRef.name: Invalid value: "a%": may not contain '%'`,
      ],
    ],
  ]);

  test("of all namespaces names accounts with theirs, and no Role", () => {
    const subjects = [{ kind: "ServiceAccount", name: "a" }];
    expect(errorsOf(CLUSTER_BINDING, { roleRef: { kind: "Role", name: "a" }, subjects })).toEqual([
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
      "subjects[0].namespace: Required value",
    ]);
  });

  test("stays with its role", () => {
    const subject = { kind: "User", name: "a" };
    expect(changeErrors(BINDING, binding(subject), binding({ ...subject, name: "b" }))).toEqual([]);
    expect(changeErrors(BINDING, binding(subject), binding(subject, { kind: "Role", name: "b" }))).toEqual([
      'roleRef: Invalid value: {"APIGroup":"rbac.authorization.k8s.io","Kind":"Role","Name":"b"}: cannot change roleRef',
    ]);
  });
});

/** @see pkg/apis/networking/validation/validation_test.go, `TestValidateNetworkPolicy` (1.36) */
describe("a NetworkPolicy", () => {
  const from = (peer: Body, ports: readonly Body[] = []): Body => ({
    ...META,
    spec: { podSelector: {}, ingress: [{ from: [peer], ports }] },
  });
  const block = (cidr: string, ...except: readonly string[]): Body => from({ ipBlock: { cidr, except } });
  const port = (...ports: readonly Body[]): Body => from({ podSelector: {} }, ports);
  const PORT = "spec.ingress[0].ports[0]";
  const PEER = "spec.ingress[0].from[0]";

  judge(POLICY, [
    [{ ...META, spec: {} }, []],
    [block("192.168.0.0/16", "192.168.3.0/24", "192.168.4.0/24"), []],
    [port({ port: 80, endPort: 90 }, { port: "http" }, {}), []],
    [from({}), [`${PEER}: Required value: must specify a peer`]],
    [
      from({ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }),
      [`${PEER}: Forbidden: may not specify both ipBlock and another peer`],
    ],
    [from({ namespaceSelector: { matchLabels: { a: "b c" } } }), [at(`${PEER}.namespaceSelector.matchLabels`)]],
    [from({ ipBlock: {} }), [`${PEER}.ipBlock.cidr: Required value`]],
    [block("10.0.0.1/8"), [/^spec\.ingress\[0\]\.from\[0\]\.ipBlock\.cidr: .*must not have bits set beyond/]],
    [block("a"), [at(`${PEER}.ipBlock.cidr`)]],
    [
      block("192.168.0.0/16", "192.168.0.0/16", "10.0.0.0/24", "b"),
      [
        `${PEER}.ipBlock.except[0]: Invalid value: "192.168.0.0/16": must be a strict subset of \`cidr\``,
        `${PEER}.ipBlock.except[1]: Invalid value: "10.0.0.0/24": must be a strict subset of \`cidr\``,
        at(`${PEER}.ipBlock.except[2]`),
      ],
    ],
    [
      port({ port: 80, endPort: 70 }),
      [`${PORT}.endPort: Invalid value: 80: must be greater than or equal to \`port\``],
    ],
    [port({ endPort: 70 }), [/ 70: may not be specified when `port` is not specified$/]],
    [port({ port: "dns", endPort: 70 }), [/ 70: may not be specified when `port` is non-numeric$/]],
    [
      port({ port: 0, protocol: "tcp" }),
      [
        `${PORT}.protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"`,
        `${PORT}.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
      ],
    ],
    [{ ...META, spec: { egress: [{ to: [{}] }] } }, ["spec.egress[0].to[0]: Required value: must specify a peer"]],
    [
      { ...META, spec: { policyTypes: ["ingress"] } },
      ['spec.policyTypes[0]: Unsupported value: "ingress": supported values: "Ingress", "Egress"'],
    ],
    [
      { ...META, spec: { policyTypes: ["Ingress", "Egress", "Egress"] } },
      [/^spec\.policyTypes: .*may not specify more than two policyTypes$/],
    ],
  ]);

  test("is warned of addresses that are written another way", () => {
    expect(warningsOf(POLICY, block("2001:DB8::/32"))).toEqual([
      'spec.ingress[0].from[0].ipBlock.cidr: IPv6 CIDR value "2001:DB8::/32" should be in RFC 5952 canonical format ("2001:db8::/32")',
    ]);
  });
});

/** @see pkg/apis/networking/validation/validation_test.go, `TestValidateIngress` (1.36) */
describe("an Ingress", () => {
  const service = { service: { name: "web", port: { number: 80 } } };
  const path = (one: Body): Body => ({
    ...META,
    spec: { rules: [{ host: "a.b", http: { paths: [{ path: "/", pathType: "Prefix", backend: service, ...one }] } }] },
  });
  const backend = (one: Body): Body => ({ ...META, spec: { defaultBackend: one } });
  const PATH = "spec.rules[0].http.paths[0]";

  judge(INGRESS, [
    [path({}), []],
    [path({ pathType: "ImplementationSpecific", path: "" }), []],
    [{ ...META, spec: {} }, ["spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"]],
    [path({ pathType: undefined }), [`${PATH}.pathType: Required value: pathType must be specified`]],
    [
      path({ pathType: "Any" }),
      [`${PATH}.pathType: Unsupported value: "Any": supported values: "Exact", "ImplementationSpecific", "Prefix"`],
    ],
    [path({ path: "a" }), [`${PATH}.path: Invalid value: "a": must be an absolute path`]],
    [
      path({ path: "/a//b%2F.." }),
      [
        `${PATH}.path: Invalid value: "/a//b%2F..": must not contain '//'`,
        `${PATH}.path: Invalid value: "/a//b%2F..": must not contain '%2F'`,
      ],
    ],
    [path({ path: "/a/.." }), [`${PATH}.path: Invalid value: "/a/..": cannot end with '/..'`]],
    [{ ...META, spec: { rules: [{ http: { paths: [] } }] } }, ["spec.rules[0].http.paths: Required value"]],
    [
      { ...META, spec: { rules: [{ host: "1.2.3.4" }, { host: "*.a.b" }, { host: "a.*" }, { host: "A" }] } },
      [
        'spec.rules[0].host: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
        /^spec\.rules\[2\]\.host: .*must start with '\*\.'.*\(e\.g\. '\*\.example\.com', regex used for validation is '\\\*\\\.\[a-z0-9\]/,
        at("spec.rules[3].host"),
      ],
    ],
    [
      {
        ...META,
        spec: { defaultBackend: service, tls: [{ hosts: ["*.a", "B"], secretName: "C" }], ingressClassName: "D" },
      },
      [at("spec.tls[0].hosts[1]"), at("spec.tls[0].secretName"), at("spec.ingressClassName")],
    ],
    [backend({}), ['spec.defaultBackend: Invalid value: "": resource or service backend is required']],
    [backend({ ...service, resource: {} }), [/: cannot set both resource and service backends$/]],
    [
      backend({ service: { name: "a.b" } }),
      [at("spec.defaultBackend.service.name"), /: port name or number is required$/],
    ],
    [
      backend({ service: { name: "web", port: { name: "a", number: 1 } } }),
      ['spec.defaultBackend: Invalid value: "": cannot set both port name & port number'],
    ],
    [
      backend({ resource: { apiGroup: "A", kind: "", name: "a/b" } }),
      [
        at("spec.defaultBackend.resource.apiGroup"),
        "spec.defaultBackend.resource.kind: Required value: kind is required",
        `spec.defaultBackend.resource.name: Invalid value: "a/b": may not contain '/'`,
      ],
    ],
  ]);

  const annotated = (name: string, spec: Body = {}): Body => ({
    metadata: { ...META.metadata, annotations: { "kubernetes.io/ingress.class": name } },
    spec: { defaultBackend: service, ...spec },
  });

  test("names one class", () => {
    expect(errorsOf(INGRESS, annotated("a", { ingressClassName: "b" }))).toEqual([
      'annotations.kubernetes.io/ingress.class: Invalid value: "a": must match `ingressClassName` when both are specified',
    ]);
    expect(warningsOf(INGRESS, annotated("a"))).toEqual([
      `annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead`,
    ]);
  });

  test("may go on with the name of a Secret that is none", () => {
    const tls = (secretName: string): Body => ({ ...META, spec: { defaultBackend: service, tls: [{ secretName }] } });
    expect(changeErrors(INGRESS, tls("A"), tls("B"))).toEqual([]);
    expect(changeErrors(INGRESS, tls("a"), tls("B"))).toHaveLength(1);
  });
});

const POD = { containers: [{ name: "c", image: "nginx:1" }], restartPolicy: "Never" };
const job = (spec: Body = {}, pod: Body = {}): Body => ({
  ...META,
  spec: { template: { spec: { ...POD, ...pod } }, ...spec },
});

/** @see pkg/apis/batch/validation/validation_test.go, `TestValidateJob` (1.36) */
describe("a Job", () => {
  const indexed = (spec: Body): Body => job({ completionMode: "Indexed", ...spec });
  const failing = (rule: Body, spec: Body = {}): Body => job({ podFailurePolicy: { rules: [rule] }, ...spec });
  const RULE = "spec.podFailurePolicy.rules[0]";
  const codes = (operator: string, ...values: readonly number[]): Body =>
    failing({ action: "FailJob", onExitCodes: { operator, values } });

  judge(JOB, [
    [job(), []],
    [indexed({ completions: 2, parallelism: 2 }), []],
    [job({}, { restartPolicy: "Always" }), [/restartPolicy: Required value: valid values: "OnFailure", "Never"$/]],
    [job({}, { restartPolicy: undefined }), [/restartPolicy: Required value: valid values: "OnFailure", "Never"$/]],
    [job({ parallelism: -1, backoffLimit: -1 }), [at("spec.parallelism"), at("spec.backoffLimit")]],
    [job({ completionMode: "All" }), [/^spec\.completionMode: .*supported values: "NonIndexed", "Indexed"$/]],
    [
      indexed({ parallelism: 100001 }),
      [/: when completion mode is Indexed$/, / 100000 when completion mode is Indexed$/],
    ],
    [
      job({ backoffLimitPerIndex: 1 }),
      ["spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode"],
    ],
    [
      indexed({ completions: 2, maxFailedIndexes: 3 }),
      [/^spec\.backoffLimitPerIndex: Required/, /equal to completions$/],
    ],
    [job({ managedBy: "a" }), [/must be a domain-prefixed path \(such as "acme\.io\/foo"\)$/]],
    [job({ managedBy: "a.b/c" }), []],
    [job({ podReplacementPolicy: "Now" }), [/supported values: "Failed", "TerminatingOrFailed"$/]],
    [job({ successPolicy: { rules: [] } }), [/requires indexed completion mode$/]],
    [
      indexed({ completions: 2, successPolicy: { rules: [{}, { succeededCount: 3 }] } }),
      [/rules\[0\]: Required/, / 2 \(/],
    ],
    [codes("In", 1, 2), []],
    [codes("In", 2, 0, 2), [/\[1\]: .*must not be 0/, /\[2\]: Duplicate value: 2$/, /must be ordered$/]],
    [
      codes("Is"),
      [/operator: Unsupported value: "Is"/, /values: Invalid value: null: at least one value is required$/],
    ],
    [
      failing({ action: "FailJob" }),
      [`${RULE}: Invalid value: specifying one of OnExitCodes and OnPodConditions is required`],
    ],
    [failing({ onPodConditions: [{ type: "A" }] }), [/: valid values: \["Count" "FailIndex" "FailJob" "Ignore"\]$/]],
    [
      failing({ action: "FailIndex", onPodConditions: [{ type: "A" }] }),
      [/requires the backoffLimitPerIndex to be set$/],
    ],
    [
      failing({ action: "Ignore", onExitCodes: { operator: "In", values: [1], containerName: "d" } }),
      [/containerName: .*must be one of the container or initContainer names in the pod template$/],
    ],
    [job({ selector: { matchLabels: { a: "b" } } }), [/: `selector` not auto-generated$/]],
    [job({ manualSelector: true }), ["spec.selector: Required value"]],
    [
      { ...indexed({ completions: 20 }), metadata: { namespace: "default", name: "a".repeat(61) } },
      [/will not able to create pod with invalid DNS label: a+-19$/],
    ],
  ]);

  test("keeps its template and its completions", () => {
    const image = (spec: Body = {}): Body => job(spec, { containers: [{ name: "c", image: "nginx:2" }] });
    const [error] = changeErrors(JOB, job(), image());
    expect(error).toMatch(
      /^spec\.template: Invalid value: \{"Spec":\{"Volumes":null.*"Image":"nginx:2".*\}\}: field is immutable$/,
    );
    expect(changeErrors(JOB, job({ completions: 1 }), job({ completions: 2 }))).toEqual([
      "spec.completions: Invalid value: 2: field is immutable",
    ]);
    expect(changeErrors(JOB, indexed({ completions: 1 }), indexed({ completions: 2, parallelism: 2 }))).toEqual([]);
    expect(changeErrors(JOB, indexed({ completions: 1 }), indexed({ completions: 2 }))).toEqual([
      "spec.completions: Invalid value: 2: can only be modified in tandem with spec.parallelism",
    ]);
  });

  test("that is suspended may be placed elsewhere", () => {
    const placed = job({ suspend: true }, { nodeSelector: { a: "b" } });
    expect(changeErrors(JOB, job({ suspend: true }), placed)).toEqual([]);
    expect(changeErrors(JOB, job(), job({}, { nodeSelector: { a: "b" } }))).toHaveLength(1);
  });
});

/** @see pkg/apis/batch/validation/validation_test.go, `TestValidateCronJob` (1.36) */
describe("a CronJob", () => {
  const cron = (spec: Body): Body => ({
    ...META,
    spec: { schedule: "* * * * ?", jobTemplate: { spec: job()["spec"] }, ...spec },
  });
  const scheduled = (schedule: string): Body => cron({ schedule });
  const flaw = (schedule: string, why: string): Case => [
    scheduled(schedule),
    [`spec.schedule: Invalid value: "${schedule}": ${why}`],
  ];

  test("the conditions of its Jobs' failure policy are true ones", () => {
    const rules = [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] }];
    const spec = { ...(job()["spec"] as object), podFailurePolicy: { rules } };
    expect(storedOf(CRON_JOB, cron({ jobTemplate: { spec } }))["spec"]).toMatchObject({
      jobTemplate: { spec: { podFailurePolicy: { rules: [{ onPodConditions: [{ status: "True" }] }] } } },
    });
  });

  judge(CRON_JOB, [
    ...["*/5 0-3,7 1 jan-DEC mon", "@hourly", "@every 1h30m", "0 0 31 2 0"].map((each): Case => [scheduled(each), []]),
    [scheduled(""), ["spec.schedule: Required value"]],
    flaw("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
    flaw("60 * * * *", "end of range (60) above maximum (59): 60"),
    flaw("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
    flaw("5-3 * * * *", "beginning of range (5) beyond end of range (3): 5-3"),
    flaw("*/0 * * * *", "step of range should be a positive number: */0"),
    flaw("1-2-3 * * * *", "too many hyphens: 1-2-3"),
    flaw("*/1/2 * * * *", "too many slashes: */1/2"),
    [scheduled("a * * * *"), [/: failed to parse int from a: strconv\.Atoi: parsing "a": invalid syntax$/]],
    flaw("@now", "unrecognized descriptor: @now"),
    [scheduled("@every x"), [/: failed to parse duration @every x: time: invalid duration "x"$/]],
    flaw("TZ=UTC 0 * * * *", "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"),
    [cron({ timeZone: "America/New_York" }), []],
    [
      cron({ timeZone: "Mars/Olympus" }),
      ['spec.timeZone: Invalid value: "Mars/Olympus": unknown time zone Mars/Olympus'],
    ],
    [cron({ timeZone: "" }), [/timeZone must be nil or non-empty string$/]],
    [cron({ timeZone: "Local" }), [/timeZone must be an explicit time zone as defined in/]],
    [cron({ concurrencyPolicy: "No" }), [/supported values: "Allow", "Forbid", "Replace"$/]],
    [
      cron({ startingDeadlineSeconds: -1, failedJobsHistoryLimit: -1 }),
      [at("spec.startingDeadlineSeconds"), at("spec.failedJobsHistoryLimit")],
    ],
    [
      cron({ jobTemplate: { spec: { ...(job()["spec"] as Body), selector: {}, manualSelector: true } } }),
      [
        "spec.jobTemplate.spec.selector: Invalid value: {}: `selector` will be auto-generated",
        'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
      ],
    ],
    [
      { ...cron({}), metadata: { namespace: "default", name: "a".repeat(53) } },
      [/must be no more than 52 characters$/],
    ],
  ]);

  test("may go on with a time zone in its schedule", () => {
    const zoned = scheduled("TZ=UTC 0 * * * *");
    expect(changeErrors(CRON_JOB, zoned, zoned)).toEqual([]);
    expect(changeErrors(CRON_JOB, scheduled("0 * * * *"), zoned)).toHaveLength(1);
    expect(warningsOf(CRON_JOB, zoned)[0]).toMatch(/^CRON_TZ or TZ used in spec\.schedule is not officially supported/);
  });
});

/** @see pkg/apis/scheduling/validation/validation_test.go (1.36) */
describe("a PriorityClass", () => {
  const RESERVED = "priority class names with 'system-' prefix are reserved for system use only";
  judge(PRIORITY, [
    [{ value: 1_000_000_000, preemptionPolicy: "Never" }, []],
    [{ value: 1_000_000_001 }, ["value: Forbidden: maximum allowed value of a user defined priority is 1000000000"]],
    [{ metadata: { name: "system-node-critical" }, value: 2_000_001_000 }, []],
    [
      { metadata: { name: "system-a" }, value: 1 },
      [`metadata.name: Forbidden: ${RESERVED}. error: system-a is not a known system priority class`],
    ],
    [{ value: 1, preemptionPolicy: "Always" }, [/supported values: "PreemptLowerPriority", "Never"$/]],
  ]);

  test("keeps its value and its policy", () => {
    expect(changeErrors(PRIORITY, { value: 1 }, { value: 2, preemptionPolicy: "Never" })).toEqual([
      "value: Forbidden: may not be changed in an update.",
      'preemptionPolicy: Invalid value: "Never": field is immutable',
    ]);
  });
});

describe("a VolumeAttributesClass", () => {
  judge(ATTRIBUTES, [
    [{ driverName: "a.b", parameters: { iops: "1" } }, []],
    [{}, ["driverName: Required value", "parameters: Required value: must contain at least one key/value pair"]],
    [{ driverName: "a b", parameters: { "": "" } }, [at("driverName"), at("parameters")]],
  ]);

  test("never changes", () => {
    const gold = { driverName: "a.b", parameters: { iops: "1" } };
    expect(changeErrors(ATTRIBUTES, gold, { driverName: "a.c", parameters: { iops: "2" } })).toEqual([
      "driverName: Forbidden: updates to driverName are forbidden.",
      "parameters: Forbidden: updates to parameters are forbidden.",
    ]);
  });
});

/** @see pkg/apis/core/validation/validation_test.go, `TestValidateLimitRange` (1.36) */
describe("a LimitRange", () => {
  const limits = (...list: readonly Body[]): Body => ({ ...META, spec: { limits: list } });
  const container = (item: Body): Body => limits({ type: "Container", ...item });
  const ITEM = "spec.limits[0]";
  judge("LimitRange", [
    [container({ max: { cpu: "2" }, min: { cpu: "100m" }, defaultRequest: { cpu: "1" } }), []],
    [limits({ type: "PersistentVolumeClaim", max: { storage: "5Gi" } }), []],
    [limits({ type: "Box" }), [`${ITEM}.type: Invalid value: "Box": must be a standard limit type or fully qualified`]],
    [limits({ type: "Pod" }, { type: "Pod" }), ['spec.limits[1].type: Duplicate value: "Pod"']],
    [
      limits({ type: "Pod", default: { cpu: "1" } }),
      [`${ITEM}.default: Forbidden: may not be specified when \`type\` is 'Pod'`],
    ],
    [
      container({ max: { storage: "1" } }),
      [at(`${ITEM}.max[storage]`), at(`${ITEM}.default[storage]`), at(`${ITEM}.defaultRequest[storage]`)],
    ],
    [
      limits({ type: "PersistentVolumeClaim" }),
      [/^spec\.limits\[0\]\.limits: Required value: either minimum or maximum/],
    ],
    [
      container({ min: { cpu: "2" }, max: { cpu: "1" }, default: { cpu: "1" }, defaultRequest: { cpu: "1" } }),
      [
        `${ITEM}.min[cpu]: Invalid value: "2": min value 2 is greater than max value 1`,
        `${ITEM}.defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1`,
        `${ITEM}.default[cpu]: Invalid value: "2": min value 2 is greater than default value 1`,
      ],
    ],
    [
      container({ max: { cpu: "1" }, default: { cpu: "2" }, defaultRequest: { cpu: "3" } }),
      [
        `${ITEM}.defaultRequest[cpu]: Invalid value: "3": default request value 3 is greater than max value 1`,
        `${ITEM}.defaultRequest[cpu]: Invalid value: "3": default request value 3 is greater than default limit value 2`,
        `${ITEM}.default[cpu]: Invalid value: "1": default value 2 is greater than max value 1`,
      ],
    ],
    [
      limits({ type: "Pod", max: { cpu: "2" }, min: { cpu: "1" }, maxLimitRequestRatio: { cpu: "3" } }),
      [`${ITEM}.maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000`],
    ],
    [limits({ type: "Pod", maxLimitRequestRatio: { cpu: "800m" } }), [/ratio 800m is less than 1$/]],
    [
      container({ default: { "a.b/c": "2" }, defaultRequest: { "a.b/c": "1" } }),
      [
        `${ITEM}.defaultRequest[a.b/c]: Invalid value: "1": default value 2 must equal to defaultRequest value 1 in a.b/c`,
      ],
    ],
  ]);
});

/** @see pkg/apis/core/validation/validation_test.go, `TestValidateResourceQuota` (1.36) */
describe("a ResourceQuota", () => {
  const quota = (spec: Body): Body => ({ ...META, spec });
  const selecting = (requirement: Body, hard: Body = {}): Body =>
    quota({ hard, scopeSelector: { matchExpressions: [requirement] } });
  const SELECTOR = "spec.scopeSelector.matchExpressions";
  judge("ResourceQuota", [
    [quota({ hard: { cpu: "1", "requests.storage": "1Gi", pods: "10", "count/widgets.example.com": "2" } }), []],
    [
      quota({ hard: { cpus: "1" } }),
      [
        'spec.hard[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified',
        'spec.hard[cpus]: Invalid value: "cpus": must be a standard resource for quota',
      ],
    ],
    [
      quota({ hard: { storage: "1" } }),
      ['spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
    ],
    [
      quota({ hard: { pods: "1.5", cpu: "-1" } }),
      [/cpu\]: .*must be greater than or equal to 0$/, /pods\]: .*must be an integer$/],
    ],
    [quota({ scopes: ["Any"] }), ['spec.scopes: Invalid value: ["Any"]: unsupported scope']],
    [quota({ scopes: ["BestEffort"], hard: { cpu: "1" } }), [/unsupported scope applied to resource$/]],
    [quota({ scopes: ["BestEffort", "NotBestEffort"], hard: { pods: "1" } }), [/conflicting scopes$/]],
    [selecting({ scopeName: "PriorityClass", operator: "In", values: ["high"] }), []],
    [selecting({ scopeName: "PriorityClass", operator: "In" }), [at(`${SELECTOR}.values`)]],
    [selecting({ scopeName: "PriorityClass", operator: "Exists", values: ["a"] }), [at(`${SELECTOR}.values`)]],
    [
      selecting({ scopeName: "BestEffort", operator: "Is" }),
      [/must be 'Exists' when scope is any of/, /not a valid selector operator$/],
    ],
    [
      selecting({ scopeName: "BestEffort", operator: "Exists" }, { cpu: "1" }),
      [
        `${SELECTOR}: Invalid value: {"MatchExpressions":[{"ScopeName":"BestEffort","Operator":"Exists","Values":null}]}: unsupported scope applied to resource`,
      ],
    ],
  ]);

  test("keeps its scopes", () => {
    const change = (scopes: readonly string[]): readonly string[] =>
      changeErrors("ResourceQuota", quota({ scopes: ["Terminating", "NotBestEffort"] }), quota({ scopes }));
    expect(change(["NotBestEffort", "Terminating"])).toEqual([]);
    expect(change(["NotBestEffort"])).toEqual(['spec.scopes: Invalid value: ["NotBestEffort"]: field is immutable']);
  });
});

/** @see pkg/apis/core/validation/validation.go, `ValidatePodTemplate` (1.36) */
describe("a PodTemplate", () => {
  const POD_TEMPLATE = "PodTemplate";
  const of = (spec: object): Body => ({ ...META, template: { metadata: { labels: { a: "b" } }, spec } });
  const containers = [{ name: "c", image: "nginx:1" }];
  judge(POD_TEMPLATE, [
    [of({ containers }), []],
    [META, ["template.spec.containers: Required value"]],
    [of({ containers: [] }), ["template.spec.containers: Required value"]],
    [{ ...of({ containers }), metadata: { namespace: "default", name: "A" } }, [at("metadata.name")]],
    [of({ containers, restartPolicy: "Seldom" }), [at("template.spec.restartPolicy")]],
  ]);

  test("has defaults, and counts its changes", () => {
    expect(storedOf(POD_TEMPLATE, of({ containers }))).toMatchObject({
      metadata: { generation: 1 },
      template: { spec: { restartPolicy: "Always", containers: [{ imagePullPolicy: "IfNotPresent" }] } },
    });
    const changed = of({ containers, restartPolicy: "Never" });
    expect(changedOf(POD_TEMPLATE, of({ containers }), changed)).toMatchObject({ metadata: { generation: 2 } });
    expect(changedOf(POD_TEMPLATE, changed, changed)).toMatchObject({ metadata: { generation: 1 } });
  });

  test("is warned of like pods are", () => {
    const doubled = [{ ...containers[0], env: [{ name: "A" }, { name: "A" }] }];
    expect(warningsOf(POD_TEMPLATE, of({ containers: doubled }))).toHaveLength(1);
  });
});
