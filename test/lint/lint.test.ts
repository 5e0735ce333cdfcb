import { describe, expect, it } from "vitest";
import { UNKNOWN_KIND } from "../../src/lint/server-rules.ts";
import { governingServiceMissing } from "../../src/lint/rules/governing-service-missing.ts";
import { lintManifests } from "../../src/lint/lint.ts";
import { hostnameOverrideShared } from "../../src/lint/rules/hostname-override-shared.ts";
import { changesSince } from "../../src/lint/verdict/update-flaws.ts";
import { brief, lintTexts, statefulSet } from "./samples.ts";

const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";

describe("findings", () => {
  it("come by file in the order of the input, then by place", () => {
    const { findings } = lintTexts(
      { "b.yaml": statefulSet("  replicas: -1\n  serviceNames: x\n"), "a.yaml": statefulSet("  repliças: 1\n") },
      { rules: [] },
    );
    expect(findings.map(brief)).toEqual(["b.yaml:7:3 error strict-decoding", "a.yaml:6:3 error strict-decoding"]);
  });

  it("tell of every fault, also of those that the API server does not get to", () => {
    const { findings } = lintTexts(
      { "a.yaml": statefulSet('  replicas: "1"\n  serviceName: 3\n  foo: 1\n') },
      { rules: [] },
    );
    expect(findings.map(brief)).toEqual([
      "a.yaml:6:13 error wrong-type",
      "a.yaml:7:16 error wrong-type",
      "a.yaml:8:3 error strict-decoding",
    ]);
  });

  it("point into the items of a List", () => {
    const list =
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a, lables: {}}\n";
    expect(lintTexts({ "a.yaml": list }).findings.map(brief)).toEqual(["a.yaml:6:23 error strict-decoding"]);
  });

  it("point to the closest written ancestor of what is missing", () => {
    const { findings } = lintTexts({
      "a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort}\n",
    });
    expect(findings.map((one) => [brief(one), one.at.exact, one.message])).toEqual([
      ["a.yaml:4:1 error invalid", false, "spec.ports: Required value"],
    ]);
  });

  it("name both readings of a scalar that readers of YAML dispute", () => {
    const { findings } = lintTexts({ "a.yaml": `${CONFIG}data:\n  a: on\n` });
    expect(findings.map(({ rule }) => rule)).toEqual(["yaml-dialect", "wrong-type"]);
    expect(findings[0]?.message).toBe('on is the boolean true to kubectl and the text "on" to a reader of YAML 1.2');
  });

  it("make little of permissions written in octal, as what applies manifests reads them", () => {
    const pod = (field: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  volumes:\n  - {name: c, configMap: {name: c, ${field}}}\n` +
      "  containers: [{name: a, image: a:1}]\n";
    const dialect = (text: string): readonly string[] =>
      lintTexts({ "a.yaml": text })
        .findings.filter(({ rule }) => rule === "yaml-dialect")
        .map(brief);
    expect(dialect(pod("defaultMode: 0755"))).toEqual(["a.yaml:6:49 info yaml-dialect"]);
    expect(dialect(pod("optional: yes"))).toEqual(["a.yaml:6:46 warning yaml-dialect"]);
  });

  it("say of placeholders that something is to be put in", () => {
    const text = statefulSet("  replicas: ${REPLICAS}\n", "${NAME}");
    const { findings } = lintTexts({ "a.yaml": text, "b.yaml": statefulSet("", "${NAME}") });
    const fixes = findings.filter(({ severity }) => severity === "error").map(({ rule, fix }) => `${rule}: ${fix}`);
    const way = "as envsubst or whatever applies it does, and lint that";
    expect(fixes).toEqual([
      "wrong-type: put in what ${REPLICAS} stands for, " + way,
      "invalid: put in what ${NAME} stands for, " + way,
    ]);
    const service =
      "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80}]\n  clusterIP: $IP\n";
    const [bare] = lintTexts({ "a.yaml": service }, { rules: [] }).findings;
    expect([bare?.fix, bare === undefined ? "" : brief(bare)]).toEqual([
      `put in what $IP stands for, ${way}`,
      "a.yaml:6:14 error invalid",
    ]);
  });

  it("weigh what users say, also those that weigh less than others of their rule", () => {
    const alone = (severity?: "error" | "off"): readonly string[] =>
      lintTexts(
        { "a.yaml": statefulSet("  serviceName: web\n") },
        {
          rules: [governingServiceMissing],
          ...(severity === undefined ? {} : { severities: new Map([["governing-service-missing", severity]]) }),
        },
      ).findings.map(brief);
    expect(alone()).toEqual(["a.yaml:6:16 warning governing-service-missing"]);
    expect(alone("error")).toEqual(["a.yaml:6:16 error governing-service-missing"]);
    expect(alone("off")).toEqual([]);
  });

  it("tell of bytes that are no text, once a file", () => {
    const bytes = (text: string, broken: readonly number[]): Uint8Array =>
      Uint8Array.from([...new TextEncoder().encode(text), ...broken, ...new TextEncoder().encode('"\n')]);
    const found = (broken: readonly number[]): unknown =>
      lintManifests([{ file: "a.yaml", bytes: bytes(`${CONFIG}data:\n  a: "`, broken) }]).findings.map(brief);
    expect(found([0xff, 0xc3, 0x28])).toEqual(["a.yaml:6:7 warning yaml-dialect"]);
    expect(found([0xef, 0xbf, 0xbd])).toEqual([]);
  });

  it("are silent about what only a cluster can know", () => {
    const service =
      "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {clusterIP: 172.20.0.1, ports: [{port: 1}]}\n";
    expect(lintTexts({ "a.yaml": service }, { rules: [] }).findings).toEqual([]);
  });

  it("count objects of other kinds as skipped, and still read their metadata", () => {
    const other = "apiVersion: example.com/v1\nkind: Database\nmetadata: {name: a}\nanything: goes\n";
    expect(lintTexts({ "a.yaml": other })).toMatchObject({ findings: [], objects: 1, skipped: 1 });
    const wrong = other.replace("name: a", "name: a, labels: {a: -}");
    expect(lintTexts({ "a.yaml": wrong }).findings.map(brief)).toEqual(["a.yaml:3:33 error invalid"]);
  });
});

describe("options", () => {
  const unknown = statefulSet("  foo: 1\n");

  it("make a rule graver, lighter or quiet, by id or by code", () => {
    const severities = (key: string, severity: "off" | "info"): unknown =>
      lintTexts({ "a.yaml": unknown }, { rules: [], severities: new Map([[key, severity]]) }).findings.map(
        (one) => one.severity,
      );
    expect(severities("strict-decoding", "off")).toEqual([]);
    expect(severities("STS003", "info")).toEqual(["info"]);
  });

  it("make unknown and duplicate fields warnings when not strict", () => {
    const { findings } = lintTexts(
      { "a.yaml": statefulSet("  replicas: 1\n  replicas: 2\n  foo: 1\n") },
      { strict: false, rules: [] },
    );
    expect(findings.map(brief)).toEqual(["a.yaml:7:3 warning strict-decoding", "a.yaml:8:3 warning strict-decoding"]);
  });

  it("pass by kinds that do not exist when asked to", () => {
    const old = statefulSet("").replace("apps/v1", "apps/v1beta1");
    const found = lintTexts({ "a.yaml": old });
    expect([found.findings.map(brief), found.skipped]).toEqual([["a.yaml:1:13 error unknown-kind"], 0]);
    expect(lintTexts({ "a.yaml": old }, { ignoreMissingSchemas: true })).toMatchObject({ findings: [], skipped: 1 });
  });

  it.each([
    ["apps/v1", "StatefullSet", "kind", "write kind: StatefulSet"],
    ["apps/v1beta1", "StatefulSet", "apiVersion", "write apiVersion: apps/v1"],
    ["extensions/v1beta1", "Ingress", "apiVersion", "write apiVersion: networking.k8s.io/v1"],
    ["apps/v1beta2", "statefulset", "kind", "write apiVersion: apps/v1 and kind: StatefulSet"],
    ["apps/v1", "Widget", "kind", undefined],
    ["apps/v2", "Widget", "apiVersion", undefined],
  ])("say which kind was meant by %s %s", (apiVersion, kind, field, fix) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`;
    const [finding] = lintTexts({ "a.yaml": text }).findings;
    expect(finding).toMatchObject({ rule: "unknown-kind", path: [field], fix: fix ?? UNKNOWN_KIND.fix });
  });

  it("place objects without a namespace in the one given", () => {
    const twice = `${CONFIG}---\n${CONFIG}  namespace: test\ndata: {mode: fast}\n`;
    expect(lintTexts({ "a.yaml": twice }, { namespace: "test" }).findings.map(brief)).toEqual([
      "a.yaml:9:9 error object-defined-twice",
    ]);
    expect(lintTexts({ "a.yaml": twice }).findings).toEqual([]);
  });
});

describe("suppressions", () => {
  const silenced = (text: string): unknown => {
    const { findings, suppressed } = lintTexts({ "a.yaml": text }, { rules: [] });
    return [suppressed, findings.map(brief)];
  };

  it("work above the line, behind the value, and on the object", () => {
    expect(silenced(statefulSet("  # stsctl-ignore strict-decoding: why not\n  foo: 1\n"))).toEqual([1, []]);
    expect(silenced(statefulSet("  foo: 1 # stsctl-ignore STS003: why not\n"))).toEqual([1, []]);
    expect(silenced(statefulSet("  foo: 1 #stsctl-ignore strict-decoding: why not\n"))).toEqual([1, []]);
    expect(silenced(statefulSet("  foo: 1 # stsctl-ignore: why not\n"))).toEqual([1, []]);
    const annotated = statefulSet("  foo: 1\n").replace(
      "name: web\n",
      'name: web\n  annotations: {stsctl.dev/ignore: "strict-decoding"}\n',
    );
    expect(silenced(annotated)).toEqual([1, []]);
    expect(silenced(annotated.replace('decoding"', 'decoding: for the old release"'))).toEqual([1, []]);
  });

  it("work in files with the line ends of Windows", () => {
    const text = statefulSet(
      "  # stsctl-ignore strict-decoding: why not\n  foo: 1\n  bar: 1 # stsctl-ignore STS003: so\n",
    );
    expect(silenced(text.replaceAll("\n", "\r\n"))).toEqual([2, []]);
  });

  it("are comments: texts of several lines hold none", () => {
    const data =
      '  text: |\n    # stsctl-ignore wrong-type: in a block\n    b\n  other: "a\n    # stsctl-ignore wrong-type: quoted\n    b"\n';
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${data}`;
    expect(silenced(text)).toEqual([0, []]);
    expect(silenced(`${text}  # stsctl-ignore wrong-type: behind them\n`)).toEqual([
      0,
      ["a.yaml:11:3 warning unused-suppression"],
    ]);
  });

  it("ask for a reason", () => {
    expect(silenced(statefulSet("  foo: 1 # stsctl-ignore\n"))).toEqual([
      1,
      ["a.yaml:6:10 info suppression-without-reason"],
    ]);
  });

  it("reach over further comments to the next line, and no further", () => {
    expect(silenced(statefulSet("  # stsctl-ignore strict-decoding: a\n  # another comment\n  foo: 1\n"))).toEqual([
      1,
      [],
    ]);
    expect(silenced(statefulSet("  # stsctl-ignore strict-decoding: a\n  replicas: 1\n  foo: 1\n"))).toEqual([
      0,
      ["a.yaml:6:3 warning unused-suppression", "a.yaml:8:3 error strict-decoding"],
    ]);
  });

  it("are reported when they fit nothing or name nothing", () => {
    expect(silenced(statefulSet("  # stsctl-ignore wrong-type: a\n  replicas: 1\n"))).toEqual([
      0,
      ["a.yaml:6:3 warning unused-suppression"],
    ]);
    const { findings } = lintTexts(
      { "a.yaml": statefulSet("  # stsctl-ignore wrong-typ: a\n  replicas: 1\n") },
      { rules: [] },
    );
    expect(findings[0]?.message).toBe('there is no rule "wrong-typ", did you mean "wrong-type"?');
  });

  it("of rules that are off are not unused", () => {
    const text = statefulSet("  # stsctl-ignore wrong-type: a\n  replicas: 1\n");
    expect(lintTexts({ "a.yaml": text }, { rules: [], severities: new Map([["wrong-type", "off"]]) }).findings).toEqual(
      [],
    );
  });

  it("of rules about later releases, or about a change that is not given, are not unused", () => {
    const text = statefulSet("  # stsctl-ignore update-refused: settled\n  replicas: 1\n");
    expect(lintTexts({ "a.yaml": text }, { rules: [] }).findings).toEqual([]);
    const changes = changesSince([], {});
    const unused = [{ rule: "unused-suppression" }];
    expect(lintTexts({ "a.yaml": text }, { rules: [], changes }).findings).toMatchObject(unused);
    const later = text.replace("update-refused", "hostname-override-shared");
    const only = { rules: [hostnameOverrideShared] };
    expect(lintTexts({ "a.yaml": later }, { ...only, kubernetesMinor: 33 }).findings).toEqual([]);
    expect(lintTexts({ "a.yaml": later }, only).findings).toMatchObject(unused);
  });
});

describe("the input", () => {
  it("is looked at once, one file after the other", () => {
    let asked = 0;
    const inputs = {
      *[Symbol.iterator]() {
        for (; asked < 3; asked++)
          yield { file: `${asked}.yaml`, bytes: new TextEncoder().encode(CONFIG.replace("settings", `s${asked}`)) };
      },
    };
    expect(lintManifests(inputs)).toMatchObject({ files: ["0.yaml", "1.yaml", "2.yaml"], objects: 3, findings: [] });
  });
});
