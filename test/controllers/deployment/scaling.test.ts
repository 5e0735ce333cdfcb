import { expect, it } from "vitest";
import type { ReplicaSet } from "../../../src/api/kinds/replicaset/types.ts";
import { workload } from "../manifests.ts";
import { rehearse } from "../rehearsal.ts";

/**
 * How the size of a Deployment in the middle of a rollout is shared among its replica sets.
 * @see pkg/controller/deployment/sync_test.go, `TestScale` (1.36)
 */

interface Row {
  readonly what: string;
  /** The Deployment's size, before and after. */
  readonly size: readonly [number, number];
  /** Its surge, before and after. */
  readonly surge?: readonly [number, number];
  /** The sizes of the replica sets, the oldest first, before and after. */
  readonly sets: readonly [readonly number[], readonly number[]];
  /** No replica set has the Deployment's template. */
  readonly isNew?: true;
  /** What the replica sets note of the Deployment's size, where that is not its former one. */
  readonly noted?: readonly (number | undefined)[];
}

const rows: readonly Row[] = [
  { what: "normal scaling event", size: [10, 12], sets: [[10], [12]] },
  { what: "normal scaling event", size: [10, 5], sets: [[10], [5]] },
  {
    what: "proportional scaling",
    size: [5, 10],
    sets: [
      [3, 2],
      [6, 4],
    ],
  },
  {
    what: "proportional scaling",
    size: [5, 3],
    sets: [
      [3, 2],
      [2, 1],
    ],
  },
  {
    what: "proportional scaling",
    size: [9, 4],
    sets: [
      [1, 8],
      [0, 4],
    ],
  },
  {
    what: "proportional scaling",
    size: [7, 10],
    sets: [
      [2, 3, 2],
      [3, 4, 3],
    ],
  },
  {
    what: "proportional scaling",
    size: [13, 8],
    sets: [
      [3, 8, 2],
      [2, 5, 1],
    ],
  },
  {
    what: "leftover distribution",
    size: [3, 4],
    sets: [
      [1, 1, 1],
      [1, 1, 2],
    ],
  },
  {
    what: "leftover distribution",
    size: [3, 2],
    sets: [
      [1, 1, 1],
      [0, 1, 1],
    ],
  },
  {
    what: "no new replica set",
    size: [4, 5],
    sets: [
      [2, 2],
      [2, 3],
    ],
    isNew: true,
  },
  {
    what: "down to nothing",
    size: [6, 0],
    sets: [
      [1, 2, 3],
      [0, 0, 0],
    ],
  },
  {
    what: "up from nothing",
    size: [6, 6],
    sets: [
      [0, 0, 0],
      [0, 0, 6],
    ],
  },
  {
    what: "one was not noted",
    size: [5, 5],
    sets: [
      [1, 1, 2],
      [1, 2, 2],
    ],
    noted: [undefined, 3, undefined],
  },
  {
    what: "surge pods",
    size: [10, 20],
    surge: [2, 2],
    sets: [
      [6, 6],
      [11, 11],
    ],
  },
  {
    what: "surge and size",
    size: [10, 50],
    surge: [3, 6],
    sets: [
      [8, 5],
      [34, 22],
    ],
  },
  {
    what: "size and template",
    size: [10, 14],
    sets: [
      [3, 7],
      [4, 10],
    ],
    isNew: true,
  },
  {
    what: "a new one that is full but broken",
    size: [2, 2],
    surge: [1, 1],
    sets: [
      [1, 2],
      [1, 2],
    ],
  },
];

it.each(rows)("$what: $size gives $sets", ({ size, surge = [0, 0], sets: [before, after], isNew, noted = [] }) => {
  const rehearsal = rehearse();
  for (const image of ["nginx:0", "nginx:1", "nginx:2"]) rehearsal.fail(`image/${image}`, "not-ready");
  const strategy = `strategy: {rollingUpdate: {maxSurge: ${surge[1]}, maxUnavailable: 1}}`;
  const newest = isNew === true ? "nginx:9" : `nginx:${before.length - 1}`;
  const spec = `paused: true\nreplicas: ${size[1]}\n${strategy}`;
  rehearsal.create(workload("Deployment", "web", spec).replace("nginx:1.25", newest));
  const { uid = "" } = rehearsal.get("Deployment", "web")?.metadata ?? {};
  const owner = { apiVersion: "apps/v1", kind: "Deployment", name: "web", uid, controller: true };
  before.forEach((replicas, index) => {
    const desired = noted[index] ?? size[0];
    const annotations = {
      "deployment.kubernetes.io/desired-replicas": String(desired),
      "deployment.kubernetes.io/max-replicas": String(desired + surge[0]),
    };
    const name = `web-${index}`;
    rehearsal.create(
      workload("ReplicaSet", name, `replicas: ${replicas}`)
        .replace("nginx:1.25", `nginx:${index}`)
        .replaceAll(`app: ${name}`, "app: web"),
    );
    rehearsal.patch("ReplicaSet", name, {
      metadata: { labels: { app: "web" }, annotations, ownerReferences: [owner] },
    });
  });
  rehearsal.settle();
  const sizes = rehearsal.list("ReplicaSet").map((set: ReplicaSet) => set.spec.replicas);
  expect(sizes).toEqual(after);
});
