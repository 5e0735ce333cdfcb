import { describe, expect, it } from "vitest";
import { planHtml } from "../../../src/print/plan/html.ts";
import { planJson } from "../../../src/print/plan/json.ts";
import { planMarkdown } from "../../../src/print/plan/markdown.ts";
import { planText } from "../../../src/print/plan/text.ts";
import { planYaml } from "../../../src/print/plan/yaml.ts";
import type { Plan } from "../../../src/plan/model.ts";
import { applied, asked, cluster, fault, planned, setYaml } from "../../plan/rehearsed.ts";

const PLAIN = { width: 80, color: false };
const SPEC = "minReadySeconds: 10\npersistentVolumeClaimRetentionPolicy: {whenScaled: Delete}";
const snapshot = cluster(setYaml({ spec: SPEC, claims: "10Gi" }));
const update = planned(snapshot, applied(setYaml({ spec: SPEC, claims: "10Gi", image: "nginx:1.26", replicas: 2 })));
const refused = planned(snapshot, applied(setYaml({ spec: SPEC, claims: "20Gi" })));

const UPDATE = `~ statefulset.apps/web in default changed                            web.yaml:10
    ~ spec.replicas                               3 → 2                      :14
    ~ spec.template.spec.containers[nginx].image  nginx:1.25 → nginx:1.26    :23
= 1 object unchanged: service/web

PODS   3 steps, about 29s
  1  web-2  delete   waits for nothing                              at 0s for 1s
  2  web-1  replace  rev 1 → 2; waits until web-2 is gone           at 1s for 4s
  3  web-0  replace  rev 1 → 2; waits until web-1 is ready for     at 15s for 4s
                     10s (minReadySeconds)
   web: at least 1 serving at any moment (3 → 2 wanted)
   assumed: --pull-time=2s --start-after=1s --stop-after=1s, probes as written

CLAIMS   1 deleted (10Gi), 2 re-used (20Gi)
  data-web-2  10Gi  DELETED with its data, the volume too (reclaim Delete)
  data-web-1  10Gi  re-used by web-1, with the data of the one before
  data-web-0  10Gi  re-used by web-0, with the data of the one before

NAMES   3 names
  - web-2.web  gone
  ~ web-1.web  unanswered 4s, cached 34s  10.244.0.11 → 10.244.0.13
  ~ web-0.web  unanswered 4s, cached 34s  10.244.0.10 → 10.244.0.14
   cached: how long NXDOMAIN may last where misses are cached (SOA minimum
     30s); an old address may stay cached for 30s (TTL)

IF IT NEVER BECOMES READY   for its image, a crash or a probe
  web with nginx:1.26: stops at step 2 (web-1) with 1 of 2 serving, all old.
  Going back alone does not free it; all of this does:
      stsctl set image sts/web nginx=nginx:1.25
      stsctl delete pod web-1

DATA LOSS: 1 claim, 10Gi: data-web-2.
  To keep the data, first:
      stsctl patch pv VOLUME -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
QUORUM: only 1 of 3 members of web is ready after 1s, a majority needs 2.
  Update first and scale down afterwards: fewer members have none to spare.
  To avoid it:
      stsctl set image sts/web nginx=nginx:1.26
      stsctl scale sts/web --replicas=2

Plan: 1 object changed, 1 pod deleted, 2 replaced, 1 claim deleted, 1 name gone.
`;

describe("the text of a plan", () => {
  it("tells changes, pods, claims, names, the way back and the verdicts, in this order", () => {
    expect(planText(update, PLAIN).replace(/pvc-[0-9a-f-]{36}/, "VOLUME")).toBe(UPDATE);
  });

  it("fits into 80 columns, but for commands", () => {
    const long = [update, refused]
      .flatMap((plan) => planText(plan, PLAIN).split("\n"))
      .filter((line) => Array.from(line).length > 80);
    expect(long.filter((line) => !/^ +stsctl /.test(line))).toEqual([]);
  });

  it("says under which faults no way back was found", () => {
    const faults = [fault("pod/web-0", "crash-loop")];
    const parallel = cluster(setYaml({ spec: "podManagementPolicy: Parallel" }));
    const text = planText(planned(parallel, asked("set image sts web nginx=nginx:1.26"), { faults }), PLAIN);
    expect(text).toContain("\n  No commands were found that bring every pod back, with pod/web-0=crash-loop");
  });

  it("names a few of many faults", () => {
    const faults = Array.from({ length: 9 }, (_, index) => fault(`image/x:${index}`, "image-pull"));
    const made = planned(snapshot, asked("scale sts web --replicas=4"), { faults });
    expect(planText(made, PLAIN).replace(/\n +/g, " ")).toContain("image/x:4=image-pull and 4 more\n");
  });

  it("says of a pod that is lost why it does not come back, and not what it waits for", () => {
    const faults = [fault("pod/web-0", "crash-loop")];
    const text = planText(planned(snapshot, asked("annotate sts web a=b"), { faults }), PLAIN);
    expect(text).toMatch(/\n {2}1 {2}web-0 {2}unready {2}CrashLoopBackOff +at 0s\n/);
  });

  it("keeps what was and what is in one line where one is wide enough", () => {
    const text = planText(update, { width: 75, color: false });
    expect(text).toMatch(/image {2}nginx:1\.25 → nginx:1\.26\n +:\d+\n/);
    expect(planText(update, { width: 60, color: false })).toMatch(/image +:\d+\n +nginx:1\.25 → nginx:1\.26\n/);
  });

  it("shows what differs of long values, and puts below what has no room beside long names", () => {
    const name = "payments-ledger-database-primary-eu-west";
    const image = "registry.example.com/platform/databases/postgres-with-extensions";
    const yaml = (tag: string): string => setYaml({ name, image: `${image}:${tag}`, replicas: 1, claims: "10Gi" });
    const long = planned(cluster(yaml("16.2.1-20260101")), applied(yaml("17.0.0-20260601")));
    expect(planHtml(long)).toContain(">…ary-eu-west-0.payments…</text>");
    expect(planHtml(long)).toContain('<td class="short">replace</td>');
    const text = planText(long, { width: 60, color: false });
    expect(text).toContain(`~ statefulset.apps/${name}  web.yaml:10\n  in default changed\n`);
    expect(text).toContain(
      "registry.exa…extensions:16.2.1-20260101 →\n          registry.exa…extensions:17.0.0-20260601",
    );
    expect(text).toMatch(
      /\n {2}1 {2}payments-ledger-database-primary-eu-west-0 {2}replace +at 0s for 4s\n {8}rev 1 → 2; waits for nothing\n/,
    );
    expect(text).toMatch(/-eu-west-0 {2}10Gi\n {8}re-used by\n/);
    expect(text).toContain(`\n  ~ ${name}\n        unanswered 4s, cached 34s; then as before\n`);
  });

  it("prints nothing of the manifests that a terminal would act on", () => {
    const evil = planned(snapshot, applied(setYaml({ spec: SPEC, claims: "10Gi", image: '"a\\e[31m"' })));
    expect(planText(evil, PLAIN)).toContain("nginx:1.25 → a·[31m");
    expect(planMarkdown(evil)).not.toContain("\u001b");
  });

  it("is the same with colour, but for the colour", () => {
    const coloured = planText(update, { width: 80, color: true });
    expect(coloured).not.toBe(planText(update, PLAIN));
    // oxlint-disable-next-line no-control-regex -- the escape sequences of colours begin with one
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(planText(update, PLAIN));
  });

  it("names the field that the server cannot read, at its place, and the one that was meant", () => {
    const text = planText(planned(snapshot, applied(setYaml().replace("replicas:", "replica:"))), PLAIN);
    expect(text).toMatch(/\n {4}spec\.replica +set to 3, did you mean "replicas"\? +web\.yaml:14:3\n/);
  });

  it("names the field that is refused, in the server's words, and the way round", () => {
    const text = planText(refused, PLAIN);
    expect(text).toMatch(/requests\.storage +10Gi → 20Gi\n +web\.yaml:\d+:\d+/);
    expect(text).toContain("spec: Forbidden: updates to statefulset");
    expect(text).toContain("\n      stsctl delete sts web --cascade=orphan\n");
    expect(text).toContain("REFUSED   nothing is changed at all\n");
  });

  it("folds what repeats itself", () => {
    const many = planned(cluster(setYaml()), asked("scale sts web --replicas=60"));
    const text = planText(many, PLAIN);
    expect(text).toContain("… 45 more like these …");
    expect(text.split("\n").length).toBeLessThan(50);
    expect(planHtml(many)).not.toContain("more like these");
    const claims = planned(cluster(setYaml({ replicas: 12, claims: "1Gi" })), asked("set image sts web nginx=b"));
    expect(planText(claims, PLAIN).match(/re-used by/g)).toHaveLength(4);
    expect(planText(claims, PLAIN)).toContain("CLAIMS   12 re-used (12Gi)\n");
  });

  it("says a way round once where several share it", () => {
    const map = (name: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: early}\n---\n`;
    const early = `${map("a")}${map("b")}apiVersion: v1\nkind: Namespace\nmetadata: {name: early}\n`;
    const text = planText(planned(snapshot, applied(early)), PLAIN);
    expect(text.match(/ is refused\b/g)).toHaveLength(2);
    expect(text.match(/The way round/g)).toHaveLength(1);
    expect(text).toContain(
      "REFUSED   not all or nothing: apply changes namespace/early and leaves out 2\n          objects\n",
    );
  });

  it("shows values as YAML does, with all their digits", () => {
    const thing = (spec: string): string =>
      `apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\nspec: {${spec}}\n`;
    const after = thing('size: 9007199254740993, env: [{name: A, value: "1 2"}]');
    const text = planText(planned(cluster(thing("size: 1")), applied(after)), PLAIN);
    expect(text).toContain('set to [{name: A, value: "1 2"}]');
    expect(text).toContain("1 → 9007199254740993");
  });

  it("keeps a line for each field, and puts below what is too long for one", () => {
    const digest = `nginx@sha256:${"0123456789abcdef".repeat(4)}`;
    const changed = setYaml({ spec: "minReadySeconds: 1", image: `registry.example.com:5000/${digest}` });
    const restarted = planText(planned(snapshot, asked("rollout restart sts/web")), PLAIN);
    expect(restarted).toMatch(/annotations\[kubectl.kubernetes.io\/restartedAt\]\n {10}set to 2026-/);
    const lines = planText(planned(cluster(setYaml()), applied(changed)), PLAIN).split("\n");
    expect(lines[1]).toMatch(/^ {4}~ spec.template.spec.containers\[nginx\].image +:\d+$/);
    expect(lines[2]).toBe("          nginx:1.25 → registry.example.com:5000/nginx@sha256:0123456789ab…");
    expect(lines[3]).toMatch(/^ {4}\+ spec.minReadySeconds +set to 1 +:\d+$/);
  });

  it("says when a claim goes that is still in use", () => {
    expect(planText(planned(snapshot, asked("delete pvc data-web-1")), PLAIN)).toContain(
      "  data-web-1  10Gi  to be DELETED with its data, once web-1 no longer uses it\n",
    );
  });

  it("says that nothing changes", () => {
    expect(planText(planned(cluster(setYaml()), applied(setYaml())), PLAIN)).toContain("\nPlan: no changes.\n");
  });
});

describe("the other forms", () => {
  const stuck = planned(cluster(setYaml()), asked("set image sts web nginx=<b>&x"), {
    faults: [fault("image/<b>&x", "image-pull")],
  });

  it("says whose its commands are where it begins with manifests", () => {
    const hint = "ommands are kubectl's: in the cluster write kubectl for stsctl";
    const from = (from: string): Plan => ({ ...refused, base: { ...refused.base, from } });
    for (const print of [(plan: Plan) => planText(plan, PLAIN), planMarkdown, planHtml]) {
      expect(print(from("git main")).replaceAll("&#39;", "'")).toContain(hint);
      expect(print(from("the state"))).not.toContain("kubectl for stsctl");
    }
  });

  it("of Markdown names at its top the fields that are refused", () => {
    expect(planMarkdown(refused)).toContain(
      "\n\n> **REFUSED** statefulset.apps/web: <code>spec.volumeClaimTemplates[0].spec.resources.requests.storage</code>\n\n",
    );
  });

  it("of Markdown folds long parts and keeps short ones open", () => {
    const many = planMarkdown(planned(cluster(setYaml()), asked("scale sts web --replicas=30")));
    expect(many).toMatch(/<details><summary><b>Pods<\/b>: 27 steps[^]*<\/details>/);
    expect(many).toContain("### Plan: 1 object changed, 27 pods created");
    expect(planMarkdown(update)).toContain("> **DATA LOSS** 1 claim, 10Gi: data-web-2");
    expect(planMarkdown(update)).toContain("**Claims**: 1 deleted (10Gi), 2 re-used (20Gi)");
  });

  it("of Markdown lets no text out of its fence", () => {
    const made = planMarkdown(planned(cluster(setYaml()), asked("set image sts web nginx=```")));
    expect(made).toMatch(/````diff\n[^]*nginx:1.25 → ```\n[^]*````/);
  });

  it("of HTML is one page that loads nothing and lets no text become markup", () => {
    const page = planHtml(stuck);
    expect(page).not.toMatch(/<script|<link|<img|@import|src=|url\((?!#)/);
    expect(page.match(/https?:\/\/[^"\s]+/g) ?? []).toEqual(["http://www.w3.org/2000/svg"]);
    expect(page).not.toContain("<b>&x");
    expect(page).toContain("&lt;b&gt;&amp;x");
    expect(page).toContain("prefers-color-scheme:dark");
  });

  it("of HTML draws a row for each pod, and claims and names beneath", () => {
    const page = planHtml(update);
    expect([...page.matchAll(/<text class="name"[^>]*>([^<]+)</g)].map(([, name]) => name).join(" ")).toBe(
      "web-0 web-1 web-2 data-web-2 data-web-1 data-web-0 web-2.web web-1.web web-0.web",
    );
    const titles = [...page.matchAll(/<title>([^<]+)<.title><rect/g)].map(([, title]) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        "ready, revision 1: 0s to 1s",
        "terminating, revision 1: 1s to 2s",
        "not ready, revision 2: 2s to 5s",
        "ready, revision 2: from 5s on",
        "gone with its data: from 1s on",
        "no answer: 1s to 5s",
        "gone: from 0s on",
      ]),
    );
  });

  it("of HTML shows what waits for ever", () => {
    expect(planHtml(stuck)).toContain("<title>ImagePullBackOff, revision 2: from 1s on</title>");
  });

  it("of JSON and YAML say the same", () => {
    const document = JSON.parse(planJson(update)) as { version: number; text: string };
    expect(document).toMatchObject({ version: 1, verb: "apply", settled: true });
    expect(planYaml(update)).toContain(`text: ${document.text}\n`);
  });
});
