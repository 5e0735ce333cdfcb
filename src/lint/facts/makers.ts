import { type KubeObject, namespaceOf } from "../../api/object.ts";
import { isJsonObject } from "../../base/json.ts";
import type { CheckedKind } from "./checked-kinds.ts";
import type { Project } from "../project.ts";

/** Kinds that say what is done about things that others make. */
const WATCHER =
  /(?:Monitor|Rules?|Policy|Probe|Route|Gateway|VirtualService|ServiceEntry|Scaler|ScaledObject|Middleware)$/;

/** A custom object of a kind whose controller may make others from it, such as a database, a release or a sealed Secret. */
interface Maker {
  readonly name: string;
  readonly namespace: string;
  readonly group: string;
  /** All texts in it, names of what it makes among them. */
  readonly texts: ReadonlySet<string>;
}

function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === "string") texts.add(value);
  else if (Array.isArray(value)) for (const item of value) addTexts(item, texts);
  else if (isJsonObject(value)) for (const key in value) addTexts(value[key], texts);
}

function makerOf(object: KubeObject): Maker {
  const texts = new Set<string>();
  addTexts((object as { readonly spec?: unknown }).spec, texts);
  const [group = ""] = object.apiVersion.split("/");
  return { name: object.metadata.name, namespace: namespaceOf(object), group, texts };
}

function makers(project: Project): readonly Maker[] {
  return project.customObjects().flatMap((object) => (WATCHER.test(object.kind) ? [] : [makerOf(object)]));
}

function makersFor(project: Project, namespace: string): readonly Maker[] {
  // A release or an application may be made in one namespace for another.
  return project.index(makers).filter((one) => [namespace, ""].includes(one.namespace) || one.texts.has(namespace));
}

/** Whether this is the maker's name, or that name with something behind it. */
function isOf({ name }: Maker, text: string): boolean {
  return text === name || text.startsWith(`${name}-`);
}

/** Whether something makes an object that the manifests do not have: a custom object of theirs, or a kustomization. */
export function mayBeMade(project: Project, kind: CheckedKind, namespace: string, name: string): boolean {
  if (project.isGenerated(kind, name)) return true;
  if (project.customObjects().length === 0) return false;
  return makersFor(project, namespace).some((maker) => isOf(maker, name) || maker.texts.has(name));
}

/** Whether labels may be those of pods that something makes from a custom object. */
export function mayBeOfMadePods(
  project: Project,
  namespace: string,
  labels: Readonly<Record<string, string>> = {},
): boolean {
  if (project.customObjects().length === 0) return false;
  return makersFor(project, namespace).some((maker) =>
    Object.entries(labels).some(([key, value]) => {
      const [domain = "", name] = key.split("/");
      return isOf(maker, value) || (name !== undefined && `.${maker.group}`.endsWith(`.${domain}`));
    }),
  );
}
