import { namespacedName, namespaceOf, type KubeObject } from "../../api/object.ts";
import { withEndpoints } from "../../cluster/endpoints-view.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { describe as describeObject } from "../../print/describe/describe.ts";
import { warn, type Call, type Command } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { findObjects } from "../find-objects.ts";
import * as common from "../flags/common.ts";
import { lookAtState, type Look } from "../look.ts";
import { refuseUsage } from "../usage.ts";

export const describe: Command = {
  usage: "(TYPE [NAME_PREFIX] | TYPE/NAME… | TYPE -l SELECTOR | -f FILE) [flags]",
  about: "Shows objects in full, with what belongs to them and their events.",
  flags: [
    ...common.FILES,
    common.SELECTOR,
    common.ALL_NAMESPACES,
    { name: "show-events", kind: "switch", meaning: "the events of each object (default: of one alone)" },
    common.CHUNK_SIZE,
  ],
  examples: [
    { does: "A set and what its controller did", line: "describe sts web" },
    { does: "Why a pod waits", line: "describe pod web-1" },
    { does: "Which pod had a claim", line: "describe pvc data-web-0" },
  ],
  run: describeObjects,
};

/** The pod that mounted a claim last, from the history; of a claim that no pod mounts now. */
function lastUser({ snapshot, view }: Look, object: KubeObject): { lastUsedBy?: string } {
  if (object.kind !== "PersistentVolumeClaim") return {};
  if (view.count("Pod", "claim", namespacedName(object)) > 0) return {};
  const mounted = snapshot.history.happenings.findLast(
    ({ kind, namespace, claims }) =>
      kind === "pod" && namespace === namespaceOf(object) && claims?.includes(object.metadata.name) === true,
  );
  return mounted === undefined ? {} : { lastUsedBy: mounted.name };
}

/**
 * With a type and one name that nothing has: the objects whose names start so; undefined where there are none either.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/describe/describe.go, `DescribeMatchingResources` (1.36)
 */
function matching(call: Call, { view }: Look, { by, targets, failures }: Found): Found["groups"] | undefined {
  const [target] = targets;
  const [failure] = failures;
  if (by !== "names" || call.words.length !== 2 || targets.length !== 1 || target === undefined) return undefined;
  if (failure?.kind !== "status" || failure.status.reason !== "NotFound") return undefined;
  const { resource, namespace, name } = target;
  const all = view.list(resource.key, resource.namespaced ? namespace : undefined);
  const objects = all.filter(({ metadata }) => metadata.name.startsWith(name));
  return objects.length === 0 ? undefined : [{ resource, objects }];
}

async function describeObjects(call: Call): Promise<ExitCode> {
  if (call.words.length === 0 && !call.flags.given("filename")) {
    const how = 'Use "stsctl api-resources" for a complete list of supported resources.';
    refuseUsage(`You must specify the type of resource to describe. ${how}`);
  }
  const state = await lookAtState(call);
  const look: Look = { ...state, view: withEndpoints(state.view) };
  const found = await findObjects(call, look.view, { listsTypes: true });
  for (const line of found.warnings) warn(call, line);
  const matches = matching(call, look, found);
  const objects = (matches ?? found.groups).flatMap((group) => group.objects);
  const failures = matches === undefined ? found.failures : [];
  const isAlone = matches === undefined && failures.length === 0 && objects.length === 1;
  const showEvents = call.flags.given("show-events") ? call.flags.on("show-events") : isAlone;
  const texts = objects.map((object) => {
    return describeObject(look.view, object, { now: look.now, showEvents, ...lastUser(look, object) });
  });
  call.io.stdout.write(matches === undefined ? texts.join("\n\n") : texts.map((text) => `${text}\n`).join(""));
  call.io.stderr.write(failureText(failures));
  if (objects.length === 0 && failures.length === 0) warn(call, nothing(call));
  return failures.length === 0 ? EXIT.done : EXIT.refused;
}

function nothing(call: Call): string {
  return call.flags.on("all-namespaces") ? "No resources found" : `No resources found in ${call.namespace} namespace.`;
}

type Found = Awaited<ReturnType<typeof findObjects>>;
