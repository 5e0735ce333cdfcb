import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../base/errors.ts";
import type { Io } from "./io.ts";

/** A file that an editor is opened on. Lives in a folder of its own until it is thrown away. */
export interface EditedFile {
  /** Writes the text, opens the editor, and gives what was saved. Throws REFUSED when the editor fails. */
  edit(text: string): string;
  readonly path: string;
  /** Leaves a copy that outlives the file, and answers where it is. */
  keep(text: string): string;
  discard(): void;
}

/** Opens `$KUBE_EDITOR`, `$EDITOR` or vi, with whatever words follow the program's name. */
export function openEditor(io: Io, extension: "yaml" | "json"): EditedFile {
  const { KUBE_EDITOR: own, EDITOR: general } = io.env;
  const editor = [own, general, "vi"].find((one) => one !== undefined && one !== "") ?? "vi";
  const folder = mkdtempSync(join(tmpdir(), "stsctl-edit-"));
  const path = join(folder, `edit.${extension}`);
  return {
    path,
    edit: (text) => {
      writeFileSync(path, text, { mode: 0o600 });
      const { status, error } = spawnSync("/bin/sh", ["-c", `${editor} "$1"`, "sh", path], {
        cwd: io.cwd,
        env: io.env,
        stdio: "inherit",
      });
      if (error !== undefined || status !== 0) {
        throw new CommandError("REFUSED", `there was a problem with the editor ${JSON.stringify(editor)}`);
      }
      return readFileSync(path, "utf8");
    },
    keep: (text) => {
      const copy = `${folder}.${extension}`;
      writeFileSync(copy, text, { mode: 0o600 });
      return copy;
    },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}
