import { namespaceOf } from "../api/object.ts";
import { sameJson } from "../base/json.ts";
import type { Member } from "./project.ts";
import { isUnnamed } from "./verdict/completed.ts";
import { OBJECT_DEFINED_TWICE } from "./server-rules.ts";
import type { Flaw } from "./flaw.ts";

/** One that is defined again with other content, and its flaw. */
export interface Redefinition {
  readonly member: Member;
  readonly flaw: Flaw;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/") + 1);
}

/** What to do where the two stand in folders that are perhaps never applied together. */
const APART = "if the folders are alternatives, such as environments, lint them one by one";

function redefined(member: Member, first: Member): Redefinition {
  const { object, manifest } = member;
  const namespace = namespaceOf(object);
  const { file, start } = first.manifest.locate(["metadata", "name"], "value");
  const place = namespace === "" ? "" : ` in namespace ${namespace}`;
  const message = `${object.kind} "${object.metadata.name}"${place} is defined twice, first in ${file}:${start.line}`;
  const path = ["metadata", "name"];
  const related = [{ object: first.object, path, message: "the first definition" }];
  const isApart = folderOf(file) !== folderOf(manifest.file);
  const fix = isApart ? `${OBJECT_DEFINED_TWICE.fix}; ${APART}` : OBJECT_DEFINED_TWICE.fix;
  return { member, flaw: { rule: OBJECT_DEFINED_TWICE, path, message, fix, related } };
}

/**
 * Each object once, as it is after all manifests are applied in turn: of those that share kind, namespace and name the
 * last one. A definition that says nothing else than the first is no flaw. Those without a name are objects of their own.
 */
export function eachOnce(members: readonly Member[]): {
  readonly members: readonly Member[];
  readonly redefinitions: readonly Redefinition[];
} {
  const first = new Map<string, Member>();
  const last = new Map<string | Member, Member>();
  const redefinitions: Redefinition[] = [];
  for (const member of members) {
    const { kind, object } = member;
    if (isUnnamed(object)) {
      last.set(member, member);
      continue;
    }
    const key = `${kind}/${namespaceOf(object)}/${object.metadata.name}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, member);
    else if (!sameJson(earlier.object, object)) redefinitions.push(redefined(member, earlier));
    last.set(key, member);
  }
  return { members: [...last.values()], redefinitions };
}
