import { thousands } from "../../../base/thousands.ts";
import type { Plan } from "../../../plan/model.ts";
import { escapeMarkup } from "../../markup.ts";
import { barSvg, colourOf } from "./bar.ts";
import { claimLanes } from "./claim-lanes.ts";
import type { Lane, State } from "./lane.ts";
import { nameLanes } from "./name-lanes.ts";
import { podLanes } from "./pod-lanes.ts";
import { axis, drawnMs, LABELS, type Scale, WIDTH } from "./scale.ts";

const TOP = 40;
const LEGEND = 28;
const MOST_LETTERS = 24;

/** Lanes of one kind: how high each is, how high its bars, and how many are drawn at most. Pixels. */
interface Group {
  readonly title: string;
  readonly lanes: readonly Lane[];
  readonly lane: number;
  readonly bar: number;
  readonly most: number;
}

const HEADING = 26;

/** Both ends of a long name; of one in DNS the end of the pod's, which tells them apart, and the beginning of the rest. */
function shortened(name: string): string {
  if (name.length <= MOST_LETTERS) return name;
  const dot = name.indexOf(".");
  if (dot < 0) return `${name.slice(0, 11)}…${name.slice(-12)}`;
  const pod = dot > 14 ? `…${name.slice(dot - 13, dot)}` : name.slice(0, dot);
  return `${pod}${name.slice(dot)}`.slice(0, MOST_LETTERS - 1).concat("…");
}

function laneSvg({ name, bars }: Lane, y: number, height: number, scale: Scale): string {
  const label = `<text class="name" x="8" y="${y + Math.round(height / 2) + 4}">${escapeMarkup(shortened(name))}</text>`;
  return `${label}${bars.map((bar) => barSvg(bar, y, height, scale)).join("")}`;
}

/** What a group draws from `top` on, and where it ends. */
function groupSvg({ title, lanes, lane, bar, most }: Group, top: number, scale: Scale): readonly [string, number] {
  if (lanes.length === 0) return ["", top];
  const first = title === "" ? top : top + HEADING;
  const heading = title === "" ? "" : `<text class="dim" x="8" y="${first - 8}">${title}</text>`;
  const shown = lanes.slice(0, most);
  const drawn = shown.map((one, index) => laneSvg(one, first + index * lane, bar, scale)).join("\n");
  const end = first + shown.length * lane;
  const more = lanes.length - shown.length;
  if (more === 0) return [heading + drawn, end];
  const rest = `<text class="dim" x="8" y="${end + 13}">… ${thousands(more)} more</text>`;
  return [heading + drawn + rest, end + lane];
}

const LEGEND_WORDS: readonly (readonly [state: State, text: string])[] = [
  ["not-ready", "not ready"],
  ["terminating", "terminating"],
  ["unanswered", "no answer"],
  ["lost", "data lost"],
];

function legend(scale: Scale, states: ReadonlySet<State>, y: number): string {
  const revisions = scale.revisions.filter((revision) => revision !== "").slice(0, 4);
  const items = [
    ...revisions.map((revision) => [`${colourOf(revision, scale)} ready`, `revision ${revision}`] as const),
    ...LEGEND_WORDS.filter(([state]) => states.has(state)).map(([state, text]) => [state, text] as const),
  ];
  return items
    .map(([look, text], index) => {
      const left = LABELS + index * 110;
      const at = `x="${left}" y="${y}" width="14" height="12" rx="2"`;
      const hatch = look === "not-ready" ? `<rect fill="url(#wait)" ${at}/>` : "";
      const box = `<rect class="${look === "not-ready" ? "r0 " : ""}${look}" ${at}/>${hatch}`;
      return `${box}<text class="dim" x="${left + 20}" y="${y + 11}">${escapeMarkup(text)}</text>`;
    })
    .join("");
}

export const CHART_STYLE = `
svg{width:100%;min-width:40rem;height:auto;display:block}svg text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:var(--ink)}
svg .dim{fill:var(--dim)}svg .on{fill:#fff}svg .ink{paint-order:stroke;stroke:var(--page);stroke-width:3px}.tick{stroke:var(--line);stroke-width:1}
.r0{fill:#1f6feb}.r1{fill:#1a7f37}.r2{fill:#8250df}.r3{fill:#bc4c00}.r4{fill:#0a7c8c}.r5{fill:#bf3989}
.not-ready{opacity:.55}.terminating{fill:#6e7781}.answered,.there{fill:#57606a}
.unanswered,.lost,.gone{fill:none;stroke:var(--gone);stroke-dasharray:4 2}
.gone{stroke:var(--dim)}.lost{fill:var(--gone);fill-opacity:.2}`;

const HATCH =
  '<defs><pattern id="wait" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2.5" height="6" fill="#fff" fill-opacity=".55"/></pattern></defs>';

/**
 * The rollout over time: a row for each pod, a colour for each revision, hatched where it is not ready; beneath, the
 * claims, and the names that are not answered as before. Nothing where nothing happens.
 */
export function rolloutChart(plan: Plan): string {
  const pods = podLanes(plan);
  const groups: readonly Group[] = [
    { title: "", lanes: pods, lane: 28, bar: 18, most: 80 },
    { title: "claims", lanes: claimLanes(plan), lane: 21, bar: 15, most: 40 },
    { title: "names", lanes: nameLanes(plan), lane: 21, bar: 15, most: 40 },
  ];
  if (pods.length === 0) return "";
  const revisions = [...new Set(pods.flatMap(({ bars }) => bars.map(({ revision }) => revision)))];
  const scale: Scale = {
    totalMs: drawnMs(plan.elapsedMs),
    revisions: revisions.sort((a, b) => Number(a) - Number(b)),
  };
  let bottom = TOP;
  const drawn = groups.map((group) => {
    const [svg, end] = groupSvg(group, bottom, scale);
    bottom = end;
    return svg;
  });
  const states = new Set(groups.flatMap(({ lanes }) => lanes.flatMap(({ bars }) => bars.map(({ state }) => state))));
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + LEGEND}" role="img" aria-label="The rollout over time">`;
  return `${open}${HATCH}${axis(TOP, bottom, scale)}\n${drawn.join("\n")}${legend(scale, states, bottom + 8)}</svg>`;
}
