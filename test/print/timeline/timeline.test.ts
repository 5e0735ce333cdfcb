import { describe, expect, it } from "vitest";
import type { EffectVerb, Happening } from "../../../src/cluster/happening.ts";
import type { Style } from "../../../src/print/printer.ts";
import { timelineRows } from "../../../src/print/timeline/rows.ts";
import type { RevisionNumbers } from "../../../src/print/timeline/scene.ts";
import { timelineText, type TimelineRequest } from "../../../src/print/timeline/timeline.ts";

const START = Date.UTC(2026, 0, 1);
const plain = { width: 80, color: false };

type Told = readonly [second: number, effect: EffectVerb, target: string, rest?: Partial<Happening>];

function told(list: readonly Told[]): readonly Happening[] {
  return list.map(([second, effect, target, rest], index) => {
    const [kind = "", name = ""] = target.split("/");
    return { seq: index + 1, at: START + second * 1000, effect, kind, namespace: "default", name, ...rest };
  });
}

function text(happenings: readonly Happening[], rest: Partial<TimelineRequest> = {}, style: Style = plain): string {
  const now = happenings.at(-1)?.at ?? START;
  const history = { happenings, dropped: 0, lastCommand: 1, ...rest.history };
  return timelineText({ now, format: "text", last: true, ...rest, history }, style);
}

const claims = ["www-web-0"];
const creation = told([
  [0, "create", "controllerrevision/web-a", { number: 1 }],
  [0, "create", "pvc/www-web-0", { size: "1Gi" }],
  [0, "create", "pod/web-0", { revision: "web-a", claims }],
  [0, "bound", "pvc/www-web-0", { size: "1Gi" }],
  [3, "ready", "pod/web-0", { node: "node-1", claims }],
  [3, "resolves", "name/web-0.web", { addresses: ["10.244.0.10"] }],
]);

const update = told([
  [0, "create", "controllerrevision/web-a", { number: 1 }],
  [0, "create", "pod/web-0", { revision: "web-a", claims }],
  [9, "create", "controllerrevision/web-b", { number: 2 }],
  [9, "delete", "pod/web-0", { node: "node-1", claims }],
  [9, "vanishes", "name/web-0.web"],
  [10, "remove", "pod/web-0", { claims }],
  [10, "create", "pod/web-0", { revision: "web-b", claims }],
  [12, "waiting", "pod/web-0", { reason: "ImagePullBackOff" }],
]);

describe("timeline", () => {
  it("shows a pod, its claim and its name of one instant in one row", () => {
    expect(text(creation)).toBe(
      [
        " TIME  POD    WHAT HAPPENED    CLAIM              NAME IN DNS",
        " 0.0s  web-0  created (rev 1)  + www-web-0  1Gi",
        " 3.0s  web-0  ready on node-1  = www-web-0 bound  + web-0.web",
        "",
      ].join("\n"),
    );
  });

  it("says how many of its happenings are forgotten", () => {
    const late = creation.map((one) => ({ ...one, seq: one.seq + 5000 }));
    const forgotten = (last: boolean, lastCommand: number): string =>
      text(late, { last, history: { happenings: late, dropped: 5000, lastCommand } }).split("\n")[0] ?? "";
    expect(forgotten(false, 5001)).toBe(" … 5,000 older happenings were not kept …");
    expect(forgotten(true, 1001)).toBe(" … 4,000 older happenings were not kept …");
    expect(forgotten(true, 5001)).toMatch(/^ TIME/);
  });

  it("knows revisions by numbers that are told besides", () => {
    const later = creation.slice(1);
    const said = (numbers?: RevisionNumbers): readonly string[] =>
      timelineRows(later, 1, numbers).flatMap(({ what }) => (what.before.startsWith("created") ? [what.before] : []));
    expect(said()).toEqual(["created (web-a)"]);
    expect(said(new Map([["web-a", 7]]))).toEqual(["created (rev 7)"]);
  });

  it("says that a deletion was an update, and what became of the claim", () => {
    expect(text(update, { history: { happenings: update, dropped: 0, lastCommand: 3 } })).toBe(
      [
        " TIME  POD    WHAT HAPPENED              CLAIM                NAME IN DNS",
        " 0.0s  web-0  deleted (update to rev 2)  kept www-web-0       - web-0.web",
        " 1.0s  web-0  created (rev 2)            = www-web-0 re-used",
        " 3.0s  web-0  waiting: ImagePullBackOff",
        "",
      ].join("\n"),
    );
  });

  it("says of no claim but those of claim templates that it is there", () => {
    const mounting = told([[0, "create", "pod/cache-0", { claims: ["settings", "data-cache-0"] }]]);
    expect(text(mounting)).toBe(
      [
        " TIME  POD      WHAT HAPPENED  CLAIM",
        " 0.0s  cache-0  created        settings",
        "                               = data-cache-0 re-used",
        "",
      ].join("\n"),
    );
  });

  it("shows claims that go with their pod as gone", () => {
    const scaled = told([
      [0, "own", "pvc/www-web-0", { owners: ["pod/web-0"] }],
      [0, "delete", "pod/web-0", { claims }],
      [1, "remove", "pod/web-0", { claims }],
      [1, "delete", "pvc/www-web-0", { size: "1Gi" }],
      [1, "remove", "pvc/www-web-0", { size: "1Gi" }],
    ]);
    expect(text(scaled)).toBe(
      [
        " TIME  POD    WHAT HAPPENED  CLAIM",
        " 0.0s  web-0  deleted",
        " 1.0s  web-0  gone",
        " 1.0s                        - www-web-0  1Gi gone",
        "",
      ].join("\n"),
    );
  });

  it("says of a claim that is made anew with its pod that it is new", () => {
    const shown = text(
      told([
        [1, "remove", "pod/web-0", { claims }],
        [1, "remove", "pvc/www-web-0", { size: "1Gi" }],
        [1, "create", "pvc/www-web-0", { size: "1Gi" }],
        [1, "create", "pod/web-0", { revision: "web-a", claims }],
      ]),
    );
    expect(shown).toContain("- www-web-0  1Gi gone");
    expect(shown).toContain("+ www-web-0  1Gi\n");
    expect(shown).not.toContain("re-used");
  });

  it("shows a claim as being deleted for as long as a pod holds it", () => {
    const held = told([
      [0, "delete", "pvc/www-web-0", { size: "1Gi" }],
      [9, "remove", "pvc/www-web-0", { size: "1Gi" }],
    ]);
    expect(text(held)).toMatch(/0\.0s {2}- www-web-0 being deleted\n 9\.0s {2}- www-web-0 {2}1Gi gone\n/);
  });

  it("folds many rows to the first and the last", () => {
    const many = told(
      Array.from({ length: 500 }, (_, n): Told => [n, "create", `pod/web-${n}`, { revision: "web-a" }]),
    );
    const lines = text(many).trimEnd().split("\n");
    expect(lines).toHaveLength(1 + 12 + 1 + 12);
    expect(lines[13]).toBe(" … 476 more like these …");
  });

  it("keeps lines within the width by cutting the middle of long names", () => {
    const long = "a-name-that-goes-on-for-much-longer-than-a-column-can-be";
    const shown = text(told([[0, "create", `pod/${long}-0`, { revision: "web-a", claims: [`data-${long}-0`] }]]));
    for (const line of shown.trimEnd().split("\n")) expect(Array.from(line).length).toBeLessThanOrEqual(80);
    expect(shown).toContain("…");
    expect(shown).toContain("-0");
  });

  it("cuts names before the words around them, and no name twice", () => {
    const image = "registry.example.com/platform/databases/postgres:17";
    const stuck = told([
      ...[0, 9].map((at): Told => [at, "create", `controllerrevision/web-${at}`, { number: at === 0 ? 1 : 2 }]),
      [0, "create", "pod/web-0", { revision: "web-0", claims: ["data-web-0"] }],
      [9, "delete", "pod/web-0", { claims: ["data-web-0"] }],
      [9, "vanishes", "name/web-0.web"],
      [10, "create", "pod/web-0", { revision: "web-9", claims: ["data-web-0"] }],
      [10, "waiting", "pod/web-0", { reason: "ImagePullBackOff", image }],
    ]);
    const history = { happenings: stuck, dropped: 0, lastCommand: 4 };
    expect(text(stuck, { history })).toBe(
      [
        " TIME  POD    WHAT HAPPENED                                   CLAIM        DNS",
        " 0.0s  web-0  deleted (update to rev 2)                       kept data-…  - …eb",
        " 1.0s  web-0  created (rev 2)                                 = … re-used",
        " 1.0s  web-0  waiting: ImagePullBackOff registry.e…stgres:17",
        "",
      ].join("\n"),
    );
    expect(text(stuck, { history }, { width: 60, color: false })).toBe(
      [
        " TIME  POD    WHAT HAPPENED                 CLAIM        DNS",
        " 0.0s  web-0  deleted (update to rev 2)     kept data-…  - …",
        " 1.0s  web-0  created (rev 2)               = … re-used",
        " 1.0s  web-0  waiting: ImagePullBackOff r…",
        "",
      ].join("\n"),
    );
    const piped = text(stuck, { history }, { ...plain, tableWidth: Number.POSITIVE_INFINITY });
    expect(piped).not.toContain("…");
    expect(piped).toContain(`waiting: ImagePullBackOff ${image}`);
  });

  it("keeps the names of pods longer than those of claims and names that follow from them", () => {
    const pod = "distributedlogging-2";
    const claims = [`datadir-${pod}`];
    const moved = told([
      [0, "create", "controllerrevision/web-0", { number: 1 }],
      [0, "create", `pod/${pod}`, { revision: "web-0", claims }],
      [1, "create", "controllerrevision/web-9", { number: 2 }],
      [1, "delete", `pod/${pod}`, { claims }],
      [2, "vanishes", `name/${pod}.distributedlogging`],
      [2, "remove", `pod/${pod}`, { claims }],
      [2, "create", `pod/${pod}`, { revision: "web-9", claims }],
      [2, "resolves", `name/${pod}.distributedlogging`],
    ]);
    expect(text(moved, { history: { happenings: moved, dropped: 0, lastCommand: 4 } })).toBe(
      [
        " TIME  POD                   WHAT HAPPENED              CLAIM         DNS",
        " 0.0s  distributedlogging-2  deleted (update to rev 2)  kept datadi…",
        " 1.0s  distributedlogging-2  created (rev 2)            = d… re-used  - …logging",
        "                                                                      + …logging",
        "",
      ].join("\n"),
    );
  });

  it("prints nothing that a terminal would act on", () => {
    expect(text(told([[0, "waiting", "pod/web-0", { image: "a\u001b[31m" }]]))).toContain("waiting: a·[31m");
  });

  it("colours only when told to, and says the same", () => {
    const history = { happenings: creation, dropped: 0, lastCommand: 1 };
    const request = { history, now: START, format: "text", last: true } as const;
    const colored = timelineText(request, { width: 80, color: true });
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(timelineText(request, plain));
    expect(colored).toContain("\u001b[32m");
  });

  it("lists effects for scripts, without those that only people read", () => {
    const owned = told([
      [0, "own", "pod/web-0", { owners: [] }],
      [1, "own", "pvc/www-web-0", { owners: ["statefulset/web"] }],
    ]);
    expect(JSON.parse(text(owned, { format: "json" }))).toEqual([
      { seq: 1, at: "2026-01-01T00:00:00Z", effect: "own pod/web-0 by []" },
      { seq: 2, at: "2026-01-01T00:00:01Z", effect: "own pvc/www-web-0 by [statefulset/web]" },
    ]);
    const effects = JSON.parse(text(creation, { format: "json" })) as readonly { effect: string }[];
    expect(effects.map(({ effect }) => effect)).toEqual([
      "create controllerrevision/web-a",
      "create pvc/www-web-0",
      "create pod/web-0",
      "ready pod/web-0",
    ]);
    expect(effects[0]).toMatchObject({ number: 1 });
    expect(effects[2]).toMatchObject({ revision: "web-a" });
  });

  it("takes the last command, or the last seconds", () => {
    const history = { happenings: update, dropped: 0, lastCommand: 3 };
    const effects = (rest: Partial<TimelineRequest>): number =>
      (JSON.parse(text(update, { format: "json", history, ...rest })) as unknown[]).length;
    expect(effects({ last: false })).toBe(6);
    expect(effects({ last: true })).toBe(3 + 1);
    expect(effects({ last: false, sinceMs: 2000 })).toBe(2);
  });

  it("draws pictures that need nothing from outside and quote what users named", () => {
    const evil = told([
      [0, "create", "pod/<b>&", { revision: "web-a" }],
      [5, "ready", "pod/<b>&"],
    ]);
    for (const format of ["svg", "html"] as const) {
      const picture = text(evil, { format });
      expect(picture).not.toContain("<b>&");
      expect(picture).not.toMatch(/(?:src|href)=|@import|url\(/);
      expect(picture).toContain("prefers-color-scheme");
    }
  });
});
