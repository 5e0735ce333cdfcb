import { joinWithAnd } from "../../base/join-with-and.ts";
import { CommandError } from "../../base/errors.ts";
import type { Asked, Call, Command } from "../command.ts";
import { planFlags } from "../plan/flags.ts";
import { runPlan } from "../plan/run-plan.ts";
import type { Flag } from "../flags/flag.ts";
import { refuseUsage, seeHelp } from "../usage.ts";
import { apply, applyRequest } from "./apply.ts";
import { cordon, cordonRequest, uncordon } from "./cordon.ts";
import { create, createRequest } from "./create.ts";
import { deleteCommand, deleteRequest } from "./delete.ts";
import { drain, drainRequest } from "./drain.ts";
import { annotate, label, labelRequest } from "./label.ts";
import { patch, patchRequest } from "./patch.ts";
import { replace, replaceRequest } from "./replace.ts";
import { rolloutPause, rolloutPauseRequest, rolloutResume, rolloutResumeRequest } from "./rollout-pause.ts";
import { rolloutRestart, rolloutRestartRequest } from "./rollout-restart.ts";
import { rolloutUndo, rolloutUndoRequest } from "./rollout-undo.ts";
import { scale, scaleRequest } from "./scale.ts";
import { setEnv, setImage, setRequest, setResources, setSelector, setServiceAccount } from "./set.ts";

const ABOUT = "Tells what would happen, rehearsed on a copy; writes nothing. The rehearsed verb";

type Ask = (call: Call) => Promise<Asked>;

/** A verb of a group: its own command, and what it asks for. */
type Verb = readonly [command: Command, ask: Ask];

/** The flags of all verbs of a group. */
function flagsOf(verbs: Readonly<Record<string, Verb>>): readonly Flag[] {
  const all = Object.values(verbs).flatMap(([{ flags }]) => flags);
  return [...new Map(all.map((flag) => [flag.name, flag])).values()];
}

function noVerb(call: Call, word: string, verbs: readonly string[]): CommandError {
  const { command } = call;
  const message = word === "" ? `${command} what?` : `${command} rehearses no ${JSON.stringify(word)}`;
  return new CommandError("USAGE", message, { hint: `there are ${verbs.join(", ")}\n${seeHelp(call)}` });
}

/** Apply without its name, which words can only be a slip of. */
const applyUnnamed: Ask = (call) => {
  const [word] = call.words;
  if (word === undefined || call.command !== "plan") return applyRequest(call);
  if (!/[./]/.test(word)) throw noVerb(call, word, VERBS);
  refuseUsage(`plan rehearses no ${JSON.stringify(word)}`, `for manifests: stsctl plan -f ${call.words.join(" -f ")}`);
};

/** The verbs of a group by the word that follows: `plan rollout undo`. */
function oneOf(verbs: Readonly<Record<string, Verb>>): Ask {
  return (call) => {
    const [word = "", ...words] = call.words;
    const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
    if (verb === undefined) {
      throw noVerb(call, word, Object.keys(verbs));
    }
    const [{ flags }, ask] = verb;
    const own = new Set(flags.map(({ name }) => name));
    const foreign = flagsOf(verbs).find(({ name }) => !own.has(name) && call.flags.given(name));
    if (foreign !== undefined) refuseUsage(`unknown flag: --${foreign.name}`, seeHelp(call));
    return ask({ ...call, words });
  };
}

function planned(verb: Command, usage: string, ask: Ask, examples: Command["examples"]): Command {
  return {
    usage,
    about: `${ABOUT} ${verb.about.charAt(0).toLowerCase()}${verb.about.slice(1)}`,
    flags: planFlags(verb.flags),
    examples,
    run: (call) => runPlan(call, ask),
  };
}

const MANIFESTS: Command["examples"] = [
  { does: "What would applying this do?", line: "plan -f web.yaml" },
  { does: "Of a pull request, with no cluster and no state", line: "plan -f k8s/ --base git:origin/main -o markdown" },
  {
    does: "Fail a pipeline on what must not happen",
    line: "plan -f web.yaml --forbid data-loss,downtime,stuck,refused",
  },
  { does: "And if web-1 never becomes ready?", line: "plan -f web.yaml --assume pod/web-1=not-ready" },
  {
    does: "Keep the plan, and apply exactly that",
    line: "plan -f web.yaml --out web.plan && stsctl apply --plan web.plan",
  },
];

const VERBS = [
  "apply",
  "scale",
  "delete",
  "rollout",
  "set",
  "patch",
  "drain",
  "replace",
  "create",
  "label",
  "annotate",
  "cordon",
  "uncordon",
] as const;
const OTHERS = `Likewise plan ${joinWithAnd(VERBS.slice(1))}.`;

export const planApply = planned(
  { ...apply, about: `${apply.about} ${OTHERS}` },
  "-f FILE [flags]",
  applyUnnamed,
  MANIFESTS,
);

export const planScale = planned(scale, scale.usage, scaleRequest, [
  { does: "Which pods and claims go?", line: "plan scale sts/web --replicas=1" },
  { does: "Fail when data would be lost", line: "plan scale sts/web --replicas=1 --forbid data-loss" },
  { does: "As a value", line: "plan scale sts/web --replicas=5 -o json" },
]);

export const planDelete = planned(deleteCommand, deleteCommand.usage, deleteRequest, [
  { does: "What goes with the set, and what stays?", line: "plan delete sts web" },
  { does: "And without its pods", line: "plan delete sts web --cascade=orphan" },
  { does: "What a file names", line: "plan delete -f web.yaml --forbid data-loss" },
]);

export const planPatch = planned(patch, patch.usage, patchRequest, [
  {
    does: "What would a lower partition roll out?",
    line: `plan patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}'`,
  },
  { does: "From a file", line: "plan patch sts web --patch-file change.yaml" },
  {
    does: "By a JSON patch",
    line: `plan patch sts web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":4}]'`,
  },
]);

export const planDrain = planned(drain, drain.usage, drainRequest, [
  { does: "Which pods move, and does a budget hold some?", line: "plan drain node-2 --ignore-daemonsets" },
  {
    does: "Fail when it would not come to an end",
    line: "plan drain node-2 --ignore-daemonsets --forbid blocked,stuck",
  },
  { does: "Past all budgets", line: "plan drain node-2 --ignore-daemonsets --disable-eviction" },
]);

const ROLLOUT: Readonly<Record<string, Verb>> = {
  undo: [rolloutUndo, rolloutUndoRequest],
  restart: [rolloutRestart, rolloutRestartRequest],
  pause: [rolloutPause, rolloutPauseRequest],
  resume: [rolloutResume, rolloutResumeRequest],
};

export const planRollout = planned(
  {
    ...rolloutUndo,
    about:
      "Goes back to an earlier revision (undo), replaces all pods (restart), or holds a Deployment (pause, resume).",
    flags: flagsOf(ROLLOUT),
  },
  "(undo | restart | pause | resume) (NAME | TYPE NAME… | TYPE/NAME… | -f FILE) [flags]",
  oneOf(ROLLOUT),
  [
    { does: "Would going back come to an end?", line: "plan rollout undo sts/web" },
    { does: "To a revision of the history", line: "plan rollout undo sts/web --to-revision=1" },
    {
      does: "How long does a restart take, and what serves meanwhile?",
      line: "plan rollout restart sts/web --start-after 20s",
    },
  ],
);

const SET: Readonly<Record<string, Verb>> = {
  image: [setImage, (call) => setRequest(call, "set-image")],
  env: [setEnv, (call) => setRequest(call, "set-env")],
  resources: [setResources, (call) => setRequest(call, "set-resources")],
  selector: [setSelector, (call) => setRequest(call, "set-selector")],
  serviceaccount: [setServiceAccount, (call) => setRequest(call, "set-serviceaccount")],
};

export const planSet = planned(
  { ...setImage, about: "Sets parts of objects, which may start a rollout.", flags: flagsOf(SET) },
  "(image | env | resources | selector | serviceaccount) (TYPE NAME | TYPE/NAME | -f FILE) CHANGE… [flags]",
  oneOf(SET),
  [
    { does: "What would a new image do?", line: "plan set image sts/web nginx=nginx:1.28" },
    {
      does: "And if it cannot be pulled?",
      line: "plan set image sts/web nginx=nginx:1.28 --assume image/nginx:1.28=image-pull",
    },
    { does: "Fail when it would stop", line: "plan set env sts/web MODE=fast --forbid stuck,downtime" },
  ],
);

export const planReplace = planned(replace, replace.usage, replaceRequest, [
  { does: "What would the whole manifest change?", line: "plan replace -f web.yaml" },
  { does: "And what is lost when it is deleted first?", line: "plan replace --force -f web.yaml" },
  { does: "Fail when the server would refuse", line: "plan replace -f web.yaml --forbid refused" },
]);

export const planCreate = planned(
  { ...create, flags: create.flags.filter(({ name }) => name !== "raw") },
  create.usage,
  createRequest,
  [
    { does: "How would a new application come up?", line: "plan create -f web.yaml" },
    { does: "And if a pod does not become ready?", line: "plan create -f web.yaml --assume pod/web-0=crash-loop" },
    { does: "Beside the manifests of the main branch", line: "plan create -f new/ --base k8s/" },
  ],
);

export const planLabel = planned(label, label.usage, (call) => labelRequest(call, "label"), [
  { does: "What if a pod leaves its set?", line: "plan label pod web-1 app-" },
  { does: "And if it changes sides?", line: "plan label pod web-1 app=debug --overwrite" },
  { does: "Fail when a Service is left without a pod", line: "plan label pods -l app=web app- --forbid downtime" },
]);

export const planAnnotate = planned(annotate, annotate.usage, (call) => labelRequest(call, "annotate"), [
  { does: "Does an annotation wake the set?", line: "plan annotate sts web note=now" },
  { does: "Take one away", line: "plan annotate sts web note-" },
  { does: "As a value", line: "plan annotate sts web note=now -o json" },
]);

export const planCordon = planned(cordon, cordon.usage, (call) => cordonRequest(call, "cordon"), [
  { does: "What would it change?", line: "plan cordon node-2" },
  { does: "Several nodes at once", line: "plan cordon node-1 node-2" },
  { does: "And if pods are to move as well?", line: "plan drain node-2 --ignore-daemonsets" },
]);

export const planUncordon = planned(uncordon, uncordon.usage, (call) => cordonRequest(call, "uncordon"), [
  { does: "Which pods find room then?", line: "plan uncordon node-2" },
  { does: "Several nodes at once", line: "plan uncordon node-1 node-2" },
  { does: "As a value", line: "plan uncordon node-2 -o json" },
]);
