import type { FieldPath } from "../../../base/field-path.ts";
import { duplicate, invalid, named, required, tooMany, type FieldError } from "../../field-error.ts";
import { labelFlaws } from "../../names.ts";
import { child, flag, has, list, number, optionalText, text, type Fields } from "../../validation/fields.ts";
import { portNameFlaws, portNumberFlaws, validateChoice } from "../../validation/formats.ts";
import { invalidEach } from "../../validation/labels.ts";
import { ofField, ofFieldGiven } from "../../validation/of-field.ts";
import { validateEnv, validateEnvFrom } from "./validate-env.ts";
import { validateDevices, validateMounts, type ValidVolumes } from "./validate-mounts.ts";
import { validateContainerResources } from "./validate-resources.ts";
import { validateContainerSecurity } from "./validate-security.ts";

/** What the validation of a container takes from its pod. */
export interface PodFacts {
  readonly volumes: ValidVolumes;
  readonly claims: ReadonlySet<string>;
  /** Seconds. */
  readonly grace: number;
  readonly restartPolicy: string;
  readonly hostUsers: boolean;
}

export const PROTOCOLS = ["SCTP", "TCP", "UDP"];
const PULL_POLICIES = ["Always", "IfNotPresent", "Never"];
const RESTART_POLICIES = ["Always", "Never", "OnFailure"];

export function validatePullPolicy(path: FieldPath, owner: Fields, name: string): readonly FieldError[] {
  const policy = optionalText(owner, name);
  return policy === "" ? [required(path)] : validateChoice(path, policy, PULL_POLICIES);
}

/** @see pkg/apis/core/validation/validation.go, `validateContainerPorts` (1.36) */
function validatePorts(path: FieldPath, container: Fields): readonly FieldError[] {
  const names = new Set<string>();
  return list(container, "ports").flatMap((port, index) => {
    const at = [...path, index];
    const errors: FieldError[] = [];
    const name = text(port, "name");
    const flaws = name === "" ? [] : portNameFlaws(name);
    if (flaws.length > 0) errors.push(...invalidEach([...at, "name"], name, flaws));
    else if (names.has(name)) errors.push(duplicate([...at, "name"], name));
    else if (name !== "") names.add(name);
    const containerPort = number(port, "containerPort");
    if (containerPort === 0) errors.push(required([...at, "containerPort"]));
    else errors.push(...invalidEach([...at, "containerPort"], containerPort, portNumberFlaws(containerPort)));
    const hostPort = number(port, "hostPort");
    if (hostPort !== 0) errors.push(...invalidEach([...at, "hostPort"], hostPort, portNumberFlaws(hostPort)));
    errors.push(...validateChoice([...at, "protocol"], optionalText(port, "protocol"), PROTOCOLS));
    return errors;
  });
}

/** @see `validateResizePolicy` in the same file */
function validateResizePolicy(path: FieldPath, container: Fields, restartPolicy: string): readonly FieldError[] {
  const resources = new Set<string>();
  return list(container, "resizePolicy").flatMap((policy, index) => {
    const errors: FieldError[] = [];
    const resource = text(policy, "resourceName");
    const restart = text(policy, "restartPolicy");
    if (resources.has(resource)) errors.push(duplicate([...path, index], named(resource)));
    resources.add(resource);
    errors.push(...(resource === "" ? [required(path)] : validateChoice(path, resource, ["cpu", "memory"])));
    errors.push(
      ...(restart === "" ? [required(path)] : validateChoice(path, restart, ["NotRequired", "RestartContainer"])),
    );
    if (restartPolicy === "Never" && restart !== "NotRequired")
      errors.push(invalid(path, named(restart), "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    return errors;
  });
}

const TERMINATION_POLICIES = ["File", "FallbackToLogsOnError"];

const ports = ofField("ports", validatePorts);
const env = ofField("env", validateEnv);
const envFrom = ofField("envFrom", validateEnvFrom);
const resources = ofFieldGiven<FieldError, PodFacts>("resources", (path, container, { claims }) =>
  validateContainerResources(path, container, claims),
);
const resizePolicy = ofFieldGiven<FieldError, PodFacts>("resizePolicy", (path, container, { restartPolicy }) =>
  validateResizePolicy(path, container, restartPolicy),
);
const securityContext = ofFieldGiven<FieldError, PodFacts>("securityContext", (path, container, { hostUsers }) =>
  validateContainerSecurity(path, container, hostUsers),
);
/** For containers without devices that are not privileged: of these, mounts must know. */
const mounts = ofFieldGiven<FieldError, PodFacts>("volumeMounts", (path, container, { volumes }) =>
  validateMounts(path, container, volumes),
);

function validateStorage(path: FieldPath, container: Fields, pod: PodFacts): readonly FieldError[] {
  const isPlain = container["volumeDevices"] === undefined && !flag(child(container, "securityContext"), "privileged");
  if (isPlain) return mounts(path, container, pod);
  return [
    ...validateMounts([...path, "volumeMounts"], container, pod.volumes),
    ...validateDevices([...path, "volumeDevices"], container, pod.volumes),
  ];
}

/** What regular, init and ephemeral containers have in common. @see `validateContainerCommon` in the same file */
export function validateContainer(path: FieldPath, container: Fields, pod: PodFacts): readonly FieldError[] {
  const name = text(container, "name");
  return [
    ...(name === "" ? [required([...path, "name"])] : invalidEach([...path, "name"], name, labelFlaws(name))),
    ...(text(container, "image") === "" ? [required([...path, "image"])] : []),
    ...validateChoice(
      [...path, "terminationMessagePolicy"],
      optionalText(container, "terminationMessagePolicy"),
      TERMINATION_POLICIES,
    ),
    ...ports(path, container),
    ...env(path, container),
    ...envFrom(path, container),
    ...validateStorage(path, container, pod),
    ...validatePullPolicy([...path, "imagePullPolicy"], container, "imagePullPolicy"),
    ...resources(path, container, pod),
    ...resizePolicy(path, container, pod),
    ...securityContext(path, container, pod),
  ];
}

const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;

function validateRestartRule(path: FieldPath, rule: Fields): readonly FieldError[] {
  const errors = [...validateChoice([...path, "action"], text(rule, "action"), ["Restart", "RestartAllContainers"])];
  const codes = child(rule, "exitCodes");
  if (codes === undefined) return [...errors, required([...path, "exitCodes"], "must be specified")];
  errors.push(...validateChoice([...path, "exitCodes", "operator"], text(codes, "operator"), ["In", "NotIn"]));
  const values = Array.isArray(codes["values"]) ? codes["values"].length : 0;
  if (values > MAX_EXIT_CODES) errors.push(tooMany([...path, "exitCodes", "values"], values, MAX_EXIT_CODES));
  return errors;
}

/** Rules need a policy that they are exceptions from. */
function validateRulesHavePolicy(path: FieldPath, container: Fields): readonly FieldError[] {
  if (has(container, "restartPolicy") || list(container, "restartPolicyRules").length === 0) return [];
  return [required([...path, "restartPolicy"], "must specify restartPolicy when restart rules are used")];
}

/** A container's own restart policy, and its rules for exit codes. @see `validateContainerRestartPolicy` */
export function validateRestartPolicy(path: FieldPath, container: Fields): readonly FieldError[] {
  const errors = [...validateRulesHavePolicy(path, container)];
  const policy = optionalText(container, "restartPolicy");
  const rules = list(container, "restartPolicyRules");
  errors.push(...validateChoice([...path, "restartPolicy"], policy, RESTART_POLICIES));
  if (rules.length > MAX_RULES) errors.push(tooMany([...path, "restartPolicyRules"], rules.length, MAX_RULES));
  for (const [index, rule] of rules.entries())
    errors.push(...validateRestartRule([...path, "restartPolicyRules", index], rule));
  return errors;
}

/** The same for init containers, whose rules are not looked at where they lack a policy. @see `validateInitContainerRestartPolicy` */
export function validateInitRestartPolicy(path: FieldPath, container: Fields): readonly FieldError[] {
  return has(container, "restartPolicy")
    ? validateRestartPolicy(path, container)
    : validateRulesHavePolicy(path, container);
}
