import { CommandError } from "../../base/errors.ts";
import type { Asked, Call, Command } from "../command.ts";
import { planFlags } from "../plan/flags.ts";
import { runPlan } from "../plan/run-plan.ts";
import { seeHelp } from "../scope.ts";
import { apply, applyRequest } from "./apply.ts";
import { deleteCommand, deleteRequest } from "./delete.ts";
import { drain, drainRequest } from "./drain.ts";
import { patch, patchRequest } from "./patch.ts";
import { rolloutRestartRequest } from "./rollout-restart.ts";
import { rolloutUndo, rolloutUndoRequest } from "./rollout-undo.ts";
import { scale, scaleRequest } from "./scale.ts";
import { setImage, setRequest } from "./set.ts";

const ABOUT = "on a copy and tells what would happen. Writes nothing.";

type Ask = (call: Call) => Promise<Asked>;

/** The verbs of a group by the word that follows: `plan rollout undo`. */
function oneOf(verbs: Readonly<Record<string, Ask>>): Ask {
  return (call) => {
    const [word = "", ...words] = call.words;
    const ask = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
    if (ask !== undefined) return ask({ ...call, words });
    const names = Object.keys(verbs).join(", ");
    throw new CommandError("USAGE", `${call.command} ${word}: there is ${names}`, { hint: seeHelp(call) });
  };
}

function planned(verb: Command, usage: string, ask: Ask, examples: Command["examples"]): Command {
  return {
    usage,
    about: `Rehearses ${verb.about.charAt(0).toLowerCase()}${verb.about.slice(1).replace(/\.$/, "")}: ${ABOUT}`,
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

export const planApply = planned(apply, "-f FILE [flags]", applyRequest, MANIFESTS);

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

export const planRollout = planned(
  { ...rolloutUndo, about: "Goes back to an earlier revision (undo), or replaces all pods (restart)." },
  "(undo | restart) (NAME | TYPE NAME… | TYPE/NAME… | -f FILE) [flags]",
  oneOf({ undo: rolloutUndoRequest, restart: rolloutRestartRequest }),
  [
    { does: "Would going back come to an end?", line: "plan rollout undo sts/web" },
    { does: "To a revision of the history", line: "plan rollout undo sts/web --to-revision=1" },
    {
      does: "How long does a restart take, and what serves meanwhile?",
      line: "plan rollout restart sts/web --start-after 20s",
    },
  ],
);

export const planSet = planned(
  { ...setImage, about: "Sets images of containers, which starts a rollout." },
  "image (TYPE NAME | TYPE/NAME | -f FILE) CONTAINER=IMAGE… [flags]",
  oneOf({ image: (call) => setRequest(call, "set-image") }),
  [
    { does: "What would a new image do?", line: "plan set image sts/web nginx=nginx:1.28" },
    {
      does: "And if it cannot be pulled?",
      line: "plan set image sts/web nginx=nginx:1.28 --assume image/nginx:1.28=image-pull",
    },
    { does: "Fail when it would stop", line: "plan set image sts/web nginx=nginx:1.28 --forbid stuck,downtime" },
  ],
);
