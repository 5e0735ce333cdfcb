import { fieldSchemaOfKind } from "../../api/patch/field-schema.ts";
import { twoWayPatch } from "../../api/patch/two-way.ts";
import type { KubeObject } from "../../api/object.ts";
import type { JsonObject } from "../../base/json.ts";
import { refuse } from "./refused.ts";
import { dryRunSuffix, keyOfTarget, objectName, writeOptions, type Session } from "./session.ts";
import { importedFrom } from "./env-source.ts";
import { envEdit } from "./set-env.ts";
import { imageEdit } from "./set-image.ts";
import { resourcesEdit } from "./set-resources.ts";
import { selectorEdit } from "./set-selector.ts";
import { serviceAccountEdit } from "./set-serviceaccount.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";
import type { Target } from "./target.ts";
import { refuseAllWithSelectors } from "./targets.ts";

/** An object of a kind without a pod template. */
function noTemplate(target: Target): string {
  const type = `*${target.resource.version}.${target.resource.kind}`;
  return `error: ${objectName(target)} the object is not a pod or does not have a pod template: ${type}`;
}

/** The variables that `set env --from` takes over. */
function imported(session: Session, { env, targets }: SetRequest): readonly JsonObject[] {
  if (env?.from === undefined) return [];
  const { files: _files, selector: _selector, all: _all, ...scope } = targets;
  const sources = session.fetchAll(session.resolve({ ...scope, words: [env.from] }).targets);
  return sources.flatMap(({ object }) => {
    const variables = importedFrom(object, env);
    session.warn(...variables.flatMap(({ warning }) => warning ?? []));
    return variables.map(({ variable }) => variable);
  });
}

function verbFor(session: Session, request: SetRequest): SetVerb {
  switch (request.verb) {
    case "set-image":
      return imageEdit(request);
    case "set-env":
      return envEdit(request, imported(session, request));
    case "set-resources":
      return resourcesEdit(request);
    case "set-selector":
      return selectorEdit(request);
    case "set-serviceaccount":
      return serviceAccountEdit(request);
  }
}

type Found = Target & { readonly object: KubeObject };

function setOne(session: Session, request: SetRequest, verb: SetVerb, target: Found): void {
  const edited = verb.edit(target.object, objectName(target));
  if (!edited.ok) {
    const messages = edited.messages.length === 0 ? [noTemplate(target)] : edited.messages;
    for (const message of messages) session.refused(message, target);
    return;
  }
  session.warn(...(edited.warnings ?? []));
  for (const flaw of edited.flaws ?? []) session.refused(flaw, target);
  if (edited.listed !== undefined) {
    session.notes.push(...edited.listed);
    return;
  }
  const schema = fieldSchemaOfKind(target.object.apiVersion, target.object.kind);
  const difference = twoWayPatch(target.object as unknown as JsonObject, edited.object, schema);
  if (!difference.ok) {
    session.refused(`error: ${objectName(target)} ${difference.message}`, target);
    return;
  }
  const body = difference.patch;
  if (Object.keys(body).length === 0 && verb.isAlwaysSent !== true) return;
  const operation = `${verb.operation}${dryRunSuffix(request.dryRun)}`;
  if (request.dryRun === "client") {
    session.done(target, edited.object as unknown as KubeObject, operation);
    return;
  }
  const options = writeOptions(request.dryRun, session.manager("kubectl-set"), { fieldValidation: "Warn" });
  const type = schema === undefined ? "merge" : "strategic";
  const answer = session.heard(session.cluster.patch(keyOfTarget(target), { type, body }, options));
  if (answer.ok) session.done(target, answer.object, operation);
  else session.refused(`${verb.failure}${answer.status.message}`, target);
}

/**
 * The `set` verbs: read, edit, send the difference. One object that is missing ends the verb before anything changed.
 * @see staging/src/k8s.io/kubectl/pkg/cmd/set (1.36)
 */
export function set(session: Session, request: SetRequest): void {
  refuseAllWithSelectors(request.targets);
  const resolution = session.resolve(request.targets, { namesGoBeforeAll: true });
  const targets = session.fetchAll(resolution.targets);
  if (session.failures.length > 0) return;
  const verb = verbFor(session, request);
  if (session.failures.length > 0) return;
  if (resolution.by !== "lists" && targets.length === 0) {
    refuse("one or more resources must be specified as <resource> <name> or <resource>/<name>");
  }
  for (const target of targets) setOne(session, request, verb, target);
}
