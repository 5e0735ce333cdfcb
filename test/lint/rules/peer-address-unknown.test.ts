import { expect, it } from "vitest";
import { documents, exampleDeployment, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { peerAddressUnknown } from "../../../src/lint/rules/peer-address-unknown.ts";
import { messagesIn } from "../messages.ts";

it("resolves names as a pod of the namespace does", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          container:
            'args:\n  - "db-0.db"\n  - "db-0.db.default"\n  - "db-0.db.default.svc"\n  - "http://db-0.db.default.svc.cluster.local:5432/x"\n  - "db.default.svc"\n  - "$(POD_NAME).db"\n  - "/var/db-0.db/log"\n  - "db-0.log"\n  - "v1.2.3"\n  - "other-0.other.far.svc"\n  - "db-$i.nowhere"',
        }),
      ),
      peerAddressUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: "dnsConfig:\n  searches:\n    - client.default.svc.cluster.local",
          container: "args:\n  - db-1:5432",
        }),
      ),
      peerAddressUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ head: "serviceName: db", container: "args:\n  - http://db-0:80" })),
      peerAddressUnknown,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db-0.dbs:5432"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.dbs answers NXDOMAIN from namespace default: there is no Service dbs, the pods are under db",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "database-0.db"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: database-0.db answers NXDOMAIN from namespace default: no pod of Service db has this name, they are called db-0 and so on",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db-0.db.svc.cluster.local"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.db.svc.cluster.local answers NXDOMAIN from namespace default: the namespace is left out between the Service and svc",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "db.prod.svc.cluster.local"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db.prod.svc.cluster.local answers NXDOMAIN from namespace default: Service db is in namespace default",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "http://db-1:80"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-1 answers NXDOMAIN from namespace default: a pod's name alone is not in DNS, only db-1.db is",
  ]);
  expect(
    messagesIn(
      documents(exampleService(), exampleSet({ container: 'args:\n  - "$(POD_NAME).dbs:5432"' })),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.dbs answers NXDOMAIN from namespace default: there is no Service dbs, the pods are under db",
  ]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({
          name: "client",
          spec: "clusterIP: None\nselector:\n  app: db\nports:\n  - name: sql\n    port: 5432",
        }),
        exampleSet(),
        exampleDeployment({ container: "args:\n  - --db=db-0.client" }),
      ),
      peerAddressUnknown,
    ),
  ).toEqual([
    "spec.template.spec.containers[0].args[0]: db-0.client answers NXDOMAIN from namespace default: its pods have names under Service db only",
  ]);
});
