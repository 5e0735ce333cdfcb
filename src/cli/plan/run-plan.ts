import type { Plan, VerdictWord } from "../../plan/model.ts";
import { plan } from "../../plan/plan.ts";
import { hasChanges } from "../../plan/summary.ts";
import type { Request } from "../../cluster/client/request.ts";
import type { Style } from "../../print/printer.ts";
import { type Asked, type Call, warn } from "../command.ts";
import { failureLines } from "../failure-lines.ts";
import { refuseFormat } from "../format-of.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Flags } from "../../base/flags.ts";
import { suggest } from "../../api/structure/suggest.ts";
import { hearInterrupt, inSlices } from "../run-controllers.ts";
import { refuseUsage } from "../usage.ts";
import { assumedBy } from "./assumed.ts";
import { beginning, type Beginning } from "./base.ts";
import { PLAN_FLAGS } from "./flags.ts";

type Form = (plan: Plan, style: Style) => string;

const FORMS: Readonly<Record<string, () => Promise<Form>>> = {
  text: async () => (await import("../../print/plan/text.ts")).planText,
  markdown: async () => (await import("../../print/plan/markdown.ts")).planMarkdown,
  html: async () => (await import("../../print/plan/html.ts")).planHtml,
  json: async () => (await import("../../print/plan/json.ts")).planJson,
  yaml: async () => (await import("../../print/plan/yaml.ts")).planYaml,
};

function formOf(call: Call): () => Promise<Form> {
  const name = call.flags.text("output") ?? "text";
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
  if (form !== undefined) return form;
  refuseFormat("a plan", name, Object.keys(FORMS));
}

const FORBIDDABLE: Readonly<Record<string, VerdictWord | "REPLACE" | "REFUSED">> = {
  "data-loss": "DATA LOSS",
  downtime: "DOWNTIME",
  stuck: "STUCK",
  blocked: "BLOCKED",
  deadlock: "DEADLOCK",
  quorum: "QUORUM",
  replace: "REPLACE",
  refused: "REFUSED",
};

/** The words of `--forbid`. Throws USAGE for one that there is not. */
function forbidden(call: Call): readonly string[] {
  const words = call.flags.list("forbid");
  for (const word of words) {
    if (Object.hasOwn(FORBIDDABLE, word)) continue;
    const near = suggest(word, Object.keys(FORBIDDABLE));
    const hint = near === undefined ? `there are ${Object.keys(FORBIDDABLE).join(", ")}` : `did you mean ${near}?`;
    refuseUsage(`--forbid ${word}: there is no such verdict`, hint);
  }
  return words;
}

/** What does not come to its end, for whatever reason, is stuck. */
const ENDLESS: ReadonlySet<string> = new Set<VerdictWord>(["STUCK", "BLOCKED", "DEADLOCK"]);

function holds(word: string, { verdicts, objects, refusals }: Plan): boolean {
  const verdict = FORBIDDABLE[word];
  if (verdict === "REPLACE") return objects.some(({ action }) => action === "replace");
  if (verdict === "REFUSED") return refusals.length > 0;
  return verdicts.some((one) => one.word === verdict || (verdict === "STUCK" && ENDLESS.has(one.word)));
}

/** Whether the request led nowhere: it named what is not there, or kubectl itself would not send it. */
function isNothing({ objects, refusals }: Plan): boolean {
  return objects.length === 0 && refusals.length > 0 && refusals.every(({ key }) => key === undefined);
}

/** The flags as the verb knows them: `-o` and `--for` are the plan's. */
function ofTheVerb(flags: Flags): Flags {
  const own = new Set(PLAN_FLAGS.map(({ name }) => name));
  return {
    given: (name) => !own.has(name) && flags.given(name),
    on: (name) => !own.has(name) && flags.on(name),
    text: (name) => (own.has(name) ? undefined : flags.text(name)),
    list: (name) => (own.has(name) ? [] : flags.list(name)),
    integer: (name) => (own.has(name) ? undefined : flags.integer(name)),
    duration: (name) => (own.has(name) ? undefined : flags.duration(name)),
  };
}

async function keep(call: Call, file: string, request: Request, begun: Beginning): Promise<void> {
  const { keepPlan } = await import("./keep.ts");
  keepPlan(call, file, request, begun);
}

/** Makes the plan of a request, prints it, and answers what the flags ask. */
export async function runPlan(call: Call, ask: (call: Call) => Promise<Asked>): Promise<ExitCode> {
  const form = formOf(call);
  const forbids = forbidden(call);
  const assumed = assumedBy(call);
  const { request, failures } = await ask({ ...call, flags: ofTheVerb(call.flags) });
  call.io.stderr.write(await failureLines(call, failures));
  if (failures.length > 0 && "manifests" in request && request.manifests.length === 0) return EXIT.refused;
  const print = await form();
  const begun = await beginning(call);
  const made = await inSlices(call, plan(begun.snapshot, request, { ...begun, ...assumed, unread: failures }));
  await hearInterrupt(call);
  for (const line of made.warnings) warn(call, line);
  if (isNothing(made)) {
    for (const { message } of made.refusals) warn(call, message);
    return EXIT.refused;
  }
  call.io.stdout.write(print(made, { ...call.style, width: call.io.stdout.columns ?? 80 }));
  const out = call.flags.text("out");
  if (out !== undefined) await keep(call, out, request, begun);
  const hit = forbids.filter((word) => holds(word, made));
  if (hit.length > 0) {
    warn(call, `forbidden: ${hit.join(", ")}`);
    return EXIT.refused;
  }
  if (failures.length > 0) return EXIT.refused;
  return call.flags.on("detailed-exitcode") && (hasChanges(made) || made.refusals.length > 0)
    ? EXIT.couldNotRun
    : EXIT.done;
}
