import { type Dirent, readdirSync, statSync, type Stats } from "node:fs";
import { CommandError } from "../base/errors.ts";
import { systemRefusal } from "../base/system-refusal.ts";

/** A file or folder as it is called in what is printed, and where it is. */
interface Named {
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** What is at a path, links followed; undefined when there is nothing. Throws NOT_READABLE where the system does not tell. */
export function statsAt({ file, path }: Named): Stats | undefined {
  if (file === "") return undefined;
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const why = `the path ${JSON.stringify(file)} cannot be accessed: ${systemRefusal(cause)}`;
    throw new CommandError("NOT_READABLE", why, { cause });
  }
}

/** Whether a path leads to a folder; what cannot be looked at is none. */
export function isFolderAt(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** The entries of a folder by name. Throws NOT_READABLE. */
export function entriesOf({ file, path }: Named): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** The character that stands for what is no UTF-8. */
const REPLACED = "\uFFFD";

/** The complaint about a file or folder that cannot be read, as kubectl begins it. */
export function unreadable(file: string, cause: unknown): CommandError {
  const { code } = cause as NodeJS.ErrnoException;
  const isNameLost = code === "ENOENT" && file.includes(REPLACED);
  const why = isNameLost ? "its name is not UTF-8" : systemRefusal(cause);
  return new CommandError("NOT_READABLE", `${code === "EACCES" ? "open" : "read"} ${file}: ${why}`, { cause });
}
