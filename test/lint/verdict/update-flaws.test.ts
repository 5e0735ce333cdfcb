import { describe, expect, it } from "vitest";
import { changesSince } from "../../../src/lint/verdict/update-flaws.ts";
import { brief, lintTexts, statefulSet } from "../samples.ts";

const encoder = new TextEncoder();

function changed(before: string, after: string): readonly (readonly [string, string])[] {
  const changes = changesSince([{ file: "old.yaml", bytes: encoder.encode(before) }], {});
  const { findings } = lintTexts({ "a.yaml": after }, { rules: [], changes });
  return findings.map((finding) => [brief(finding), finding.message] as const);
}

const FIXED =
  "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', " +
  "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const at = (place: string): string => `a.yaml:${place} error update-refused`;

const claims = (size: string, more = ""): string =>
  statefulSet(
    `  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec:\n        accessModes: [ReadWriteOnce]\n` +
      `        resources: {requests: {storage: ${size}}}\n${more}`,
  );
const service = (spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n  selector: {app: web}\n${spec}`;
const claim = (size: string, className: string): string =>
  "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec:\n  accessModes: [ReadWriteOnce]\n" +
  `  resources: {requests: {storage: ${size}}}\n  storageClassName: ${className}\n`;

describe("a change that the API server refuses", () => {
  it("names each field that it is about, and where that is written", () => {
    expect(
      changed(
        statefulSet("  serviceName: web\n  podManagementPolicy: Parallel\n  replicas: 1\n"),
        statefulSet("  serviceName: db\n  replicas: 3\n"),
      ),
    ).toEqual([
      [at("5:1"), `spec.podManagementPolicy may not change from "Parallel" to "OrderedReady": ${FIXED}`],
      [at("6:16"), `spec.serviceName may not change from "web" to "db": ${FIXED}`],
    ]);
  });

  it("is named down to the field of a claim template", () => {
    const path = "spec.volumeClaimTemplates[0].spec.resources.requests.storage";
    expect(changed(claims("1Gi"), claims("2Gi"))).toEqual([
      [at("10:41"), `${path} may not change from "1Gi" to "2Gi": ${FIXED}`],
    ]);
    const second = "    - {metadata: {name: logs}, spec: {resources: {requests: {storage: 1Gi}}}}\n".replace(
      "spec: {",
      "spec: {accessModes: [ReadWriteOnce], ",
    );
    expect(changed(claims("1Gi"), claims("1Gi", second)).map(([, message]) => message)).toEqual([
      `spec.volumeClaimTemplates may not change from a list of 1 to a list of 2: ${FIXED}`,
    ]);
  });

  it("is that of a Service that becomes headless, whichever address it has", () => {
    expect(changed(service(""), service("  clusterIP: None\n"))).toEqual([
      [
        at("7:14"),
        'spec.clusterIP may not be added: spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
      ],
    ]);
    expect(
      changed(service("  clusterIP: None\n"), service("  clusterIP: None\n  publishNotReadyAddresses: true\n")),
    ).toEqual([]);
  });

  it("is that of a bound claim, but for more storage", () => {
    expect(changed(claim("1Gi", "fast"), claim("2Gi", "fast"))).toEqual([]);
    expect(changed(claim("2Gi", "fast"), claim("2Gi", "slow")).map(([place]) => place)).toEqual([at("7:21")]);
  });

  it("keeps what a Secret says to itself", () => {
    const secret = (value: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nimmutable: true\ndata: {password: ${value}}\n`;
    const [finding] = changed(secret("c3dvcmQ="), secret("c2hpZWxk"));
    expect(finding?.[1]).toMatch(/^data\.password may not change: .*immutable/);
    const text = secret("c2hpZWxk").replace("data: {password: c2hpZWxk}", "stringData: {password: shield}");
    expect(changed(secret("c3dvcmQ="), text)).toEqual([[at("5:24"), finding?.[1]]]);
  });
});

describe("a change that stumbles over what the cluster has filled in", () => {
  const onDelete = (rollingUpdate: string): string =>
    statefulSet(`  updateStrategy: {type: OnDelete${rollingUpdate}}\n`);

  it("is told, since an apply leaves that where it is", () => {
    const left = "spec.updateStrategy.rollingUpdate";
    expect(changed(statefulSet(""), onDelete(""))).toEqual([
      [
        at("6:3"),
        `${left} is still there after an apply: ${left}: Invalid value: {"Partition":0,"MaxUnavailable":null}: ` +
          "only allowed for updateStrategy 'RollingUpdate'",
      ],
    ]);
    expect(changed(statefulSet("  updateStrategy: {type: RollingUpdate}\n"), onDelete(""))).toEqual([]);
  });

  it("is fine where the change takes it out", () => {
    expect(changed(statefulSet(""), onDelete(", rollingUpdate: null"))).toEqual([]);
    const rolling = "  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}\n";
    expect(changed(statefulSet(rolling), onDelete(""))).toEqual([]);
  });

  it("is fine where the kind keeps only what is written", () => {
    const deployment = (strategy: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n${strategy}  selector: {matchLabels: {app: web}}\n` +
      "  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web:1}]}}\n";
    expect(changed(deployment(""), deployment("  strategy: {type: Recreate}\n"))).toEqual([]);
  });
});

describe("a change that the API server takes", () => {
  it.each<[string, string, string]>([
    ["of what may change", statefulSet("  replicas: 1\n"), statefulSet("  replicas: 2\n  minReadySeconds: 5\n")],
    ["that only writes a default out", statefulSet(""), statefulSet("  podManagementPolicy: OrderedReady\n")],
    ["of another object", statefulSet("  serviceName: a\n"), statefulSet("  serviceName: b\n", "other")],
    ["of what was broken", statefulSet("  serviceName: 3\n"), statefulSet("  serviceName: b\n")],
    [
      "of what a cluster gave out",
      statefulSet("  serviceName: a\n").replace("name: web\n", "name: web\n  uid: x\n  resourceVersion: '7'\n"),
      statefulSet("  serviceName: a\n"),
    ],
  ])("is none to tell of: %s", (_, before, after) => {
    expect(changed(before, after)).toEqual([]);
  });
});
