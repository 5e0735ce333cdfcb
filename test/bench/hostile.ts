// npm run bench -- hostile: lint of texts that nobody means well with, each in a process of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { HOSTILE } from "../lint/hostile-texts.ts";
import { measure } from "./measure.ts";

const LIMIT_MS = 1000;

const folder = mkdtempSync(join(tmpdir(), "stsctl-bench-"));
try {
  for (const [name, text] of HOSTILE) {
    writeFileSync(join(folder, "hostile.yaml"), text);
    const { wallMs, peakMb, status } = await measure(
      [process.execPath, resolve("bin/stsctl.cjs"), "lint", "hostile.yaml"],
      folder,
    );
    const figures = `${wallMs.toFixed(0).padStart(6)} ms  ${peakMb.toFixed(0).padStart(4)} MB  exit ${status ?? "?"}`;
    console.log(`${name.padEnd(28)} ${figures}  (limit ${LIMIT_MS} ms)`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
