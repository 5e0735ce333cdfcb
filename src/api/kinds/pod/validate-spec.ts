import type { FieldPath } from "../../../base/field-path.ts";
import { forbiddenField, invalid, notSupported, required, type FieldError } from "../../field-error.ts";
import { labelFlaws, nameIsSubdomain } from "../../names.ts";
import { has, list, optionalNumber, optionalText, text, type Fields } from "../../validation/fields.ts";
import { rangeFlaw, validateOptionalName } from "../../validation/formats.ts";
import { invalidEach, validateLabels } from "../../validation/labels.ts";
import { ofField } from "../../validation/of-field.ts";
import { validateAffinity } from "./validate-affinity.ts";
import { placedContainers } from "./placed-containers.ts";
import { createSharedParts } from "./shared-parts.ts";
import type { PodFacts } from "./validate-container.ts";
import { validateContainers, validateEphemeralContainers, validateInitContainers } from "./validate-containers.ts";
import { validateFileVolumes } from "./validate-env.ts";
import {
  validateDnsConfig,
  validateHostAliases,
  validateHostnameOverride,
  validateHostPorts,
} from "./validate-network.ts";
import { validateOs } from "./validate-os.ts";
import { validateOverhead, validatePodResources, validateResourceClaims } from "./validate-resources.ts";
import {
  validateReadinessGates,
  validateSchedulingGates,
  validateSpreadConstraints,
  validateTolerations,
} from "./validate-scheduling.ts";
import { validateHostUsers, validatePodSecurity } from "./validate-security.ts";
import { validateVolumes } from "./validate-volumes.ts";
import { validateHostProcess } from "./validate-windows.ts";

export interface PodSpecOptions {
  /** The pod's name, "" while it has none; absent for templates. */
  readonly podName?: string;
  /** Whether the pod is what a node shows of a pod of its own. */
  readonly isMirror?: boolean;
  /** For templates whose pods get these from their controller. */
  readonly ignoreHostname?: boolean;
}

const DEFAULT_GRACE_SECONDS = 30;
const MAX_INT32 = 2 ** 31 - 1;

function factsOf(spec: Fields, volumes: PodFacts["volumes"]): PodFacts {
  return {
    volumes,
    claims: new Set(
      list(spec, "resourceClaims")
        .map((claim) => text(claim, "name"))
        .filter((name) => name !== ""),
    ),
    grace: optionalNumber(spec, "terminationGracePeriodSeconds") ?? DEFAULT_GRACE_SECONDS,
    restartPolicy: optionalText(spec, "restartPolicy") ?? "Always",
    hostUsers: spec["hostUsers"] !== false,
  };
}

/** What containers need to know of their pod, as one text. Volumes count by name and by whether they are claims. */
function factsText(facts: PodFacts, isPod: boolean): string {
  const { grace, restartPolicy, hostUsers, claims } = facts;
  let asText = `${isPod} ${grace} ${hostUsers} ${JSON.stringify(restartPolicy)}`;
  for (const [name, volume] of facts.volumes)
    asText += ` ${name}${has(volume, "persistentVolumeClaim") || has(volume, "ephemeral") ? "*" : ""}`;
  return claims.size === 0 ? asText : asText + JSON.stringify([...claims]);
}

const MAX_FACTS = 1000;
const knownFacts = new Map<string, PodFacts>();

/** One object for the same facts: then what is fine in one pod is known to be fine in another. */
function sharedFacts(facts: PodFacts, asText: string): PodFacts {
  const known = knownFacts.get(asText);
  if (known !== undefined) return known;
  if (knownFacts.size === MAX_FACTS) knownFacts.clear();
  knownFacts.set(asText, facts);
  return facts;
}

const validParts = createSharedParts();

function validatePolicy(path: FieldPath, value: string | undefined, choices: readonly string[]): readonly FieldError[] {
  if (value === undefined || choices.includes(value)) return [];
  return value === "" ? [required(path)] : [notSupported(path, value, choices)];
}

function validatePullSecrets(path: FieldPath, spec: Fields): readonly FieldError[] {
  return list(spec, "imagePullSecrets").flatMap((secret, index) =>
    Object.keys(secret).some((name) => name !== "name")
      ? [invalid([...path, index], secret, "only name may be set")]
      : [],
  );
}

function validateHostname(path: FieldPath, spec: Fields, name: string): readonly FieldError[] {
  const value = text(spec, name);
  return value === "" ? [] : invalidEach([...path, name], value, labelFlaws(value));
}

function validateDeadline(path: FieldPath, spec: Fields): readonly FieldError[] {
  const seconds = optionalNumber(spec, "activeDeadlineSeconds");
  if (seconds === undefined || (seconds >= 1 && seconds <= MAX_INT32)) return [];
  return [invalid([...path, "activeDeadlineSeconds"], seconds, rangeFlaw(1, MAX_INT32))];
}

const DNS_POLICIES = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const RESTART_POLICIES = ["Always", "OnFailure", "Never"];
const PREEMPTION_POLICIES = ["PreemptLowerPriority", "Never"];

const resourceClaims = ofField("resourceClaims", validateResourceClaims);
const nodeSelector = ofField("nodeSelector", (path, spec) => validateLabels(path, spec, "nodeSelector"));
const pullSecrets = ofField("imagePullSecrets", validatePullSecrets);
const affinity = ofField("affinity", validateAffinity);
const readinessGates = ofField("readinessGates", validateReadinessGates);
const schedulingGates = ofField("schedulingGates", validateSchedulingGates);
const spreadConstraints = ofField("topologySpreadConstraints", validateSpreadConstraints);
const tolerations = ofField("tolerations", (path, spec) => validateTolerations(path, list(spec, "tolerations")));
const hostAliases = ofField("hostAliases", validateHostAliases);
const overhead = ofField("overhead", validateOverhead);

/** How errors call the object as a whole where they have no better path. */
const WHOLE: FieldPath = [{ key: "" }];

/** Pods of a node cannot ask the API for devices, which is said once a claim. @see `validatePodResourceClaim` in the same file */
function refuseClaims(spec: Fields): readonly FieldError[] {
  return list(spec, "resourceClaims").map(() => forbiddenField(WHOLE, "static pods do not support resource claims"));
}

function validateContainerLists(path: FieldPath, spec: Fields, facts: PodFacts): readonly FieldError[] {
  return [
    ...validateContainers([...path, "containers"], spec, facts),
    ...validateInitContainers([...path, "initContainers"], spec, facts),
    ...validateEphemeralContainers([...path, "ephemeralContainers"], spec, facts),
    ...validatePodResources([...path, "resources"], spec, facts.claims),
  ];
}

function validateUpToNodeName(path: FieldPath, spec: Fields, isPod: boolean): readonly FieldError[] {
  const containers = placedContainers(path, spec);
  return [
    ...validateHostPorts(path, spec, isPod),
    ...validatePolicy([...path, "restartPolicy"], optionalText(spec, "restartPolicy"), RESTART_POLICIES),
    ...validatePolicy([...path, "dnsPolicy"], optionalText(spec, "dnsPolicy"), DNS_POLICIES),
    ...nodeSelector(path, spec),
    ...validatePodSecurity([...path, "securityContext"], spec),
    ...pullSecrets(path, spec),
    ...affinity(path, spec),
    ...validateDnsConfig([...path, "dnsConfig"], spec),
    ...readinessGates(path, spec),
    ...schedulingGates(path, spec),
    ...spreadConstraints(path, spec),
    ...validateHostProcess(path, spec, containers),
    ...validateHostUsers(path, spec, containers),
    ...validateHostnameOverride([...path, "hostnameOverride"], spec),
    ...validateOptionalName(path, spec, "serviceAccountName"),
  ];
}

function validateFromTolerations(path: FieldPath, spec: Fields): readonly FieldError[] {
  const runtimeClass = optionalText(spec, "runtimeClassName");
  const containers = placedContainers(path, spec);
  return [
    ...tolerations(path, spec),
    ...hostAliases(path, spec),
    ...validateOptionalName(path, spec, "priorityClassName"),
    ...(runtimeClass === undefined
      ? []
      : invalidEach([...path, "runtimeClassName"], runtimeClass, nameIsSubdomain(runtimeClass, false))),
    ...validatePolicy([...path, "preemptionPolicy"], optionalText(spec, "preemptionPolicy"), PREEMPTION_POLICIES),
    ...overhead(path, spec),
    ...validateOs(path, spec, containers),
    ...validateFileVolumes(spec, containers),
  ];
}

/**
 * The spec of a pod or of a template.
 * @see pkg/apis/core/validation/validation.go, `ValidatePodSpec` (1.36)
 */
export function validatePodSpec(path: FieldPath, spec: Fields, options: PodSpecOptions): readonly FieldError[] {
  const isPod = options.podName !== undefined;
  const volumes = validateVolumes([...path, "volumes"], spec, options.podName);
  const ownFacts = factsOf(spec, volumes.valid);
  const factsKey = factsText(ownFacts, isPod);
  const facts = sharedFacts(ownFacts, factsKey);
  const isOfMany = isPod && options.isMirror !== true;
  const isKnown = isOfMany && validParts.isKnown(spec, factsKey);
  const own = [
    ...validateOptionalName(path, spec, "nodeName"),
    ...(isKnown ? [] : validateDeadline(path, spec)),
    ...(options.ignoreHostname === true ? [] : validateHostname(path, spec, "hostname")),
    ...(options.ignoreHostname === true ? [] : validateHostname(path, spec, "subdomain")),
  ];
  if (isKnown) return [...volumes.errors, ...own];
  const errors = [
    ...volumes.errors,
    ...(options.isMirror === true ? refuseClaims(spec) : resourceClaims(path, spec)),
    ...validateContainerLists(path, spec, facts),
    ...validateUpToNodeName(path, spec, isPod),
    ...own,
    ...validateFromTolerations(path, spec),
  ];
  if (isOfMany && errors.length === 0) validParts.remember(spec, factsKey);
  return errors;
}
