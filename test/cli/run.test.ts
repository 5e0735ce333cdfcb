import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/program.ts";
import { CommandError } from "../../src/base/errors.ts";
import { type Ran, Session } from "../e2e/session.ts";

let session = new Session();
afterEach(() => {
  session.end();
  session = new Session();
});

describe("help", () => {
  it.each(COMMANDS.map(({ path }) => path))("of %s ends in three or more worked examples", async (path) => {
    const { exit, stdout } = await session.run([...path.split(" "), "--help"]);
    expect(exit).toBe(0);
    const examples = stdout.slice(stdout.indexOf("\nExamples:\n"));
    expect(examples.match(/^ {2}stsctl /gm)?.length).toBeGreaterThanOrEqual(3);
  });

  it("keeps the meanings of flags within a narrow terminal", async () => {
    const narrow = new Session({ terminal: true, columns: 60 });
    const { stdout } = await narrow.run(["scale", "--help"]);
    narrow.end();
    const flags = stdout.slice(stdout.indexOf("Options:"), stdout.indexOf("Examples:")).split("\n");
    expect(flags.filter((line) => line.length > 60)).toEqual([]);
  });

  it("of the program lists every command once", async () => {
    const { stdout } = await session.run(["--help"]);
    for (const word of new Set(COMMANDS.map(({ path }) => path.split(" ")[0]))) {
      expect(stdout.match(new RegExp(`^ +${word ?? ""} `, "gm")), word).toHaveLength(1);
    }
  });

  it("is what a group alone answers, with the status of a wrong line", async () => {
    expect(await session.run(["rollout"])).toMatchObject({ exit: 1, stdout: expect.stringContaining("undo") });
    expect(await session.run(["help", "rollout", "undo"])).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining("--to-revision"),
    });
  });
});

describe("a wrong command line", () => {
  it.each([
    [["frob"], 2, 'error: unknown command "frob" for "stsctl"'],
    [["gett"], 2, 'error: unknown command "gett" for "stsctl"\n\nDid you mean this?\n\tset\n\tget\n'],
    [["rollout", "frob"], 1, "error: unknown command \"frob\"\nSee 'stsctl rollout -h' for help and examples\n"],
    [["get", "--foo"], 1, "error: unknown flag: --foo\nSee 'stsctl get --help' for usage.\n"],
    [["diff", "--foo"], 2, "error: unknown flag: --foo\nSee 'stsctl diff -h' for help and examples\n"],
    [
      ["plan", "--ouput=json"],
      2,
      "error: unknown flag: --ouput\ndid you mean --output?\nSee 'stsctl plan --help' for usage.\n",
    ],
    [["scale", "web", "--replica=3"], 1, "error: unknown flag: --replica\nSee 'stsctl scale --help' for usage.\n"],
    [["dns", "lokup"], 2, 'error: unknown command "lokup"\ndid you mean lookup?\n'],
    [["sim", "set", "--foo"], 2, "error: unknown flag: --foo\n"],
    [["sim", "set", "nods=3"], 2, 'error: there is no setting "nods"\ndid you mean nodes?\n'],
    [["apply"], 1, "error: must specify one of -f and -k\n"],
    [["apply", "-f", "nope.yaml"], 1, 'error: the path "nope.yaml" does not exist\n'],
    [["apply", "-f", "-", "-f", "-"], 1, "error: standard input cannot be used for multiple arguments\n"],
    [["delete"], 1, "error: You must provide one or more resources by argument or filename.\n"],
    [["scale", "sts/web"], 1, 'error: required flag(s) "replicas" not set\n'],
    [
      ["get", "--color=red", "pods"],
      1,
      'error: invalid argument "red" for "--color" flag: must be auto, always or never\n',
    ],
  ])("%j is refused with status %i", async (argv, exit, stderr) => {
    const ran = await session.run(argv);
    expect([ran.exit, ran.stderr.slice(0, stderr.length), ran.stdout]).toEqual([exit, stderr, ""]);
  });
});

describe("several objects in YAML", () => {
  const separators = async (line: string): Promise<number> =>
    (await session.run(line.split(" "))).stdout.split("\n").filter((one) => one === "---").length;

  it("are documents where kubectl prints them with one printer, and are strung together elsewhere", async () => {
    await session.run(["apply", "-q", "-f", "myapp-sts.yaml"]);
    await session.run(["apply", "-q", "-f", "webserver.yaml"]);
    const both = "sts/myapp-sts sts/webserver";
    expect(await separators(`annotate ${both} a=b --dry-run=client -o yaml`)).toBe(1);
    expect(await separators(`scale ${both} --replicas=1 --dry-run=server -o yaml`)).toBe(1);
    expect(await separators(`label ${both} a=b --dry-run=client -o yaml`)).toBe(0);
    expect(await separators(`annotate ${both} a=b --dry-run=client -o json`)).toBe(0);
  });
});

describe("the state file", () => {
  it("is as it was after a refused change and after every question", async () => {
    await session.run(["apply", "-f", "myapp-sts.yaml"]);
    const file = join(session.folder, "stsctl.state.json");
    const before = readFileSync(file, "utf8");
    for (const line of [
      "apply -f sample-statefulset-broken.yaml",
      "delete sts nope",
      "apply -f webserver.yaml --dry-run=server",
      "rollout status sts/myapp-sts",
      "get pods",
      "describe sts",
      "wait pod --all --for=condition=Ready",
      "diff -f webserver.yaml",
      "timeline",
    ]) {
      await session.run(line.split(" "));
    }
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("is named by --state, and by STSCTL_STATE", async () => {
    mkdirSync(join(session.folder, "other"));
    await session.run(["--state", "other/s.json", "apply", "-q", "-f", "myapp-sts.yaml"]);
    const { stdout } = await session.run(["get", "sts", "-o", "name", "--state=other/s.json"]);
    expect(stdout).toBe("statefulset.apps/myapp-sts\n");
    const named = new Session({ env: { STSCTL_STATE: join(session.folder, "other/s.json") } });
    expect((await named.run(["get", "sts", "-o", "name"])).stdout).toBe(stdout);
    named.end();
  });

  it("is left alone when it is damaged", async () => {
    const file = join(session.folder, "stsctl.state.json");
    writeFileSync(file, "{");
    const ran = await session.run(["apply", "-f", "myapp-sts.yaml"]);
    expect(ran.exit).toBe(2);
    expect(ran.stderr).toMatch(/^error: stsctl\.state\.json:1:2: the state file is damaged/);
    expect(ran.stderr).toMatch(/\nto start anew, remove stsctl\.state\.json\n$/);
    expect(readFileSync(file, "utf8")).toBe("{");
  });

  it("is told apart from a folder, and from a place that is not there", async () => {
    mkdirSync(join(session.folder, "dir"));
    const said = async (file: string) => (await session.run(["apply", "-f", "myapp-sts.yaml", "--state", file])).stderr;
    expect(await said("dir")).toBe("error: cannot read the state file dir: it is a folder\n");
    expect(await said("none/s.json")).toBe("error: cannot lock the state file none/s.json: there is no folder none\n");
  });

  it("has its usual name where --state is empty, as where STSCTL_STATE is", async () => {
    await session.run(["apply", "-q", "-f", "myapp-sts.yaml", "--state="]);
    expect((await session.run(["get", "sts", "-o", "name"])).stdout).toBe("statefulset.apps/myapp-sts\n");
  });

  it("holds the same bytes after the same commands", async () => {
    const other = new Session();
    const texts: string[] = [];
    for (const one of [session, other]) {
      await one.run(["apply", "-f", "webserver.yaml"]);
      await one.run(["set", "image", "sts/webserver", "webserver=nginx:2"]);
      texts.push(readFileSync(join(one.folder, "stsctl.state.json"), "utf8"));
    }
    other.end();
    expect(texts[0]).toBe(texts[1]);
  });

  it("is as before when the user interrupts", async () => {
    const interruption = new AbortController();
    interruption.abort(130);
    const ran = await session.run(["apply", "-f", "myapp-sts.yaml"], "", interruption.signal);
    expect(ran.exit).toBe(130);
    expect((await session.run(["get", "sts"])).stderr).toBe("No resources found in default namespace.\n");
  });
});

describe("a question that is cut short", () => {
  it.each([
    ["diff", "-f", "myapp-sts.yaml"],
    ["apply", "-f", "myapp-sts.yaml", "--dry-run=server"],
    ["create", "-f", "myapp-sts.yaml", "--dry-run=client"],
    ["plan", "-f", "myapp-sts.yaml"],
  ])("is not answered: %s", async (...argv) => {
    const interruption = new AbortController();
    interruption.abort(143);
    const stderr = "error: interrupted; the state is as it was before\n";
    expect(await session.run(argv, "", interruption.signal)).toMatchObject({ exit: 143, stdout: "", stderr });
  });

  it("is given up at once by lint, which has nothing to put back", async () => {
    const killed = new Session({
      atOnce: (work) => {
        work();
        throw new CommandError("INTERRUPTED", "killed");
      },
    });
    const ran = await killed.run(["lint", "sample-statefulset-broken.yaml"]);
    killed.end();
    expect(ran).toMatchObject({ exit: 130, stdout: "" });
  });
});

/** Edits `myapp-sts` by replacing one text of its file by another, each time the editor is opened. */
async function edited(from: string, to: string, ...flags: readonly string[]): Promise<Ran> {
  const env = { KUBE_EDITOR: `sed -i.old s/${from}/${to}/`, PATH: process.env["PATH"] };
  const editing = new Session({ env });
  await editing.run(["apply", "-q", "-f", "myapp-sts.yaml"]);
  const ran = await editing.run(["edit", "-q", "sts", "myapp-sts", ...flags]);
  editing.end();
  return ran;
}

describe("edit", () => {
  it("gives up where another object would be meant", async () => {
    const { exit, stderr } = await edited("name:.myapp-sts", "name:\\ other");
    const [, copy = ""] = /^A copy of your changes has been stored to "(.*)"\n/.exec(stderr) ?? [];
    rmSync(copy);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/\nerror: At least one of apiVersion, kind and name was changed\n$/);
  });

  it("shows the patch that it sends", async () => {
    const { stdout } = await edited("Limit:.10", "Limit:\\ 9", "--output-patch");
    expect(stdout).toBe('Patch: {"spec":{"revisionHistoryLimit":9}}\nstatefulset.apps/myapp-sts edited\n');
  });

  it.each([
    [
      "replicas",
      "replicas: [",
      /^# \* <nil>: Invalid value: "The edited file failed validation": yaml: line \d+: did not find/m,
    ],
    ["serviceName", "serviceName: x", /^# \* spec: Forbidden: updates to statefulset spec/m],
    ["replicas", "nope: 1", /^# \* patch: Invalid value: .*: strict decoding error: unknown field "spec.nope"/m],
  ])("keeps a copy of what cannot be saved, and tells why in the file: %s as %s", async (field, line, complaint) => {
    const editor = join(session.folder, "editor.sh");
    writeFileSync(editor, `#!/bin/sh\ncat "$1" >> seen\nsed -i.old 's/^  ${field}: .*/  ${line}/' "$1"\n`, {
      mode: 0o755,
    });
    const editing = new Session({ env: { KUBE_EDITOR: editor, PATH: process.env["PATH"] } });
    await editing.run(["apply", "-q", "-f", "myapp-sts.yaml"]);
    const { exit, stderr } = await editing.run(["edit", "sts", "myapp-sts"]);
    const seen = readFileSync(join(editing.folder, "seen"), "utf8");
    editing.end();
    const [, copy = ""] = /A copy of your changes has been stored to "(.*)"\n/.exec(stderr) ?? [];
    expect([exit, readFileSync(copy, "utf8").includes(`  ${line}\n`)]).toEqual([1, true]);
    rmSync(copy);
    expect(seen).toContain('# statefulsets.apps "myapp-sts" was not valid:\n');
    expect(seen).toMatch(complaint);
    expect(stderr).toMatch(/^error: statefulsets\.apps "myapp-sts" is invalid$/m);
    expect(stderr).toMatch(/\nerror: Edit cancelled, no valid changes were saved\.\n$/);
  });
});

describe("objects of a namespace that is missing", () => {
  const config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: late}\n";
  it.each([
    ["", /\nnote: to make the namespace: stsctl create namespace late\n$/],
    [
      "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: late}\n",
      /\nnote: namespace late comes later in the files and is there now: apply them once more\n/,
    ],
  ])("are told how to come by it, behind kubectl's words: %j", async (more, note) => {
    writeFileSync(join(session.folder, "late.yaml"), config + more);
    const { exit, stderr } = await session.run(["apply", "-f", "late.yaml"]);
    expect([exit, stderr.includes('namespaces "late" not found\n')]).toEqual([1, true]);
    expect(stderr).toMatch(note);
    expect((await session.run(["apply", "-q", "-f", "late.yaml"])).stderr).not.toContain("note: ");
  });
});

it("tells of a namespace that stands for another", async () => {
  const config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: YOUR_NAMESPACE}\n";
  writeFileSync(join(session.folder, "yours.yaml"), config);
  const { stderr } = await session.run(["apply", "-f", "yours.yaml"]);
  expect(stderr).toMatch(/\nnote: no namespace can be named YOUR_NAMESPACE: put yours in its place\n$/);
});

describe("pods that need what nobody has made", () => {
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: needy}\nspec:\n  containers:\n  - {name: a, image: a:1, ";
  const note = 'note: Secret "db", which pod/needy needs to start, is not here: taken as given\n';
  it("are started, which is said when they are made", async () => {
    writeFileSync(join(session.folder, "needy.yaml"), `${pod}envFrom: [{secretRef: {name: db}}]}\n`);
    const apply = ["apply", "-f", "needy.yaml"];
    expect((await session.run(apply)).stderr).toBe(note);
    expect((await session.run(apply)).stderr).toBe("");
    await session.run(["delete", "pod", "needy"]);
    expect((await session.run([...apply, "-q"])).stderr).toBe("");
  });
});

it("reads no state as a manifest where a folder holds both", async () => {
  mkdirSync(join(session.folder, "both"));
  writeFileSync(join(session.folder, "both/a.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
  const apply = ["apply", "-f", "both", "--state", "both/state.json"];
  expect(await session.run(apply)).toMatchObject({ exit: 0, stdout: "configmap/a created\n" });
  expect(await session.run(apply)).toMatchObject({ exit: 0, stdout: "configmap/a unchanged\n", stderr: "" });
});

it("tells nothing of a workload whose name only begins that of a pod", async () => {
  const containers = "containers: [{name: c, image: c:1}]";
  writeFileSync(
    join(session.folder, "one.yaml"),
    `apiVersion: v1\nkind: Pod\nmetadata: {name: one-alone}\nspec: {${containers}}\n---\n` +
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: one}\nspec:\n  selector: {matchLabels: {app: one}}\n" +
      `  template: {metadata: {labels: {app: one}}, spec: {${containers}}}\n`,
  );
  expect((await session.run(["apply", "-f", "one.yaml"])).stdout).toContain(": one 1/1 ready");
  expect((await session.run(["delete", "pod", "one-alone"])).stdout).toMatch(/\nSettled after 1s\.\n$/);
  await session.run(["delete", "-q", "deploy", "one"]);
});

it("says of a set without its Service that its pods have no names", async () => {
  const set =
    "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: lone}\nspec:\n  serviceName: none\n" +
    "  selector: {matchLabels: {app: lone}}\n  template:\n    metadata: {labels: {app: lone}}\n" +
    "    spec: {containers: [{name: c, image: c:1}]}\n";
  writeFileSync(join(session.folder, "lone.yaml"), set);
  const { stderr } = await session.run(["apply", "-f", "lone.yaml"]);
  expect(stderr).toBe('note: Service "none" is not here: pods of sts/lone have no names in DNS until it is made\n');
  await session.run(["delete", "-q", "sts", "lone"]);
});

describe("timeline --last", () => {
  it("shows the last command, and nothing when that changed nothing", async () => {
    const last = async () => JSON.parse((await session.run(["timeline", "-o", "json", "--last"])).stdout) as object[];
    await session.run(["apply", "-f", "myapp-sts.yaml"]);
    expect((await last()).length).toBeGreaterThan(2);
    await session.run(["delete", "sts", "nope"]);
    expect(await last()).toEqual([]);
    await session.run(["delete", "pod", "myapp-sts-1"]);
    expect((await last())[0]).toMatchObject({ effect: "delete pod/myapp-sts-1" });
  });
});

describe("colour", () => {
  it.each([
    [{ NO_COLOR: "1" }, [], false],
    [{ FORCE_COLOR: "1" }, [], true],
    [{ FORCE_COLOR: "1" }, ["--color=never"], false],
    [{ NO_COLOR: "1" }, ["--color=always"], true],
    [{}, [], false],
  ])("with %j and %j is %s", async (env, flags, colored) => {
    const one = new Session({ env });
    const { stdout } = await one.run(["apply", "-f", "myapp-sts.yaml", ...flags]);
    one.end();
    expect(stdout.includes("\u001b[")).toBe(colored);
  });
});

describe("rollout history", () => {
  it("parts the documents of its revisions, as kubectl's one printer does", async () => {
    await session.run(["create", "deployment", "web", "--image=nginx:1"]);
    await session.run(["set", "image", "deploy/web", "nginx=nginx:2"]);
    const { stdout } = await session.run(["rollout", "history", "deploy/web", "-o", "yaml"]);
    expect(stdout.match(/^(?:---|kind: ReplicaSet)$/gm)).toEqual(["kind: ReplicaSet", "---", "kind: ReplicaSet"]);
  });
});
