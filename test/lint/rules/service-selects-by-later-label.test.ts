import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { serviceSelectsByLaterLabel } from "../../../src/lint/rules/service-selects-by-later-label.ts";
import { messagesIn } from "../messages.ts";

it("tells labels that templates lack from labels with other values", () => {
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "x", spec: "selector:\n  app: other\nports:\n  - port: 80" }),
        exampleSet(),
      ),
      serviceSelectsByLaterLabel,
    ),
  ).toEqual([]);
  expect(
    messagesIn(
      documents(
        exampleService(),
        exampleService({ name: "x", spec: "selector:\n  app: db\n  role: master\n  zone: a\nports:\n  - port: 80" }),
        exampleSet({ pod: "serviceAccountName: patroni" }),
      ),
      serviceSelectsByLaterLabel,
    ),
  ).toEqual(["spec.selector: no pod template carries role=master,zone=a"]);
});
