import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { planHtml } from "../../../src/print/plan/html.ts";
import { applied, cluster, fault, planned, setYaml } from "../../plan/rehearsed.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const browser = NAMES.find((name) => spawnSync(name, ["--version"]).status === 0);
if (browser === undefined) process.stderr.write("The page of a plan is not looked at: there is no Chromium here.\n");

const SPEC = "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}";
const snapshot = cluster(setYaml({ spec: SPEC, claims: "10Gi" }));
const update = planned(snapshot, applied(setYaml({ spec: SPEC, claims: "10Gi", image: "nginx:1.26", replicas: 2 })));
const stuck = planned(snapshot, applied(setYaml({ spec: SPEC, claims: "20Gi", image: "nginx:1.26" })), {
  faults: [fault("pod/web-1", "crash-loop")],
});

/** What a script at the end of the page finds out. */
interface Found {
  readonly scheme: string;
  readonly width: number;
  readonly overflow: number;
  readonly requests: number;
  /** Words of the picture that stand outside of it, or beyond their bar. */
  readonly misplaced: readonly string[];
  /** The poorest contrast of words outside the picture with the page. */
  readonly contrast: number;
  readonly bars: number;
}

const SCRIPT = `
const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
  .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const page = light(getComputedStyle(document.body).backgroundColor);
const contrasts = [...document.querySelectorAll("h1, h2, small, tr, td, footer")].map((one) => {
  const ink = light(getComputedStyle(one).color);
  return (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05);
});
const picture = document.querySelector("svg")?.getBoundingClientRect();
const misplaced = [...document.querySelectorAll("svg text")].filter((text) => {
  const box = text.getBoundingClientRect();
  const bar = text.parentElement.querySelector("rect")?.getBoundingClientRect();
  return box.left < picture.left || box.right > picture.right || box.bottom > picture.bottom ||
    (text.parentElement.localName === "g" && box.right > bar.right);
}).map((text) => text.textContent);
document.body.dataset.found = JSON.stringify({
  scheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
  width: innerWidth,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  requests: performance.getEntriesByType("resource").length,
  misplaced,
  contrast: Math.min(...contrasts),
  bars: document.querySelectorAll("svg g rect:first-of-type").length,
});`;

const folder = mkdtempSync(join(tmpdir(), "plan-page-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function found(html: string, flags: readonly string[]): Found {
  const file = join(folder, "plan.html");
  writeFileSync(file, html.replace("</body>", `<script>${SCRIPT}</script></body>`));
  const words = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", `--user-data-dir=${folder}/profile`];
  const all = [...words, ...flags, "--dump-dom", `file://${file}`];
  const dom = execFileSync(browser ?? "", all, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const text = /data-found="([^"]*)"/.exec(dom)?.[1] ?? "";
  return JSON.parse(text.replaceAll("&quot;", '"').replaceAll("&amp;", "&")) as Found;
}

// It needs a browser, which a machine need not have; that it is left out is said above.
describe.skipIf(browser === undefined)("the page of a plan in Chromium", { timeout: 120_000 }, () => {
  it.each([
    ["light and wide", [], 1200],
    ["light and narrow", [], 500],
    ["dark and wide", ["--force-dark-mode"], 1200],
  ] as const)("is readable %s, and asks for nothing", (what, flags, width) => {
    for (const plan of [update, stuck]) {
      const page = found(planHtml(plan), [...flags, `--window-size=${width},900`]);
      expect(page).toMatchObject({ scheme: what.split(" ")[0], width, overflow: 0, requests: 0, misplaced: [] });
      expect(page.contrast).toBeGreaterThan(4.5);
    }
  });

  it("draws every bar", () => {
    const html = planHtml(update);
    expect(found(html, []).bars).toBe(html.split("<g>").length - 1);
  });
});
