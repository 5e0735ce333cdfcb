import { printPath, type FieldPath } from "../../../base/field-path.ts";
import { goText } from "../../../base/go-text.ts";
import { nameAdvice } from "../../names.ts";
import type { KubeObject } from "../../object.ts";
import {
  child,
  fieldsFrom,
  has,
  list,
  optionalNumber,
  text,
  textMap,
  texts,
  type Fields,
} from "../../validation/fields.ts";
import { ipWarnings } from "../../validation/ip-warnings.ts";
import { nodeLabelWarning, nodeTermWarnings, nodeValueWarnings } from "../../validation/node-labels.ts";
import { ofField } from "../../validation/of-field.ts";
import { amounts, fractionalWarning, isFractional } from "../../validation/resources.ts";
import { claimSpecWarnings } from "../persistentvolumeclaim/warnings.ts";
import { placedContainers } from "./placed-containers.ts";
import { createSharedParts } from "./shared-parts.ts";
import { CONTAINER_APPARMOR, CONTAINER_SECCOMP, POD_SECCOMP } from "./validate-annotations.ts";
import { portWarnings } from "./warnings-ports.ts";
import { overlapWarnings } from "./warnings-volumes.ts";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
const NO_SELECTOR = "a null labelSelector results in matching no pod";

const say = (path: FieldPath, sentence: string): string => `${printPath(path)}: ${sentence}`;

function nodeLabelWarnings(path: FieldPath, spec: Fields): readonly string[] {
  const affinity = child(child(spec, "affinity"), "nodeAffinity");
  const at = [...path, "affinity", "nodeAffinity"];
  const selected = textMap(spec, "nodeSelector").flatMap(([key]) => {
    const warning = nodeLabelWarning(key);
    return warning === undefined ? [] : [say([...path, "nodeSelector", { key }], warning)];
  });
  return [
    ...selected,
    ...list(child(affinity, REQUIRED), "nodeSelectorTerms").flatMap((term, index) =>
      nodeTermWarnings([...at, REQUIRED, "nodeSelectorTerms", index], term),
    ),
    ...list(affinity, PREFERRED).flatMap((term, index) => {
      const preferred = [...at, PREFERRED, index, "preference"];
      const preference = child(term, "preference") ?? {};
      return [...nodeTermWarnings(preferred, preference), ...nodeValueWarnings(preferred, preference)];
    }),
  ];
}

const spreadWarnings = ofField("topologySpreadConstraints", (path, spec) =>
  list(spec, "topologySpreadConstraints").flatMap((constraint, index) => {
    const at = [...path, index];
    const key = text(constraint, "topologyKey");
    const warning = nodeLabelWarning(key);
    return [
      ...(warning === undefined ? [] : [say([...at, "topologyKey"], `${key} is ${warning}`)]),
      ...(has(constraint, "labelSelector") ? [] : [say([...at, "labelSelector"], NO_SELECTOR)]),
    ];
  }),
);

const DEAD_ANNOTATIONS: readonly (readonly [key: string, sentence: string])[] = [
  ["scheduler.alpha.kubernetes.io/critical-pod", 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ["security.alpha.kubernetes.io/sysctls", 'non-functional in v1.11+; use the "sysctls" field instead'],
  ["security.alpha.kubernetes.io/unsafe-sysctls", 'non-functional in v1.11+; use the "sysctls" field instead'],
];
const SECCOMP_SENTENCE = 'non-functional in v1.27+; use the "seccompProfile" field instead';

/** What the keys of all replaced annotations have in common. */
const REPLACED = /\.(?:alpha|beta)\.kubernetes\.io\//;
const APPARMOR_SENTENCE = 'deprecated since v1.30; use the "appArmorProfile" field instead';

const VOLUME_SENTENCES: readonly (readonly [source: string, sentence: string, printed?: string])[] = [
  ["photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"],
  ["gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"],
  ["scaleIO", "deprecated in v1.16, non-functional in v1.22+"],
  ["flocker", "deprecated in v1.22, non-functional in v1.25+"],
  ["storageos", "deprecated in v1.22, non-functional in v1.25+", "storageOS"],
  ["quobyte", "deprecated in v1.22, non-functional in v1.25+"],
  ["glusterfs", "deprecated in v1.25, non-functional in v1.26+"],
];
const LATER_VOLUME_SENTENCES: typeof VOLUME_SENTENCES = [
  ["cephfs", "deprecated in v1.28, non-functional in v1.31+"],
  ["rbd", "deprecated in v1.28, non-functional in v1.31+"],
];

function volumeWarnings(path: FieldPath, spec: Fields): readonly string[] {
  return list(spec, "volumes").flatMap((volume, index) => {
    const at = [...path, index];
    const known = (sentences: typeof VOLUME_SENTENCES): readonly string[] =>
      sentences
        .filter(([source]) => has(volume, source))
        .map(([source, sentence, printed]) => say([...at, printed ?? source], sentence));
    const template = child(child(volume, "ephemeral"), "volumeClaimTemplate");
    const claim = [...at, "ephemeral", "volumeClaimTemplate", "spec"];
    return [
      ...known(VOLUME_SENTENCES),
      ...(template === undefined ? [] : claimSpecWarnings(claim, child(template, "spec") ?? {})),
      ...known(LATER_VOLUME_SENTENCES),
    ];
  });
}

const volumesWarnings = ofField("volumes", (path, spec) => [...volumeWarnings(path, spec), ...overlapWarnings(spec)]);

function repeated(path: FieldPath, items: readonly string[], name: string, field: string): readonly string[] {
  return items.flatMap((item, index) =>
    items.indexOf(item) < index ? [say([...path, index, field], `duplicate ${name} ${goText(item)}`)] : [],
  );
}

function listWarnings(path: FieldPath, spec: Fields): readonly string[] {
  const secrets = list(spec, "imagePullSecrets").map((secret) => text(secret, "name"));
  const aliases = list(spec, "hostAliases").map((alias) => text(alias, "ip"));
  return [
    ...repeated([...path, "hostAliases"], aliases, "ip", "ip"),
    ...repeated([...path, "imagePullSecrets"], secrets, "name", "name"),
    ...secrets.flatMap((secret, index) =>
      secret === "" ? [say([...path, "imagePullSecrets", index, "name"], 'invalid empty name ""')] : [],
    ),
  ];
}

const BYTES = ["memory", "ephemeral-storage"];

function fractionWarnings(path: FieldPath, owner: Fields | undefined, name: string): readonly string[] {
  if (!has(owner, name)) return [];
  const amountOf = new Map(amounts(owner, name));
  return BYTES.flatMap((resource) => {
    const amount = amountOf.get(resource);
    if (amount === undefined || !isFractional(amount)) return [];
    return [fractionalWarning(printPath([...path, name, { key: resource }]), amount)];
  });
}

/** Limits and requests of memory, then of ephemeral storage. */
const resourceWarnings = ofField("resources", (path, container) => {
  const resources = child(container, "resources");
  const all = ["limits", "requests"].flatMap((name) => fractionWarnings(path, resources, name));
  return BYTES.flatMap((resource) => all.filter((warning) => warning.includes(`[${resource}]`)));
});

const envWarnings = ofField("env", (path, container) => {
  const seen = new Set<string>();
  return list(container, "env").flatMap((variable, index) => {
    const name = text(variable, "name");
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const reference = `$(${name})`;
    const value = text(variable, "value");
    const keepsOld = !has(variable, "valueFrom") && value !== reference && value.includes(reference);
    if (keepsOld) return [];
    const sentence = `hides previous definition of ${goText(name)}, which may be dropped when using apply`;
    return [say([...path, index], sentence)];
  });
});

/** Annotations that a field has replaced. */
function annotationWarnings(path: FieldPath, metadata: Fields | undefined, spec: Fields): readonly string[] {
  const annotations = child(metadata, "annotations");
  if (annotations === undefined || !Object.keys(annotations).some((key) => REPLACED.test(key))) return [];
  const warn = (key: string, sentence: string, isHeeded = false): readonly string[] =>
    has(annotations, key) && !isHeeded ? [say([...path, "metadata", "annotations", { key }], sentence)] : [];
  const context = child(spec, "securityContext");
  const isTemplate = path.length > 0;
  return [
    ...DEAD_ANNOTATIONS.flatMap(([key, sentence]) => [...warn(key, sentence)]),
    ...warn(POD_SECCOMP, SECCOMP_SENTENCE, has(context, "seccompProfile")),
    ...placedContainers([], spec).flatMap(([, container]) => {
      const own = child(container, "securityContext");
      const armored = has(context, "appArmorProfile") || has(own, "appArmorProfile");
      const name = text(container, "name");
      return [
        ...warn(`${CONTAINER_SECCOMP}${name}`, SECCOMP_SENTENCE, has(own, "seccompProfile")),
        ...warn(`${CONTAINER_APPARMOR}${name}`, APPARMOR_SENTENCE, armored || !isTemplate),
      ];
    }),
  ];
}

const affinityWarnings = ofField("affinity", (path, spec) =>
  ["podAffinity", "podAntiAffinity"].flatMap((name) => {
    const affinity = child(child(spec, "affinity"), name);
    const at = [...path, name];
    return [
      ...list(affinity, REQUIRED).flatMap((term, index) =>
        has(term, "labelSelector") ? [] : [say([...at, REQUIRED, index, "labelSelector"], NO_SELECTOR)],
      ),
      ...list(affinity, PREFERRED).flatMap((term, index) =>
        has(child(term, "podAffinityTerm"), "labelSelector")
          ? []
          : [say([...at, PREFERRED, index, "podAffinityTerm", "labelSelector"], NO_SELECTOR)],
      ),
    ];
  }),
);

const dnsWarnings = ofField("dnsConfig", (path, spec) =>
  texts(child(spec, "dnsConfig"), "nameservers").flatMap((server, index) =>
    ipWarnings([...path, "nameservers", index], server),
  ),
);

const aliasWarnings = ofField("hostAliases", (path, spec) =>
  list(spec, "hostAliases").flatMap((alias, index) => ipWarnings([...path, index, "ip"], text(alias, "ip"))),
);

const quietParts = createSharedParts();

/** Warnings about what pods of one template share. */
function sharedWarnings(at: FieldPath, spec: Fields): readonly string[] {
  const grace = optionalNumber(spec, "terminationGracePeriodSeconds");
  const negative = "must be >= 0; negative values are invalid and will be treated as 1";
  return [
    ...nodeLabelWarnings(at, spec),
    ...spreadWarnings(at, spec),
    ...listWarnings(at, spec),
    ...fractionWarnings(at, spec, "overhead"),
    ...placedContainers(at, spec).flatMap(([path, container]) => [
      ...resourceWarnings(path, container),
      ...envWarnings(path, container),
    ]),
    ...portWarnings(at, spec),
    ...(grace !== undefined && grace < 0 ? [say([...at, "terminationGracePeriodSeconds"], negative)] : []),
    ...affinityWarnings(at, spec),
    ...dnsWarnings(at, spec),
    ...aliasWarnings(at, spec),
  ];
}

/**
 * What the server accepts in a pod or template and complains about. `path` is the template's, empty for a pod.
 * @see pkg/api/pod/warnings.go, `warningsForPodSpecAndMeta` (1.36)
 */
export function podWarnings(path: FieldPath, pod: Fields | undefined): readonly string[] {
  const at = [...path, "spec"];
  const spec = child(pod, "spec") ?? {};
  const own = [...annotationWarnings(path, child(pod, "metadata"), spec), ...volumesWarnings(at, spec)];
  const isPod = path.length === 0;
  if (isPod && quietParts.isKnown(spec, "")) return own;
  const shared = sharedWarnings(at, spec);
  if (isPod && shared.length === 0) quietParts.remember(spec, "");
  return [...own, ...shared];
}

/** A pod's name is its hostname, too. @see pkg/registry/core/pod/strategy.go, `WarningsOnCreate` (1.36) */
export function podNameWarnings(name: string): readonly string[] {
  return nameAdvice(name, "this is used in the Pod's hostname");
}

/**
 * What is said of a workload that was made or changed: its template, and, of a new one, the name that is to begin those
 * of pods.
 * @see pkg/registry/apps/deployment/strategy.go, `WarningsOnCreate`, `WarningsOnUpdate`, and those of other kinds (1.36)
 */
export function workloadWarnings(
  object: KubeObject & { readonly spec: object },
  old: KubeObject | undefined,
): readonly string[] {
  if (old !== undefined && object.metadata.generation === old.metadata.generation) return [];
  return [
    ...(old === undefined ? workloadNameWarnings(object.metadata.name ?? "") : []),
    ...podWarnings(["spec", "template"], child(fieldsFrom(object.spec ?? {}), "template")),
  ];
}

export function workloadNameWarnings(name: string): readonly string[] {
  return nameAdvice(name, "this is used in Pod names and hostnames");
}
