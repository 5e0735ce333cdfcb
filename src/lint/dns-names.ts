import type { Container } from "../api/kinds/pod/types.ts";
import type { FieldPath } from "../base/field-path.ts";
import type { PlacedContainer } from "./containers.ts";

/** A text of a container in which other hosts may be named. */
export interface HostText {
  readonly path: FieldPath;
  readonly text: string;
}

function commandTexts(path: FieldPath, command: readonly string[] | undefined): readonly HostText[] {
  return (command ?? []).map((text, index) => ({ path: [...path, index], text }));
}

function probeTexts(container: Container, path: FieldPath): readonly HostText[] {
  return (["livenessProbe", "readinessProbe", "startupProbe"] as const).flatMap((name) =>
    commandTexts([...path, name, "exec", "command"], container[name]?.exec?.command),
  );
}

/** Values of variables, command lines and probes. */
export function hostTexts({ container, path }: Pick<PlacedContainer, "container" | "path">): readonly HostText[] {
  const variables = (container.env ?? []).flatMap(({ value }, index): HostText[] =>
    value === undefined ? [] : [{ path: [...path, "env", index, "value"], text: value }],
  );
  return [
    ...commandTexts([...path, "command"], container.command),
    ...commandTexts([...path, "args"], container.args),
    ...variables,
    ...probeTexts(container, path),
  ];
}

const POD_NAME =
  /\$\((?:POD_NAME|MY_POD_NAME|HOSTNAME|K8S_POD_NAME|hostname)\)|\$\{?(?:POD_NAME|MY_POD_NAME|HOSTNAME)\}?/g;
const HOST =
  /(?<![\w.$}){@%/-])[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*(?=\.?(?:$|[^\w.({$-]))/gi;
const AFTER_SCHEME =
  /(?:\/\/|@)([a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)(?=\.?(?:$|[^\w.({$-]))/gi;
const FILE_ENDING =
  /\.(?:log|pid|sock|conf|cnf|cfg|ini|ya?ml|json|txt|tmp|pem|crt|csr|jks|sh|py|js|jar|dat|bak|gz|tgz|tar|lock|xml|properties|csv)$/i;

/** A host name in a text, and whether a port or a scheme shows that it is one. */
export interface HostName {
  readonly labels: readonly string[];
  readonly isSure: boolean;
}

/** What may be host names in a text, `ownName` put in for what a shell or the kubelet fills in with the pod's name. */
export function hostNamesIn(text: string, ownName: string | undefined): readonly HostName[] {
  const filled = ownName === undefined || !text.includes("$") ? text : text.replace(POD_NAME, ownName);
  const found: HostName[] = [];
  const add = (name: string, isSure: boolean): void => {
    if (!FILE_ENDING.test(name)) found.push({ labels: name.toLowerCase().split("."), isSure });
  };
  for (const match of filled.matchAll(AFTER_SCHEME)) add(match[1] ?? "", true);
  for (const match of filled.matchAll(HOST)) {
    const [name] = match;
    add(name, /^\.?:\d/.test(filled.slice(match.index + name.length)));
  }
  return found;
}
