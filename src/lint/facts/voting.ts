import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";

/** Programs whose members vote. */
const VOTING = /(?:^|[/-])(etcd|zookeeper|consul|vault|nats|rabbitmq|cockroach|galera|patroni|rqlite|raft)(?:[/:@-]|$)/;

/** The program whose members vote, by the image of a set's first container. */
export function votingProgramOf({ spec: { template } }: StatefulSet): string | undefined {
  return VOTING.exec(template.spec.containers[0]?.image ?? "")?.[1];
}
