import { stat } from "node:fs/promises";

/** How often the file is looked at. Watching by the system's means misses replaced files on too many of them. */
const INTERVAL_MS = 100;

async function identity(file: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return "";
  }
}

/** Calls back after every change of a file, its coming and going included, until the returned function is called. */
export async function followFile(file: string, onChange: () => Promise<void>): Promise<() => void> {
  let last = await identity(file);
  let isOver = false;
  let timer: NodeJS.Timeout;

  async function look(): Promise<void> {
    const now = await identity(file);
    if (now !== last) {
      last = now;
      await onChange();
    }
    if (!isOver) timer = setTimeout(() => void look(), INTERVAL_MS);
  }

  timer = setTimeout(() => void look(), INTERVAL_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
