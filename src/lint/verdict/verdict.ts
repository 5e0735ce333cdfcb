import { FEATURE_GATES } from "../../api/feature-gates.ts";
import { fieldErrorText, type FieldError, shownValue } from "../../api/field-error.ts";
import type { ResourceKind } from "../../api/kinds.ts";
import { type KindOfObject, resourceKindOf } from "../../api/known-kinds.ts";
import { unknownKind } from "../../api/unknown-kind.ts";
import { byteLength, pathSegmentFlaws } from "../../api/names.ts";
import { LAST_APPLIED, type KubeObject } from "../../api/object.ts";
import { strategyFor } from "../../api/strategies.ts";
import { decode } from "../../api/structure/decode.ts";
import { withEmptyMaps } from "../../api/structure/empty-maps.ts";
import { writtenField } from "../../api/written-field.ts";
import { type FieldPath, valueAt } from "../../base/field-path.ts";
import { goJson } from "../../base/json.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import { completed, isTelling } from "./completed.ts";
import type { Flaw } from "../flaw.ts";
import { substitutionFix } from "./placeholder.ts";
import { readingOf } from "./reading.ts";
import type { Refusal } from "./refusal.ts";
import { INVALID, SERVER_WARNING, UNKNOWN_KIND, UNUSABLE_NAME } from "../server-rules.ts";
import { pathIn, textIn } from "./warning-path.ts";
import { workloadIn } from "../facts/workload.ts";

/** What kubectl and the API server would say to a manifest alone. */
export interface Verdict {
  readonly flaws: readonly Flaw[];
  /** Undefined where the API server has no such kind. */
  readonly resource?: ResourceKind;
  /** Where it has no such kind: the one that was probably meant. */
  readonly meantResource?: ResourceKind;
  /** The defaulted object, also where it is refused; undefined where it cannot be read as what it is to be. */
  readonly object?: KubeObject;
  /** Where the API server refuses the object. */
  readonly refusal?: Refusal;
}

export interface VerdictOptions {
  /** For objects that name none. */
  readonly namespace: string;
  /** Kinds that a server does not have are no concern. */
  readonly ignoreMissingSchemas: boolean;
}

const CONTEXT = { gates: FEATURE_GATES };

function textAt(manifest: Manifest, ...path: readonly string[]): string {
  const value = valueAt(manifest.object, path);
  return typeof value === "string" ? value : "";
}

function ofUnknownKind({ apiVersion, kind }: KindOfObject, { ignoreMissingSchemas }: VerdictOptions): Verdict {
  const message = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
  const { field, write, meant } = unknownKind({ apiVersion, kind });
  const fix = write === undefined ? {} : { fix: `write ${write}` };
  const flaws: readonly Flaw[] = ignoreMissingSchemas ? [] : [{ rule: UNKNOWN_KIND, path: [field], message, ...fix }];
  return meant === undefined ? { flaws } : { flaws, meantResource: meant };
}

const NAME = ["metadata", "name"];

/** @see k8s.io/client-go/rest/request.go, `Request.Name`: `IsValidPathSegmentName` */
function nameFlaw(manifest: Manifest): Flaw | undefined {
  const name = textAt(manifest, "metadata", "name");
  const prefix = textAt(manifest, "metadata", "generateName");
  const path = ["metadata", name === "" && prefix !== "" ? "generateName" : "name"];
  const flaw = (message: string, fix?: string): Flaw => ({
    rule: UNUSABLE_NAME,
    path,
    message,
    ...(fix === undefined ? {} : { fix }),
  });
  if (name === "" && prefix !== "") {
    return flaw(`from ${prefix}: cannot use generate name with apply`, "set metadata.name, or use kubectl create");
  }
  if (name === "") return flaw("resource name may not be empty");
  const why = pathSegmentFlaws(name);
  const message = `invalid resource name ${JSON.stringify(name)}: [${why.join(" ")}]`;
  const { fix = "write a name of lower case letters, digits and hyphens" } = substitutionFix(name) ?? {};
  return why.length === 0 ? undefined : flaw(message, fix);
}

function placed(object: KubeObject, resource: ResourceKind, namespace: string): KubeObject {
  const { namespace: own = "", ...metadata } = object.metadata;
  if (!resource.namespaced) return own === "" ? object : { ...object, metadata };
  return own === "" ? { ...object, metadata: { ...metadata, namespace } } : object;
}

/** Fields that are not there, or that may not be. */
const ABOUT_THE_FIELD = new Set<FieldError["type"]>(["Forbidden", "Required"]);

/** What to do about the refusals that are commonest. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/volumeMounts\[\d+\]\.name: Not found/, "add a volume or a claim template of that name, or correct the name"],
  [/^spec\.selector: Required/, "add the field: it selects labels of the template, and cannot be changed later"],
  [/Invalid value: null: `selector` does not match template `labels`/, "give the template labels, and select them"],
  [/`selector` does not match template `labels`/, "select labels that the template has"],
];

/** The same for warnings. */
const WARNINGS: typeof REFUSALS = [
  [
    /imagePullSecrets\[\d+\]\.name: invalid empty name/,
    "name the Secret, or take the entry out: kubectl apply cannot compare entries without a name, and fails the next time",
  ],
];

function knownFix(message: string, fixes: typeof REFUSALS): Pick<Flaw, "fix"> | undefined {
  const fix = fixes.find(([pattern]) => pattern.test(message))?.[1];
  return fix === undefined ? undefined : { fix };
}

/** Which addresses a cluster hands out is its own affair. */
function isAboutTheCluster({ detail }: FieldError): boolean {
  return detail.startsWith("failed to allocate IP") && detail.includes("not in the valid range");
}

function validationFlaws(errors: readonly FieldError[], manifest: Manifest): readonly Flaw[] {
  const texts = new Set<string>();
  return errors.flatMap((error): Flaw[] => {
    const message = fieldErrorText(error);
    if (texts.has(message)) return [];
    texts.add(message);
    const { path: writtenAt, part: ofMap } = writtenField(manifest.object, {
      path: error.path,
      shown: shownValue(error),
    });
    const part = ofMap ?? (ABOUT_THE_FIELD.has(error.type) ? "key" : "value");
    return [
      {
        rule: INVALID,
        path: error.path,
        writtenAt,
        part,
        message,
        ...(substitutionFix(message) ?? knownFix(message, REFUSALS)),
      },
    ];
  });
}

const MAX_ANNOTATIONS = 262_144;

/** kubectl keeps the manifest in an annotation, which may not fit beside the others. */
function annotationFlaw(manifest: Manifest, { metadata }: KubeObject): Flaw | undefined {
  if (manifest.document.text.length < MAX_ANNOTATIONS / 4) return undefined;
  const { [LAST_APPLIED]: _kept, ...annotations } = metadata.annotations ?? {};
  const placed = { ...manifest.object, metadata: { ...metadata, annotations } };
  const all = [...Object.entries(annotations), [LAST_APPLIED, `${goJson(placed)}\n`] as const];
  const size = all.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size <= MAX_ANNOTATIONS) return undefined;
  const path = ["metadata", "annotations"];
  const error: FieldError = { type: "TooLong", path, detail: `may not be more than ${MAX_ANNOTATIONS} bytes` };
  const fix = "make the manifest smaller, or use kubectl apply --server-side, which keeps no copy in an annotation";
  return { rule: INVALID, path, message: fieldErrorText(error), fix };
}

/** A manifest on its way through the API server, which has no verdict on it yet. */
interface Candidate {
  /** As it is meant. */
  readonly manifest: Manifest;
  readonly resource: ResourceKind;
  /** As written at first, then decoded, then defaulted. */
  readonly object: KubeObject;
  /** As it would be stored. */
  readonly prepared: KubeObject;
  /** Where it is refused already. */
  readonly refused?: Pick<Verdict, "flaws"> & Omit<Refusal, "manifest">;
}

/** What one step of the API server makes of a candidate: the next one's, or the verdict. */
type Step = (candidate: Candidate, options: VerdictOptions) => Candidate | Verdict;

function isVerdict(one: Candidate | Verdict): one is Verdict {
  return "flaws" in one;
}

function recognised(manifest: Manifest, options: VerdictOptions): Candidate | Verdict {
  const [apiVersion, kind] = [textAt(manifest, "apiVersion"), textAt(manifest, "kind")];
  const own = textAt(manifest, "metadata", "namespace");
  const resource = resourceKindOf({ apiVersion, kind, ...(own === "" ? {} : { namespace: own }) });
  if (resource === undefined) return ofUnknownKind({ apiVersion, kind }, options);
  const object = manifest.object as unknown as KubeObject;
  return { manifest, resource, object, prepared: object };
}

const decoded: Step = (candidate, { namespace }) => {
  const { manifest, resource } = candidate;
  const misnamed = nameFlaw(manifest);
  const result = decode(manifest.object, { fieldValidation: "Strict" });
  if (result.ok && misnamed === undefined) return { ...candidate, object: placed(result.object, resource, namespace) };
  const reading = result.ok ? { flaws: [], manifest, object: result.object, unread: [] } : readingOf(manifest, result);
  const flaws = misnamed === undefined ? reading.flaws : [misnamed, ...reading.flaws];
  const { manifest: meant, object, unread } = reading;
  const told = misnamed === undefined ? unread : [NAME, misnamed.path, ...unread];
  if (object === undefined) return { resource, flaws, refusal: { manifest: meant, told, unread } };
  const refused = { flaws, told, unread };
  return { ...candidate, manifest: meant, object: placed(object, resource, namespace), refused };
};

const defaulted: Step = (candidate) => ({
  ...candidate,
  object: strategyFor(candidate.resource.key).defaults(candidate.object, CONTEXT),
});

const prepared: Step = (candidate) => ({
  ...candidate,
  prepared: strategyFor(candidate.resource.key).prepareForCreate(candidate.object, CONTEXT),
});

/** Refused once more: what the API server does not get to say is not said. */
function refusedFor(flaws: readonly Flaw[], candidate: Candidate): Candidate {
  const { refused = { flaws, told: [], unread: [] } } = candidate;
  const told = flaws.flatMap(({ path, writtenAt = path }) => [path, writtenAt]);
  return { ...candidate, refused: { ...refused, told: [...refused.told, ...told] } };
}

const validated: Step = (candidate) => {
  const { manifest, resource, object, refused } = candidate;
  const errorsOf = (judged: KubeObject) =>
    strategyFor(resource.key)
      .validate(judged, CONTEXT)
      .filter((error) => !isAboutTheCluster(error));
  if (errorsOf(candidate.prepared).length > 0) {
    const errors = errorsOf(withEmptyMaps(candidate.prepared, manifest.object));
    return refusedFor(validationFlaws(errors, manifest), candidate);
  }
  const outgrown = refused === undefined ? annotationFlaw(manifest, object) : undefined;
  return outgrown === undefined ? candidate : refusedFor([outgrown], candidate);
};

/** The volume that a warning calls by name, e.g. `volume "keys" (Projected) has no sources provided`. */
function volumeIn(warning: string, object: KubeObject): FieldPath | undefined {
  const name = /^volume "([^"]*)" /.exec(warning)?.[1];
  const workload = name === undefined ? undefined : workloadIn(object);
  const index = workload?.spec.volumes?.findIndex((volume) => volume.name === name) ?? -1;
  return workload === undefined || index < 0 ? undefined : [...workload.path, "spec", "volumes", index];
}

function warningFlaw(message: string, manifest: Manifest, object: KubeObject): Flaw {
  const path = volumeIn(message, object) ?? pathIn(message);
  const { path: writtenAt } = writtenField(manifest.object, { path, shown: textIn(message) });
  return { rule: SERVER_WARNING, path, writtenAt, message };
}

/** Also what is missing around fields that are told of. */
function withMissing(told: readonly FieldPath[], { object }: Manifest): readonly FieldPath[] {
  return told.flatMap((path) => {
    const around = path.findIndex((_, index) => valueAt(object, path.slice(0, index + 1)) === undefined) + 1;
    return around === 0 || around === path.length ? [path] : [path, path.slice(0, around)];
  });
}

const decided = ({ manifest, resource, object, prepared: stored, refused }: Candidate): Verdict => {
  if (refused !== undefined) {
    const { flaws, unread } = refused;
    const told = withMissing(refused.told, manifest);
    const shown = isTelling(object, told) ? { object: completed(object, resource.key) } : {};
    return { resource, flaws, refusal: { manifest, told, unread }, ...shown };
  }
  const strategy = strategyFor(resource.key);
  const warnings = new Set([
    ...(strategy.preparationWarnings?.(object) ?? []),
    ...(strategy.warnings?.(stored, undefined, CONTEXT) ?? []),
  ]);
  const flaws = [...warnings].map((message): Flaw => {
    return { ...warningFlaw(message, manifest, object), ...knownFix(message, WARNINGS) };
  });
  return { resource, object, flaws };
};

const STEPS: readonly Step[] = [decoded, defaulted, prepared, validated, decided];

/** Where the candidates of each kind stand. */
function placesByKind(cases: readonly (Candidate | Verdict)[]): Iterable<readonly number[]> {
  const byKind = new Map<string, number[]>();
  for (const [place, one] of cases.entries()) {
    if (isVerdict(one)) continue;
    const places = byKind.get(one.resource.key);
    if (places === undefined) byKind.set(one.resource.key, [place]);
    else places.push(place);
  }
  return byKind.values();
}

/**
 * What the API server says of each manifest, from the functions that its requests run through. Kind by kind, all
 * manifests pass one of them before the first passes the next.
 */
export function verdictsOn(manifests: readonly Manifest[], options: VerdictOptions): readonly Verdict[] {
  const cases = manifests.map((manifest) => recognised(manifest, options));
  for (const places of placesByKind(cases)) {
    for (const step of STEPS) {
      for (const place of places) {
        const one = cases[place];
        if (one !== undefined && !isVerdict(one)) cases[place] = step(one, options);
      }
    }
  }
  return cases.filter(isVerdict);
}
