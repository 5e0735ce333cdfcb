import { extname } from "node:path";

const EXTENSIONS = new Set([".json", ".yaml", ".yml"]);

/** Whether a file's name is that of a manifest, as kubectl takes the files of a folder. */
export function isManifestFile(path: string): boolean {
  return EXTENSIONS.has(extname(path));
}
