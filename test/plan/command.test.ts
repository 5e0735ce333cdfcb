import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commandIn, type Ran } from "../e2e/command.ts";
import { setYaml } from "./rehearsed.ts";

let folder = "";
let stsctl: ReturnType<typeof commandIn>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-"));
  stsctl = commandIn(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function line(text: string): Promise<Ran> {
  return stsctl(text.split(" "));
}

const RETENTION = "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}";

async function withState(): Promise<void> {
  write("web.yaml", setYaml({ spec: RETENTION, claims: "10Gi" }));
  await line("apply -q -f web.yaml");
}

describe("stsctl plan", () => {
  it("writes nothing", async () => {
    await withState();
    const before = readFileSync(join(folder, ".state.json"), "utf8");
    await line("plan scale sts/web --replicas=1");
    await line("plan delete sts web");
    await line("plan -f web.yaml -o html");
    expect(readFileSync(join(folder, ".state.json"), "utf8")).toBe(before);
  });

  it("says that there is no state, and makes none", async () => {
    write("web.yaml", setYaml());
    const ran = await line("plan -f web.yaml");
    expect(ran).toMatchObject({ exit: 0, stderr: "there is no state: planning against an empty cluster\n" });
    expect(ran.stdout).toContain("Plan from an empty cluster: 2 objects created, 3 pods created, 4 names new.");
    expect(existsSync(join(folder, ".state.json"))).toBe(false);
  });

  it.each([
    ["scale sts/web --replicas=1", 0],
    ["scale sts/web --replicas=1 --forbid stuck,downtime", 0],
    ["scale sts/web --replicas=1 --forbid data-loss", 1],
    ["scale sts/web --replicas=1 --forbid quorum", 1],
    ["scale sts/web --replicas=0 --forbid downtime", 1],
    ["set image sts/web nginx=x --assume image/x=image-pull --forbid stuck", 1],
    ["scale sts/web --replicas=2 --assume pod/web-2=stuck-terminating --forbid blocked", 1],
    ["scale sts/web --replicas=2 --assume pod/web-2=stuck-terminating --forbid stuck", 1],
    ["scale sts/web --replicas=2 --assume pod/web-2=stuck-terminating --forbid deadlock", 0],
    ["scale sts/web --replicas=3 --detailed-exitcode", 0],
    ["scale sts/web --replicas=4 --detailed-exitcode", 2],
    ["delete sts nosuch", 1],
    ["rollout undo sts/web", 1],
    ["rollout restart sts/web --forbid stuck,data-loss,downtime", 0],
    ["drain node-1 --ignore-daemonsets", 0],
    ["scale sts/web --replicas=1 --forbid dataloss", 2],
    ["scale sts/web --replicas=1 --assume pod/web-0=broken", 2],
    ["scale sts/web --replicas=1 -o pdf", 2],
    ["rollout pause sts/web", 1],
    ["rollout status sts/web", 2],
    ["set env sts/web MODE=fast --detailed-exitcode", 2],
    ["set image sts/web nginx=x --limits=cpu=1", 2],
    ["set resources sts/web --limits=cpu=1 --forbid stuck,downtime,quorum", 0],
    ["label pod web-1 app- --forbid blocked", 1],
    ["annotate sts web note=now --detailed-exitcode", 2],
    ["cordon node-1 --detailed-exitcode", 2],
    ["create -f web.yaml --forbid refused", 1],
    ["replace -f web.yaml --forbid stuck", 0],
  ])("%s: exit %i", async (words, exit) => {
    await withState();
    expect((await line(`plan ${words}`)).exit).toBe(exit);
  });

  it("is forbidden to lose data that is on no claim, unless its author has told lint that it may go", async () => {
    const volume = "volumes: [{name: v, emptyDir: {}}]";
    const image = "mysql:8.4\n        volumeMounts: [{name: v, mountPath: /var/lib/mysql}]";
    const set = setYaml({ pod: volume, image });
    write("db.yaml", set);
    await line("apply -q -f db.yaml");
    const restart = "plan rollout restart sts/web --forbid data-loss";
    expect(await line(restart)).toMatchObject({ exit: 1, stderr: "forbidden: data-loss\n" });
    const named = "kind: StatefulSet\nmetadata: {name: web";
    write("db.yaml", set.replace(named, `${named}, annotations: {stsctl.dev/ignore: empty-dir-for-data}`));
    await line("apply -q -f db.yaml");
    expect(await line(restart)).toMatchObject({ exit: 0 });
  });

  it("is forbidden what is refused, and what is made anew", async () => {
    await withState();
    write("web.yaml", setYaml({ spec: RETENTION, claims: "20Gi" }));
    expect(await line("plan -f web.yaml")).toMatchObject({ exit: 0 });
    expect(await line("plan -f web.yaml --forbid refused")).toMatchObject({ exit: 1, stderr: "forbidden: refused\n" });
    expect(await line("plan -f web.yaml --force --forbid replace")).toMatchObject({
      exit: 1,
      stderr: "forbidden: replace\n",
    });
  });
});

/** A signal that is aborted when it is looked at for the nth time. */
function abortedAt(nth: number): { readonly signal: AbortSignal; readonly looks: () => number } {
  const { signal } = new AbortController();
  let looks = 0;
  Object.defineProperties(signal, { aborted: { get: () => ++looks >= nth }, reason: { value: 143 } });
  return { signal, looks: () => looks };
}

describe("an interrupted plan", () => {
  const many = setYaml({ replicas: 90, claims: "1Gi", spec: "podManagementPolicy: Parallel" });

  it.each([
    ["that has a what-if", "plan set image sts/web nginx=x", "plan scale sts/web --replicas=1"],
    ["that has a way round", "plan -f larger.yaml", "plan label sts/web a=b"],
    ["that has a base", "plan -f web.yaml --base web.yaml", "plan -f web.yaml"],
  ])("%s ends at whichever moment, and prints nothing", async (_what, words, shorter) => {
    write("web.yaml", many);
    write("larger.yaml", many.replace("1Gi", "2Gi"));
    await line("apply -q -f web.yaml");
    const run = async (text: string, nth: number): Promise<Ran & { looks: number }> => {
      const { signal, looks } = abortedAt(nth);
      return { ...(await stsctl(text.split(" "), "", signal)), looks: looks() };
    };
    const [whole, part] = [await run(words, 1e9), await run(shorter, 1e9)];
    expect(whole.exit).toBe(0);
    expect(whole.looks).toBeGreaterThan(part.looks);
    for (let nth = 1; nth <= whole.looks; nth++) {
      expect(await run(words, nth)).toMatchObject({
        exit: 143,
        stdout: "",
        stderr: "error: interrupted; the state is as it was before\n",
      });
    }
  });
});

describe("a kept plan", () => {
  it("is carried out as it was made, whatever became of the files", async () => {
    await withState();
    write("web.yaml", setYaml({ spec: RETENTION, claims: "10Gi", replicas: 2 }));
    expect((await line("plan -f web.yaml --out web.plan")).exit).toBe(0);
    expect(statSync(join(folder, "web.plan")).mode & 0o777).toBe(0o600);
    write("web.yaml", setYaml({ replicas: 9 }));
    expect((await line("apply --plan web.plan")).exit).toBe(0);
    expect((await line("get sts web -o jsonpath={.spec.replicas}")).stdout).toBe("2");
  });

  it("is refused once the state has moved", async () => {
    await withState();
    await line("plan scale sts/web --replicas=2 --out web.plan");
    await line("label sts/web a=b -q");
    const ran = await line("apply --plan web.plan");
    expect(ran.exit).toBe(1);
    expect(ran.stderr).toContain("the state has moved since web.plan was made");
    expect((await line("get sts web -o jsonpath={.spec.replicas}")).stdout).toBe("3");
  });
});

describe("--base", () => {
  const git = (...words: readonly string[]): void => {
    execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.com", ...words], {
      stdio: "ignore",
    });
  };
  const committed = (): void => {
    git("init", "-q");
    mkdirSync(join(folder, "k8s"));
    write("k8s/web.yaml", setYaml());
    git("add", "k8s");
    git("commit", "-qm", "first");
  };
  const changed = "~ spec.template.spec.containers[nginx].image  nginx:1.25 → nginx:1.26";

  it("starts from manifests, applied and settled", async () => {
    write("old.yaml", setYaml());
    write("new.yaml", setYaml({ image: "nginx:1.26" }));
    const ran = await line("plan -f new.yaml --base old.yaml");
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.stdout).toContain(changed);
    expect(ran.stdout).toContain("3 steps");
  });

  it("starts from objects as they are in a real cluster", async () => {
    await withState();
    write("dump.yaml", (await line("export")).stdout);
    rmSync(join(folder, ".state.json"));
    write("web.yaml", setYaml({ spec: RETENTION, claims: "10Gi", replicas: 2 }));
    const ran = await line("plan -f web.yaml --base dump.yaml");
    expect(ran.stdout).toContain("DATA LOSS: 1 claim, 10Gi: data-web-2.");
  });

  it.each([
    "k8s/web.yaml",
    "./k8s",
    "./k8s/../k8s//web.yaml",
    "k8s",
    "k8s/",
    "k8s/*.yaml",
    "ABSOLUTE/k8s",
    "ABSOLUTE/k8s/web.yaml",
  ])("git:HEAD finds %s", async (path) => {
    committed();
    write("k8s/web.yaml", setYaml({ image: "nginx:1.26" }));
    const ran = await line(`plan -f ${path.replace("ABSOLUTE", folder)} --base git:HEAD`);
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.stdout).toContain(changed);
  });

  it.each([".", "web.yaml", "./web.yaml", "../k8s", "../k8s/web.yaml", ".. -R"])(
    "git:HEAD finds %s from a folder below",
    async (path) => {
      committed();
      write("k8s/web.yaml", setYaml({ image: "nginx:1.26" }));
      const ran = await commandIn(join(folder, "k8s"))(`plan --base git:HEAD -f ${path}`.split(" "));
      expect(ran).toMatchObject({ exit: 0, stderr: "" });
      expect(ran.stdout).toContain(changed);
    },
  );

  it.each(["k8s", "k8s/web.yaml", "k8s/*.yaml"])("git:HEAD finds %s from outside of the repository", async (path) => {
    committed();
    write("k8s/web.yaml", setYaml({ image: "nginx:1.26" }));
    const elsewhere = mkdtempSync(join(tmpdir(), "stsctl-elsewhere-"));
    const ran = await commandIn(elsewhere)(["plan", "--base", "git:HEAD", "-f", join(folder, path)]);
    rmSync(elsewhere, { recursive: true });
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.stdout).toContain(changed);
  });

  it.each([
    ["a tag with odd letters", "v1/odd@name+x"],
    ["a branch beyond ASCII", "zweig/größer"],
    ["an expression", "HEAD~0"],
    ["a reflog entry", "@{0}"],
    ["a message", ":/first"],
  ])("takes %s for a revision", async (_what, ref) => {
    committed();
    git("tag", "v1/odd@name+x");
    git("branch", "zweig/größer");
    write("k8s/web.yaml", setYaml({ image: "nginx:1.26" }));
    const ran = await stsctl(["plan", "-f", "k8s", "--base", `git:${ref}`]);
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.stdout).toContain(`Plan from git ${ref}: 1 object changed, 3 pods replaced.`);
  });

  it.each([
    ["a folder that has another name", "deploy", (): void => renameSync(join(folder, "k8s"), join(folder, "deploy"))],
    [
      "a file of a folder that was elsewhere",
      "deploy",
      (): void => {
        mkdirSync(join(folder, "deploy"));
        renameSync(join(folder, "k8s/web.yaml"), join(folder, "deploy/größer web.yaml"));
        write("deploy/other.yaml", setYaml({ name: "other" }));
      },
    ],
  ])("git:HEAD finds %s since", async (_what, path, move) => {
    committed();
    write("k8s/web.yaml", setYaml({ image: "nginx:1.26" }));
    move();
    for (const add of [[], ["add", "-A"]]) {
      if (add.length > 0) git(...add);
      const ran = await line(`plan -f ${path} --base git:HEAD`);
      expect(ran).toMatchObject({ exit: 0, stderr: "" });
      expect(ran.stdout).toContain("~ spec.template.spec.containers[nginx].image  nginx:1.25 → nginx:1.26");
      expect(ran.stdout).not.toContain("+ statefulset.apps/web");
    }
  });

  it.each([true, false])("git:HEAD finds a file that has another name since (added: %s)", async (isAdded) => {
    committed();
    renameSync(join(folder, "k8s/web.yaml"), join(folder, "k8s/site.yaml"));
    write("k8s/site.yaml", setYaml({ image: "nginx:1.26" }));
    if (isAdded) git("add", "-A", "k8s");
    const ran = await line("plan -f k8s/site.yaml --base git:HEAD");
    expect(ran).toMatchObject({ exit: 0, stderr: "" });
    expect(ran.stdout).toContain(changed);
  });

  it("tells of what the manifests no longer name, and only then", async () => {
    committed();
    write("k8s/web.yaml", setYaml().split("---\n")[1] ?? "");
    const ran = await line("plan -f k8s --base git:HEAD");
    expect(ran.stdout).toContain("service/web is no longer in the manifests, and stays: apply deletes nothing.");
    expect(ran.stdout).toContain("\n      stsctl delete service web\n");
    expect((await line("plan scale sts/web --replicas=1 --base k8s")).stdout).not.toContain("no longer");
  });

  it("takes a file that is new for new", async () => {
    committed();
    write("k8s/db.yaml", setYaml({ name: "db" }));
    const ran = await line("plan -f k8s/db.yaml --base git:HEAD");
    expect(ran.stdout).toContain("2 objects created");
    expect(ran.stderr).toContain("planning against an empty cluster");
  });

  it.each([
    ["git:nosuch", 'git knows no revision "nosuch"'],
    ["git:", 'git knows no revision ""'],
    ["git:HEAD:k8s", 'git knows no revision "HEAD:k8s"'],
    ["git:--output=x", 'git knows no revision "--output=x"'],
  ])("%s is refused: %s", async (base, message) => {
    committed();
    const ran = await line(`plan -f k8s --base ${base}`);
    expect(ran).toMatchObject({ exit: 2, stdout: "" });
    expect(ran.stderr).toContain(message);
  });

  it("outside of a repository says so", async () => {
    write("web.yaml", setYaml());
    expect((await line("plan -f web.yaml --base git:HEAD")).stderr).toContain("not inside a git repository");
  });
});
