import { apiVersionOf, type ResourceKind } from "../../api/kinds.ts";
import { badRequest } from "../../api/status.ts";
import { keyOf } from "../kind-of.ts";
import type { View } from "../view.ts";
import { identified } from "./identity.ts";
import { refuse, Refused, statusFailure } from "./refused.ts";
import type { Failure, RequestScope, SourcedObject, Targets } from "./request.ts";
import { findType, resolveType, typeWords } from "./resolve.ts";
import { selectedObjects } from "./selected-objects.ts";
import { parseLabelSelector, type LabelMatch } from "./selector-text.ts";
import type { Target } from "./target.ts";

/** What words, files or selectors name. */
export interface Resolution {
  readonly targets: readonly Target[];
  /** `lists`: whole types, perhaps filtered; an empty list is no error. */
  readonly by: "names" | "lists" | "files";
  /** The types that were listed, in order. */
  readonly resources: readonly ResourceKind[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
}

export interface ResolveOptions extends RequestScope, Omit<Targets, "words"> {
  readonly view: View;
  /** Whether a type without a name stands for all of its objects, as for `get`. */
  readonly listsTypes?: boolean;
  /** Whether `--all` only allows a type without a name, so that names beside it are taken as they are. */
  readonly namesGoBeforeAll?: boolean;
}

/**
 * Whether a command line can only mean one object: one name, or one file.
 * @see staging/src/k8s.io/cli-runtime/pkg/resource/builder.go, `singleItemImplied` (1.36)
 */
export function namesOne({ by, targets }: Resolution): boolean {
  if (by === "lists") return false;
  const files = new Set(targets.map(({ source }) => source?.file));
  return by === "names" ? targets.length === 1 : files.size === 1 && !files.has("STDIN");
}

const MIXED =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form " +
  "(e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

/** What kubectl says when nothing at all was named. @see staging/src/k8s.io/cli-runtime/pkg/resource/builder.go (1.36) */
const NOTHING_NAMED =
  "You must provide one or more resources by argument or filename.\n" +
  "Example resource specifications include:\n" +
  "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

interface Words {
  readonly types: readonly string[];
  readonly names: readonly string[];
  /** `TYPE/NAME` words. */
  readonly pairs: readonly (readonly [type: string, name: string])[];
}

const NO_PAIR = "arguments in resource/name form must have a single resource and name";

function pairOf(word: string): readonly [string, string] {
  const parts = word.split("/");
  if (parts.length !== 2) return refuse("arguments in resource/name form may not have more than one slash");
  const [type = "", name = ""] = parts;
  if (type === "" || name === "" || typeWords(type).length !== 1) {
    return refuse(NO_PAIR);
  }
  return [type, name];
}

function sorted(words: readonly string[], options: ResolveOptions): Words {
  const slashed = words.filter((word) => word.includes("/"));
  if (slashed.length > 0 && slashed.length < words.length) return refuse(MIXED);
  if (slashed.length > 0) return { types: [], names: [], pairs: words.map(pairOf) };
  const [first, ...names] = words;
  if (first === undefined) return { types: [], names: [], pairs: [] };
  const { bareNameKind } = options;
  const areNames = bareNameKind === "Node" || findType(typeWords(first)[0] ?? first, options.view) === undefined;
  if (bareNameKind !== undefined && areNames && first !== "all" && !first.includes(",")) {
    return { types: [bareNameKind.toLowerCase()], names: words, pairs: [] };
  }
  const types = typeWords(first);
  if (names.length > 0 && first.includes(",")) {
    if (types.includes("")) refuse(NO_PAIR);
    return { types: [], names: [], pairs: types.flatMap((type) => names.map((name) => [type, name] as const)) };
  }
  return { types, names, pairs: [] };
}

function placeOf(resource: ResourceKind, options: ResolveOptions): string {
  return resource.namespaced ? options.namespace : "";
}

/** Refuses the verb, as the server would the list request. */
function badSelector(resource: ResourceKind, options: ResolveOptions, detail: string): never {
  const version = apiVersionOf(resource);
  const type = `${version.includes("/") ? version : `/${version}`}, Resource=${resource.plural}`;
  const selectors = `label selector ${JSON.stringify(options.selector ?? "")}, field selector ${JSON.stringify(options.fieldSelector ?? "")}`;
  throw new Refused(
    statusFailure(badRequest(`Unable to find ${JSON.stringify(type)} that match ${selectors}: ${detail}`)),
  );
}

function listed(resource: ResourceKind, options: ResolveOptions): readonly Target[] {
  const everywhere = options.allNamespaces === true || !resource.namespaced;
  const selected = selectedObjects(options.view, resource, {
    namespace: everywhere ? undefined : options.namespace,
    selector: options.selector,
    fieldSelector: options.fieldSelector,
  });
  if (!selected.ok) return badSelector(resource, options, selected.message);
  return selected.objects.map((object) => ({ resource, ...keyOf(resource, object), object }));
}

function fromLists(words: Words, options: ResolveOptions): Resolution {
  if (words.names.length > 0) return refuse("name cannot be provided when a selector is specified");
  if (words.pairs.length > 0) {
    return refuse("selectors and the all flag cannot be used when passing resource/name arguments");
  }
  if (words.types.length === 0) return refuse("at least one resource must be specified to use a selector");
  const types = words.types.map((word) => resolveType(word, options.view));
  const resources = types.map(({ resource }) => resource);
  return {
    by: "lists",
    resources,
    targets: resources.flatMap((resource) => listed(resource, options)),
    failures: [],
    warnings: types.flatMap(({ warnings }) => warnings),
  };
}

function fromNames(words: Words, options: ResolveOptions): Resolution {
  const [onlyType = ""] = words.types;
  const pairs = words.pairs.length > 0 ? words.pairs : words.names.map((name) => [onlyType, name] as const);
  const types = new Map(pairs.map(([type]) => [type, resolveType(type, options.view)] as const));
  if (options.allNamespaces === true) return refuse("a resource cannot be retrieved by name across all namespaces");
  const targets = pairs.flatMap(([type, name]) => {
    const resource = types.get(type)?.resource;
    return resource === undefined ? [] : [{ resource, namespace: placeOf(resource, options), name }];
  });
  const warnings = [...types.values()].flatMap((type) => type.warnings);
  return { by: "names", resources: [], targets, failures: [], warnings };
}

/** The label filter of `-l`, for objects that were read from files. */
export function labelFilter(selector: string | undefined): LabelMatch {
  const parsed = parseLabelSelector(selector ?? "");
  return parsed.ok ? parsed.value : refuse(parsed.message);
}

export const WORDS_BESIDE_FILES =
  "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well";

function fromFiles(files: readonly SourcedObject[], words: readonly string[], options: ResolveOptions): Resolution {
  if (words.length > 0) {
    return refuse(WORDS_BESIDE_FILES);
  }
  const matches = labelFilter(options.selector);
  const found = files.map((source) => identified(source, options));
  const targets = found.flatMap((one) => (one.ok && matches(one.labels) ? [one.target] : []));
  const failures = found.flatMap((one) => (one.ok ? [] : [one.failure]));
  return { by: "files", resources: [], targets, failures, warnings: [] };
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/label/label.go, `Validate`; set/set_image.go, `Validate` (1.36) */
export function refuseAllWithSelectors({ all, selector = "", fieldSelector = "" }: Targets): void {
  if (all === true && selector !== "") refuse("cannot set --all and --selector at the same time");
  if (all === true && fieldSelector !== "") refuse("cannot set --all and --field-selector at the same time");
}

/**
 * What a command line names, by kubectl's grammar: `TYPE NAME…`, `TYPE/NAME…`, comma lists, `all`, files, `-l`,
 * `--field-selector`, `--all`. Refuses the verb (with a `Refused`) where the grammar or a type is wrong; names are not
 * looked up.
 * @see staging/src/k8s.io/cli-runtime/pkg/resource/builder.go, `visitorResult` (1.36)
 */
export function resolveTargets(words: readonly string[], options: ResolveOptions): Resolution {
  if (options.files !== undefined) return fromFiles(options.files, words, options);
  if (options.all === true && options.namesGoBeforeAll !== true && (options.selector ?? "") !== "") {
    return refuse("setting 'all' parameter but found a non empty selector. ");
  }
  const read = sorted(words, options);
  const isNamed = read.names.length > 0 || read.pairs.length > 0;
  const listsAll = options.all === true && !(options.namesGoBeforeAll === true && isNamed);
  const selects = (options.selector ?? "").trim() !== "" || (options.fieldSelector ?? "") !== "";
  if (listsAll || selects) return fromLists(read, options);
  if (isNamed) return fromNames(read, options);
  if (read.types.length === 0) return refuse(NOTHING_NAMED);
  if (options.listsTypes === true) return fromLists(read, options);
  for (const word of read.types) resolveType(word, options.view);
  return refuse("resource(s) were provided, but no name was specified");
}
