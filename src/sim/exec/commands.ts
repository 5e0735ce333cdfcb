import { byBytes } from "../../base/json.ts";
import { absolute, type PodFiles } from "./pod-files.ts";

/** What a command printed, and how it ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Where a command runs. */
export interface Surroundings {
  readonly files: PodFiles;
  readonly hostname: string;
  /** `metadata.namespace`'s domain, for `hostname -f` and -d; "" where the pod has no subdomain. */
  readonly domain: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers `nslookup` and `dig` as the pod's resolver would; absent where there is no resolver. */
  readonly resolve?: (tool: "nslookup" | "dig", words: readonly string[]) => Ended;
}

type Tool = (words: readonly string[], around: Surroundings) => Ended;

function said(stdout: string): Ended {
  return { stdout, stderr: "", status: 0 };
}

function failed(tool: string, message: string, status = 1): Ended {
  return { stdout: "", stderr: `${tool}: ${message}\n`, status };
}

/** Flags of one letter each, and the other words. */
function split(words: readonly string[]): { flags: string; operands: readonly string[] } {
  const flags = words.filter((word) => /^-[a-zA-Z0-9]+$/.test(word)).map((word) => word.slice(1));
  return { flags: flags.join(""), operands: words.filter((word) => !/^-[a-zA-Z0-9]+$/.test(word)) };
}

/** Runs for each path in turn; output and errors gathered, the first failure's status kept. */
function each(paths: readonly string[], act: (path: string, written: string) => Ended): Ended {
  let all = said("");
  for (const written of paths) {
    const { stdout, stderr, status } = act(absolute(written), written);
    all = { stdout: all.stdout + stdout, stderr: all.stderr + stderr, status: all.status === 0 ? status : all.status };
  }
  return all;
}

/** Why nothing can be written at a path; undefined when it can. */
export function writeRefusal(path: string, files: PodFiles): string | undefined {
  const folder = path.slice(0, path.lastIndexOf("/")) || "/";
  if (files.isFolder(path)) return "Is a directory";
  const inScratch = files.mountOf(path).path === "";
  if (!files.isFolder(folder) && !(inScratch && ROOT_FOLDERS.some((root) => folder === root))) {
    return "No such file or directory";
  }
  return files.mountOf(path).readOnly ? "Read-only file system" : undefined;
}

/** Folders that every image has. */
const ROOT_FOLDERS = ["/tmp", "/var", "/etc", "/root", "/home", "/usr", "/opt", "/data"];

const touch: Tool = (words, { files }) => {
  const { operands } = split(words);
  if (operands.length === 0) return failed("touch", "missing file operand");
  return each(operands, (path, written) => {
    if (files.read(path) !== undefined || files.isFolder(path)) return said("");
    const refusal = writeRefusal(path, files);
    if (refusal !== undefined) return failed("touch", `cannot touch '${written}': ${refusal}`);
    files.write(path, "");
    return said("");
  });
};

const ls: Tool = (words, { files }) => {
  const { flags, operands } = split(words);
  const paths = operands.length === 0 ? ["/"] : operands;
  const long = flags.includes("l");
  const line = (path: string, name: string): string => {
    if (!long) return `${name}\n`;
    const folder = files.isFolder(path);
    const size = String(files.read(path)?.length ?? 0).padStart(6);
    return `${folder ? "drwxr-xr-x" : "-rw-r--r--"} 1 root root ${size} ${name}\n`;
  };
  return each(paths, (path, written) => {
    if (files.read(path) !== undefined) return said(line(path, written));
    if (!files.isFolder(path) && !ROOT_FOLDERS.includes(path)) {
      return failed("ls", `cannot access '${written}': No such file or directory`, 2);
    }
    const names = files.list(path);
    const heading = paths.length > 1 ? `${written}:\n` : "";
    return said(heading + names.map((name) => line(path === "/" ? `/${name}` : `${path}/${name}`, name)).join(""));
  });
};

const cat: Tool = (words, { files }) => {
  return each(split(words).operands, (path, written) => {
    const content = files.read(path);
    if (content !== undefined) return said(content);
    return failed("cat", `${written}: ${files.isFolder(path) ? "Is a directory" : "No such file or directory"}`);
  });
};

const rm: Tool = (words, { files }) => {
  const { flags, operands } = split(words);
  const recursive = /[rR]/.test(flags);
  return each(operands, (path, written) => {
    const isFolder = files.isFolder(path);
    if (files.read(path) === undefined && !isFolder) {
      return flags.includes("f") ? said("") : failed("rm", `cannot remove '${written}': No such file or directory`);
    }
    if (isFolder && !recursive) return failed("rm", `cannot remove '${written}': Is a directory`);
    const mount = files.mountOf(path);
    if (mount.readOnly) return failed("rm", `cannot remove '${written}': Read-only file system`);
    files.remove(path);
    if (mount.path === path) return failed("rm", `cannot remove '${written}': Device or resource busy`);
    return said("");
  });
};

const mkdir: Tool = (words, { files }) => {
  const { flags, operands } = split(words);
  const withParents = flags.includes("p");
  return each(operands, (path, written) => {
    if (files.isFolder(path) || files.read(path) !== undefined) {
      return withParents && files.isFolder(path)
        ? said("")
        : failed("mkdir", `cannot create directory '${written}': File exists`);
    }
    const refusal = writeRefusal(path, files);
    if (refusal !== undefined && !(withParents && refusal.startsWith("No such"))) {
      return failed("mkdir", `cannot create directory '${written}': ${refusal}`);
    }
    files.makeFolder(path);
    return said("");
  });
};

const df: Tool = (words, { files }) => {
  const { operands } = split(words);
  const mounts = files.mounts.toSorted((a, b) => byBytes(a.path, b.path));
  const wanted = operands.length === 0 ? mounts : operands.map((path) => files.mountOf(absolute(path)));
  const rows = wanted.map((mount) => [
    mount.volume ?? (mount.path === "" ? "overlay" : "tmpfs"),
    mount.size ?? "-",
    mount.path === "" ? "/" : mount.path,
  ]);
  const lines = [["Filesystem", "Size", "Mounted on"], ...rows];
  const widths = [0, 1].map((column) => Math.max(...lines.map((cells) => (cells[column] ?? "").length)) + 2);
  return said(
    lines.map(([a = "", b = "", c = ""]) => `${a.padEnd(widths[0] ?? 0)}${b.padEnd(widths[1] ?? 0)}${c}\n`).join(""),
  );
};

const echo: Tool = (words) => {
  const bare = words[0] === "-n" ? words.slice(1) : words;
  return said(`${bare.join(" ")}${words[0] === "-n" ? "" : "\n"}`);
};

const hostname: Tool = (words, { hostname: name, domain }) => {
  const { flags } = split(words);
  const full = domain === "" ? name : `${name}.${domain}`;
  return said(`${flags.includes("f") ? full : flags.includes("d") ? domain : name}\n`);
};

const env: Tool = (_, around) => {
  return said(
    Object.entries(around.env)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
};

function resolving(tool: "nslookup" | "dig"): Tool {
  return (words, { resolve }) => resolve?.(tool, words) ?? failed(tool, "no resolver", 1);
}

/** What there is inside a simulated pod, by name. `sh -c` is the shell itself. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  touch,
  ls,
  cat,
  echo,
  rm,
  mkdir,
  hostname,
  env,
  printenv: env,
  df,
  true: () => said(""),
  false: () => ({ stdout: "", stderr: "", status: 1 }),
  nslookup: resolving("nslookup"),
  dig: resolving("dig"),
};
