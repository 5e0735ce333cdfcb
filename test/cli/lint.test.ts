import { execFile, execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { commandIn } from "../e2e/command.ts";
import { Session, type Ran } from "../e2e/session.ts";

let session = new Session();
afterEach(() => {
  session.end();
  session = new Session();
});

const CONFIG = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";
const MISSPELT = `${CONFIG}dta:\n  mode: fast # kept\n`;

function file(path: string, text: string): string {
  mkdirSync(join(session.folder, path, ".."), { recursive: true });
  writeFileSync(join(session.folder, path), text);
  return path;
}

function read(path: string): string {
  return readFileSync(join(session.folder, path), "utf8");
}

const lint = (...argv: string[]): Promise<Ran> => session.run(["lint", ...argv]);

async function found(...argv: string[]): Promise<readonly string[]> {
  const { stdout } = await lint("-o", "json", ...argv);
  const { findings } = JSON.parse(stdout) as {
    findings: { file: string; line: number; rule: string; severity: string }[];
  };
  return findings.map((one) => `${one.file}:${one.line} ${one.severity} ${one.rule}`);
}

describe("the manifests of lint", () => {
  it("are those of folders and all below, of patterns, of words and of -f, each once", async () => {
    file("k8s/a.yaml", MISSPELT);
    file("k8s/deep/b.yml", MISSPELT);
    file("k8s/deep/notes.txt", "no manifest");
    file("k8s/.hidden/c.yaml", "no: manifest");
    file("k8s/kustomization.yaml", "resources: []");
    const expected = ["k8s/a.yaml:5 error strict-decoding", "k8s/deep/b.yml:5 error strict-decoding"];
    expect(await found("k8s")).toEqual(expected);
    expect(await found("-f", "k8s", "k8s/a.yaml")).toEqual(expected);
    expect(await found("k8s/a.yaml", "--", "k8s/deep")).toEqual(expected);
    expect(await found("k8s", "./k8s/a.yaml", join(session.folder, "k8s"))).toEqual(expected);
    expect(await found("k8s/**/*.y*ml")).toEqual(expected);
    expect(await found("k8s/*.yaml")).toEqual(expected.slice(0, 1));
    expect(await found("k8s", "--ignore", "deep")).toEqual(expected.slice(0, 1));
    expect(await found("k8s", "--ignore", "k8s/*.yaml")).toEqual(expected.slice(1));
  });

  it("are not the other files of a repository, unless they are named", async () => {
    file("app/web.yaml", MISSPELT);
    file("app/package.json", '{"name": "app"}');
    file("app/compose.yaml", "services: {}\n");
    const { stdout } = await lint("app");
    expect(stdout).toContain("1 error in 1 of 1 file (2 files without manifests)");
    expect(await found("app/compose.yaml")).toEqual(["app/compose.yaml:1 error yaml-syntax"]);
  });

  it("are not the templates of a chart, which a pipe brings", async () => {
    file("repo/chart/Chart.yaml", "apiVersion: v2\nname: chart\n");
    file("repo/chart/values.yaml", "kind: {}\n");
    file("repo/chart/templates/web.yaml", "apiVersion: v1\nkind: {{ .Values.kind }}\n");
    file("repo/chart/crds/settings.yaml", MISSPELT);
    const { stdout, stderr } = await lint("-o", "json", "repo");
    expect(stdout).toContain('"files": 1,');
    expect(stderr).toBe(
      "note: repo/chart is a Helm chart, linted as what it makes: helm template repo/chart | stsctl lint -\n",
    );
  });

  it("are not the patches of a kustomization, which a pipe brings", async () => {
    file("repo/base/web.yaml", CONFIG);
    file("repo/patches/all.yaml", MISSPELT);
    file("repo/prod/one.yaml", MISSPELT);
    file("repo/prod/own.yaml", MISSPELT.replace("settings", "own"));
    const patches =
      "patches:\n- path: one.yaml\n  target: {kind: ConfigMap}\npatchesStrategicMerge:\n- ../patches/all.yaml\n";
    file("repo/prod/kustomization.yaml", `resources: [../base, own.yaml]\n${patches}`);
    expect(await found("repo")).toEqual(["repo/prod/own.yaml:5 error strict-decoding"]);
    expect((await lint("repo")).stderr).toBe(
      "note: repo/prod has 2 patches, linted as what they make: kubectl kustomize repo/prod | stsctl lint -\n",
    );
  });

  it("are no templates, unless they are named", async () => {
    file("app/settings.yaml", CONFIG);
    file("app/template.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Name }}\n");
    const { stdout } = await lint("app");
    expect(stdout).toBe("No findings in 1 object of 1 file (1 template to render first).\n");
    expect(await found("app/template.yaml")).toEqual(["app/template.yaml:4 error yaml-syntax"]);
  });

  it("have what a kustomization generates", async () => {
    const pod = "containers: [{name: web, image: web:1, envFrom: [{configMapRef: {name: settings}}]}]";
    file("repo/base/web.yaml", `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {${pod}}\n`);
    expect(await found("repo")).toEqual(["repo/base/web.yaml:4 error config-map-missing"]);
    file("repo/base/kustomization.yaml", "resources: [web.yaml]\nconfigMapGenerator:\n- name: settings\n");
    expect(await found("repo")).toEqual([]);
    expect((await lint("repo")).stderr).toBe(
      "note: repo/base has a generator, linted as what they make: kubectl kustomize repo/base | stsctl lint -\n",
    );
  });

  it("may call what is generated by the name that it has in the end", async () => {
    const pod = "containers: [{name: web, image: web:1, envFrom: [{configMapRef: {name: shop-settings-v2}}]}]";
    file("repo/web.yaml", `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {${pod}}\n`);
    const names = "namePrefix: shop-\nnameSuffix: -v2\n";
    file("repo/kustomization.yaml", `${names}resources: [web.yaml]\nconfigMapGenerator:\n- name: settings\n`);
    expect(await found("repo")).toEqual([]);
    expect((await lint("repo")).stderr).toContain("note: repo has a generator,");
  });

  it("have the labels and the namespace that a kustomization gives them", async () => {
    const peer = "args: [--join=web-0.web.shop.svc.cluster.local]";
    const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 2
  template: {spec: {containers: [{name: web, image: web, ${peer}, ports: [{containerPort: 80}]}]}}
`;
    const service = (name: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {clusterIP: None, ports: [{name: http, port: 80}]}\n`;
    file("repo/base/web.yaml", set);
    file("repo/base/service.yaml", service("web"));
    const refused = ["repo/base/web.yaml:4 error invalid", "repo/base/web.yaml:7 error invalid"];
    expect(await found("repo")).toEqual(expect.arrayContaining(refused));
    const errors = async (): Promise<readonly string[]> =>
      (await found("repo")).filter((one) => !one.includes(" info "));
    file(
      "repo/base/kustomization.yaml",
      "namespace: shop\nimages: [{name: web, newTag: '1'}]\ncommonLabels: {app: web}\nresources: [web.yaml, service.yaml]\n",
    );
    expect(await errors()).toEqual([]);
    file("repo/base/kustomization.yaml", "resources: [web.yaml, service.yaml]\n");
    const labels = "images: [{name: web, newTag: '1'}]\nlabels:\n- includeSelectors: true\n  pairs: {app: web}\n";
    file("repo/prod/kustomization.yaml", `namespace: shop\n${labels}resources: [../base]\n`);
    expect(await errors()).toEqual([]);
    file(
      "repo/prod/kustomization.yaml",
      `namespace: shop\n${labels.replace("Selectors", "Templates")}resources: [../base]\n`,
    );
    const unselected = "repo/base/service.yaml:4 error governing-service-without-selector";
    expect(await errors()).toEqual([unselected, ...refused]);
  });

  it("can come from standard input under another name", async () => {
    const ran = await session.run(["lint", "-", "-f", "-", "--stdin-filename", "web.yaml", "-q"], MISSPELT);
    expect(ran).toMatchObject({ exit: 1, stdout: expect.stringMatching(/^web\.yaml:5:1 error/) as string });
  });

  it("are not what is no file: folders behind links, pipes, links to nothing that a pattern meets", async () => {
    file("k8s/a.yaml", MISSPELT);
    symlinkSync("..", join(session.folder, "k8s/loop.yaml"));
    execFileSync("mkfifo", [join(session.folder, "k8s/pipe.yaml")]);
    const expected = ["k8s/a.yaml:5 error strict-decoding"];
    expect(await found("k8s")).toEqual(expected);
    expect(await found("k8s/**")).toEqual(expected);
    expect(await lint("k8s/[z-a].yaml")).toMatchObject({ exit: 2, stdout: "" });
    expect(await found("k8s/[!b-z].yaml", "k8s/[a].yaml")).toEqual(expected);
  });

  it("are read once where they come through a pipe that has a name", async () => {
    const pipe = join(session.folder, "pipe.yaml");
    execFileSync("mkfifo", [pipe]);
    const writing = promisify(execFile)("sh", ["-c", 'printf "%s" "$1" > "$2"', "sh", MISSPELT, pipe]);
    const { stdout } = await lint("pipe.yaml");
    await writing;
    expect(stdout).toMatch(/^pipe\.yaml:5:1 error[^]*5 │ dta:/);
  });

  it.each([
    ["too", { path: "web.yaml/more", says: "cannot be accessed: part of its path is not a folder" }],
    ["self", { path: "self", says: "cannot be accessed: too many symbolic links" }],
    ["long", { path: `${"a".repeat(300)}.yaml`, says: "cannot be accessed: the name is too long" }],
    ["nothing", { path: "", says: 'the path "" does not exist' }],
    ["pattern", { path: "[x", says: 'pattern "[x" is not valid: syntax error in pattern' }],
    ["nowhere", { path: "links", says: "read links/x.yaml: no such file or folder" }],
  ])("that cannot be read are told with the reason: %s", async (_name, { path, says }) => {
    file("web.yaml", CONFIG);
    mkdirSync(join(session.folder, "links"));
    symlinkSync("nowhere", join(session.folder, "links/x.yaml"));
    symlinkSync("self", join(session.folder, "self"));
    const ran = await lint(path);
    expect(ran).toMatchObject({ exit: 2, stderr: expect.stringContaining(says) as string });
  });

  it("that have names in no UTF-8 are told of, since nobody could find them by what is printed", async () => {
    mkdirSync(Buffer.concat([Buffer.from(`${session.folder}/k8s/`), Buffer.from([0xff])]), { recursive: true });
    expect(await lint("k8s")).toMatchObject({ exit: 2, stderr: "error: read k8s/\uFFFD: its name is not UTF-8\n" });
  });

  it("are seen together", async () => {
    file(
      "set/service.yaml",
      "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {clusterIP: None, selector: {app: web}}\n",
    );
    file(
      "set/set.yaml",
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n  serviceName: web\n  selector: {matchLabels: {app: web}}\n" +
        "  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web:1}]}}\n",
    );
    const missing = "set/set.yaml:5 warning governing-service-missing";
    expect(await found("set")).not.toContain(missing);
    expect(await found("set/set.yaml")).toContain(missing);
  });
});

describe("the exit status of lint", () => {
  it("is 1 for findings at or above --fail-on", async () => {
    file("warn.yaml", `${CONFIG}data:\n  on: "1"\n`);
    file("bad.yaml", MISSPELT);
    const status = async (...argv: string[]): Promise<number> => (await lint(...argv)).exit;
    expect(await status("warn.yaml")).toBe(0);
    expect(await status("warn.yaml", "--fail-on", "warning")).toBe(1);
    expect(await status("bad.yaml")).toBe(1);
    expect(await status("bad.yaml", "--rule", "strict-decoding=warning")).toBe(0);
    expect(await status("bad.yaml", "--no-strict")).toBe(0);
    expect(await status(file("fine.yaml", CONFIG))).toBe(0);
  });

  it.each<[string[], string]>([
    [[], "must specify the manifests"],
    [["nope.yaml"], 'the path "nope.yaml" does not exist'],
    [["nope/*.yaml"], 'the path "nope/*.yaml" does not exist'],
    [["mysql.yaml", "-o", "xml"], 'unable to print findings as "xml"'],
    [["mysql.yaml", "-o", "json", "-o", "text"], "only one -o can go to standard output"],
    [["mysql.yaml", "-o", "json=out", "-o", "sarif=./out"], "only one -o can go to ./out"],
    [["mysql.yaml", "-o", "sariff"], "did you mean sarif?"],
    [["mysql.yaml", "--fail-on", "warnings"], "did you mean warning?"],
    [["mysql.yaml", "--fail-on", "fatal"], 'invalid argument "fatal" for "--fail-on" flag'],
    [
      ["mysql.yaml", "--rule", "strict-decodin=off"],
      'there is no rule "strict-decodin", did you mean "strict-decoding"?',
    ],
    [["mysql.yaml", "--rule", "strict-decoding"], "must be ID=SEVERITY"],
    [["mysql.yaml", "--kubernetes-version", "two"], 'invalid argument "two" for "--kubernetes-version" flag'],
    [["mysql.yaml", "--kubernetes-version", "1.37"], '"--kubernetes-version" flag: must be 1.27 to 1.36'],
    [["--explain", "strict-decodin"], 'there is no rule "strict-decodin"'],
    [["--list-rules", "-o", "sarif"], 'unable to print rules as "sarif": there are text, json'],
    [["-", "--fix"], "--fix cannot change standard input"],
    [["mysql.yaml", "--write-baseline"], "--write-baseline needs --baseline FILE"],
    [["mysql.yaml", "--baseline", "none.json"], "cannot read the baseline none.json: no such file or folder"],
    [["mysql.yaml", "--baseline", "mysql.yaml"], "mysql.yaml is no baseline of stsctl lint"],
    [["mysql.yaml", "--config", "."], "cannot read .: it is a folder"],
    [["mysql.yaml", "--config", "none.yaml"], 'the path "none.yaml" does not exist'],
  ])("is 2 for %j", async (argv, message) => {
    const ran = await lint(...argv);
    expect([ran.exit, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(message);
  });
});

describe("the outputs of lint", () => {
  it("show people what is only worth knowing when they ask, and programs always", async () => {
    file("bad.yaml", MISSPELT);
    const info = ["bad.yaml", "--rule", "strict-decoding=info"];
    expect((await lint(...info)).stdout).toBe("No findings in 1 object of 1 file (1 info with -v).\n");
    for (const asked of ["-v", "--fail-on=info", "--fix-dry-run"]) {
      expect((await lint(...info, asked)).stdout, asked).toMatch(/bad\.yaml/);
    }
    expect(await found(...info)).toEqual(["bad.yaml:5 info strict-decoding"]);
    const { stdout } = await lint(...info, "-o", "text", "-o", "json=out.json");
    expect(stdout).toBe("No findings in 1 object of 1 file (1 info with -v).\n");
    expect(readFileSync(join(session.folder, "out.json"), "utf8")).toContain('"strict-decoding"');
    file("bad.yaml", MISSPELT.replace("dta", "# stsctl-ignore strict-decoding: so\ndta"));
    expect((await lint(...info)).stdout).toBe("No findings in 1 object of 1 file (1 ignored).\n");
    file("bad.yaml", `${MISSPELT}dtb: 1 # stsctl-ignore strict-decoding\n`);
    expect((await lint(...info)).stdout).toBe("No findings in 1 object of 1 file (2 info with -v, 1 ignored).\n");
  });

  it("can be several at once, to files and to standard output", async () => {
    file("bad.yaml", MISSPELT);
    const { stdout } = await lint("bad.yaml", "-o", "sarif=out.sarif", "-o", "junit=out.xml", "-o", "text");
    expect(stdout).toContain("bad.yaml:5:1 error");
    expect(JSON.parse(read("out.sarif"))).toMatchObject({ version: "2.1.0" });
    expect(read("out.xml")).toContain("<testsuites");
  });

  it("say on stderr what GitHub will not show", async () => {
    const fields = Array.from({ length: 11 }, (_, index) => `unknown${index}: 1\n`).join("");
    file("bad.yaml", `${CONFIG}${fields}`);
    expect((await lint("bad.yaml", "-o", "github")).stderr).toBe(
      "note: 11 errors: GitHub shows 10 of each beside the code, all are in this log\n",
    );
    expect((await lint("bad.yaml", "-o", "tap")).stderr).toBe("");
  });

  it("name files from the top of the repository where the servers of repositories read them", async () => {
    file("k8s/bad.yaml", MISSPELT);
    const absolute = join(session.folder, "k8s/bad.yaml");
    const places = async (format: string, env: Record<string, string>, folder = session.folder): Promise<string> => {
      const ran = await commandIn(folder, env)(["lint", absolute, "-o", format]);
      return /(?:"path"|"uri"|file)(?:: |=)"?([^",]*)/.exec(ran.stdout)?.[1] ?? ran.stdout.split(":")[0] ?? "";
    };
    for (const format of ["github", "gitlab", "sarif"]) {
      expect(await places(format, {})).toBe("k8s/bad.yaml");
      expect(await places(format, {}, join(session.folder, "k8s"))).toBe("bad.yaml");
      const workspace = { GITHUB_WORKSPACE: session.folder };
      expect(await places(format, workspace, join(session.folder, "k8s"))).toBe("k8s/bad.yaml");
    }
    expect(await places("text", {})).toBe(absolute);
  });

  it("are the same bytes each time", async () => {
    for (const format of ["text", "json", "sarif", "junit", "github", "gitlab", "tap"]) {
      const first = await lint(".", "-o", format);
      expect(await lint(".", "-o", format)).toEqual(first);
      expect(first.stdout).not.toBe("");
    }
  });

  it("leave no state behind", async () => {
    await lint(".");
    expect(existsSync(join(session.folder, "stsctl.state.json"))).toBe(false);
  });
});

describe("the configuration of lint", () => {
  it("is the nearest .stsctl.yaml; flags win over it", async () => {
    file("bad.yaml", MISSPELT);
    file("old/bad.yaml", MISSPELT);
    file(".stsctl.yaml", "lint:\n  rules: {strict-decoding: warning}\n  ignore: [old/]\n");
    expect(await found("bad.yaml", "old")).toEqual(["bad.yaml:5 warning strict-decoding"]);
    expect(await found("bad.yaml", "--rule", "STS003=info")).toEqual(["bad.yaml:5 info strict-decoding"]);
    file("other.yaml", "lint: {failOn: info}\n");
    expect((await lint("bad.yaml", "--config", "other.yaml", "--rule", "STS003=info")).exit).toBe(1);
  });

  it("is refused with file, line and column", async () => {
    file(".stsctl.yaml", "lint:\n  rule: {}\n");
    expect(await lint("mysql.yaml")).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('.stsctl.yaml:2:3: unknown field "lint.rule", did you mean "rules"?') as string,
    });
  });
});

describe("--base", () => {
  const set = (service: string): string =>
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web}\nspec:\n  serviceName: ${service}\n` +
    "  selector: {matchLabels: {app: web}}\n" +
    "  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web:1}]}}\n";
  const git = (...words: readonly string[]): void => {
    const config = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    execFileSync("git", ["-C", session.folder, ...config, ...words], { stdio: "pipe" });
  };
  const refused = async (...argv: string[]): Promise<readonly string[]> =>
    (await found(...argv)).filter((one) => one.endsWith("update-refused"));

  it("takes the manifests before a change from files", async () => {
    file("old/web.yaml", set("a"));
    file("new.yaml", set("b"));
    expect(await refused("new.yaml", "--base", "old")).toEqual(["new.yaml:5 error update-refused"]);
    expect(await refused("new.yaml", "--base", "new.yaml")).toEqual([]);
    expect((await lint("new.yaml", "--base", "none")).stderr).toContain('the path "none" does not exist');
  });

  it("takes them from git: changed files, renamed ones, and objects that moved", async () => {
    file("k8s/web.yaml", set("a"));
    file("k8s/same.yaml", set("same").replace("name: web", "name: same"));
    file("other/same.yaml", set("other").replace("name: web", "name: same"));
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "before");
    expect(await refused("k8s", "--base", "git:HEAD")).toEqual([]);
    file("k8s/web.yaml", set("b"));
    expect(await refused("k8s", "--base", "git:HEAD")).toEqual(["k8s/web.yaml:5 error update-refused"]);
    git("mv", "k8s/web.yaml", "k8s/site.yaml");
    expect(await refused("k8s/*.yaml", "--base", "git:HEAD")).toEqual(["k8s/site.yaml:5 error update-refused"]);
    rmSync(join(session.folder, "k8s/site.yaml"));
    file("apps/all.yaml", `${CONFIG}---\n${set("b")}`);
    rmSync(join(session.folder, "other"), { recursive: true });
    expect(await refused("apps", "k8s", "--base", "git:HEAD")).toEqual(["apps/all.yaml:10 error update-refused"]);
  });

  it.each([
    ["git:nope", 'git knows no revision "nope"'],
    ["git:HEAD", "--base git:REF takes the files that are named"],
  ])("is refused for standard input or without such a revision: %s", async (base, message) => {
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "before");
    const words = base === "git:HEAD" ? "-" : ".";
    expect(await session.run(["lint", words, "--base", base], CONFIG)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining(message) as string,
    });
  });
});

describe("a baseline", () => {
  it("leaves out what was there before, also when it has moved", async () => {
    file("bad.yaml", MISSPELT);
    await lint("bad.yaml", "--baseline", "known.json", "--write-baseline");
    mkdirSync(join(session.folder, "conf"));
    file("bad.yaml", `# a comment\n${MISSPELT}`);
    expect(await lint("bad.yaml", "--baseline", "known.json")).toMatchObject({
      exit: 0,
      stdout: "No findings in 1 object of 1 file (1 in the baseline).\n",
    });
    const elsewhere = commandIn(join(session.folder, "conf"));
    expect(await elsewhere(["lint", join(session.folder, "bad.yaml"), "--baseline", "../known.json"])).toMatchObject({
      exit: 0,
    });
    file("bad.yaml", `${MISSPELT}dtb: {}\n`);
    expect(await found("bad.yaml", "--baseline", "known.json")).toEqual(["bad.yaml:7 error strict-decoding"]);
  });

  it("knows the findings of a file that has another name by their object", async () => {
    file("bad.yaml", MISSPELT);
    await lint("bad.yaml", "--baseline", "known.json", "--write-baseline");
    file("copy.yaml", MISSPELT);
    expect(await found("copy.yaml", "--baseline", "known.json")).toEqual(["copy.yaml:5 error strict-decoding"]);
    rmSync(join(session.folder, "bad.yaml"));
    expect(await found("copy.yaml", "--baseline", "known.json")).toEqual([]);
    file("copy.yaml", MISSPELT.replace("settings", "others"));
    expect(await found("copy.yaml", "--baseline", "known.json")).toEqual(["copy.yaml:5 error strict-decoding"]);
  });

  it("tells the entries of a map apart", async () => {
    const labels = (text: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n${text}`;
    file("bad.yaml", labels("    a: not fine\n    b: fine\n"));
    await lint("bad.yaml", "--baseline", "known.json", "--write-baseline");
    file("bad.yaml", labels("    a: fine\n    b: not fine\n"));
    expect(await found("bad.yaml", "--baseline", "known.json")).toEqual(["bad.yaml:7 error invalid"]);
  });
});

describe("fixes", () => {
  it("are shown as a difference that patch takes, and change nothing", async () => {
    file("bad.yaml", MISSPELT);
    const { stdout, exit } = await lint("bad.yaml", "--fix-dry-run");
    expect(exit).toBe(1);
    expect(stdout).toContain("--- a/bad.yaml\n+++ b/bad.yaml\n@@ -2,5 +2,5 @@\n");
    expect(stdout).toContain("-dta:\n+data:\n");
    expect(read("bad.yaml")).toBe(MISSPELT);
    await lint("bad.yaml", "--fix-dry-run", "-o", "json=found.json");
    expect(JSON.parse(read("found.json"))).toMatchObject({ summary: { errors: 1 } });
  });

  it("are written into the file, which keeps its comments", async () => {
    file("bad.yaml", MISSPELT);
    expect(await lint("bad.yaml", "--fix")).toMatchObject({ exit: 0, stderr: "1 finding fixed\n" });
    expect(read("bad.yaml")).toBe(MISSPELT.replace("dta", "data"));
  });

  it("are all shown, also those that others make room for", async () => {
    const wrong = `${CONFIG}dta:\n  mode: 5\n`;
    file("k8s/bad.yaml", wrong);
    const { stdout } = await lint("k8s", "--fix-dry-run");
    expect(read("k8s/bad.yaml")).toBe(wrong);
    await lint("k8s", "--fix");
    const fixed = read("k8s/bad.yaml");
    expect(fixed).toBe(`${CONFIG}data:\n  mode: "5"\n`);
    file("k8s/bad.yaml", wrong);
    execFileSync("git", ["apply", "-"], { cwd: session.folder, input: stdout });
    expect(read("k8s/bad.yaml")).toBe(fixed);
  });

  it("leave alone what the baseline knows", async () => {
    file("bad.yaml", MISSPELT);
    await lint("bad.yaml", "--baseline", "known.json", "--write-baseline");
    file("new.yaml", MISSPELT.replace("settings", "others"));
    await lint(".", "--baseline", "known.json", "--fix", "--ignore", "mysql*", "--ignore", "web*");
    expect([read("bad.yaml"), read("new.yaml")]).toEqual([
      MISSPELT,
      MISSPELT.replace("settings", "others").replace("dta", "data"),
    ]);
  });

  it("are written through links", async () => {
    file("real/bad.yaml", MISSPELT);
    symlinkSync("real/bad.yaml", join(session.folder, "link.yaml"));
    await lint("link.yaml", "--fix");
    expect([read("real/bad.yaml"), lstatSync(join(session.folder, "link.yaml")).isSymbolicLink()]).toEqual([
      MISSPELT.replace("dta", "data"),
      true,
    ]);
  });

  it("keep byte order mark and line ends, and stay away from what is not UTF-8", async () => {
    const windows = `\ufeff${MISSPELT.replaceAll("\n", "\r\n")}`;
    file("bad.yaml", windows);
    await lint("bad.yaml", "--fix");
    expect(read("bad.yaml")).toBe(windows.replace("dta", "data"));
    const latin = Buffer.concat([Buffer.from(MISSPELT), Buffer.from([0x23, 0xe4, 0x0a])]);
    writeFileSync(join(session.folder, "latin.yaml"), latin);
    expect((await lint("latin.yaml", "--fix")).stderr).toContain("latin.yaml is not UTF-8");
    expect(readFileSync(join(session.folder, "latin.yaml"))).toEqual(latin);
  });
});

describe("the pages of rules", () => {
  it("list every rule, also as data", async () => {
    const { stdout } = await lint("--list-rules");
    expect(stdout.split("\n").filter((line) => /^STS\d{3} {2}[a-z-]+ +(?:error|warning|info) /.test(line)).length).toBe(
      stdout.trimEnd().split("\n").length,
    );
    const { rules } = JSON.parse((await lint("--list-rules", "-o", "json")).stdout) as { rules: unknown[] };
    expect(rules).toHaveLength(stdout.trimEnd().split("\n").length);
  });

  it("explain a rule by id or code, with an example of each side", async () => {
    const { stdout, exit } = await lint("--explain", "sts101");
    expect(exit).toBe(0);
    expect(stdout).toBe((await lint("--explain", "governing-service-missing")).stdout);
    for (const part of [
      "STS101 governing-service-missing (error)",
      "To fix it:",
      "Source: https://",
      "Found in (",
      "Not found in:",
    ]) {
      expect(stdout).toContain(part);
    }
  });
});

describe("--stats", () => {
  it("counts on stderr", async () => {
    file("bad.yaml", MISSPELT);
    expect((await lint("bad.yaml", "--stats")).stderr).toMatch(
      /^1 objects in 1 files in .*\n +1 {2}STS003 strict-decoding\n$/,
    );
  });
});
