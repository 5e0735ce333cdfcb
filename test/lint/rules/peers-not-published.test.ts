import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { peersNotPublished } from "../../../src/lint/rules/peers-not-published.ts";
import { messagesIn } from "../messages.ts";

it("is about sets that start at once", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  exec:\n    command:\n      - dbctl\n      - quorum",
        }),
      ),
      peersNotPublished,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          spec: "podManagementPolicy: Parallel",
          container:
            "env:\n  - name: PEERS\n    value: db-0.db,db-1.db,db-2.db\nreadinessProbe:\n  exec:\n    command:\n      - dbctl\n      - quorum",
        }),
      ),
      peersNotPublished,
    ),
  ).toEqual([
    'spec.template.spec.containers[0].readinessProbe: "dbctl quorum" needs peers, and Service "db" publishes no pod before it is ready: db-0.db.default.svc answers NXDOMAIN till then',
  ]);
});
