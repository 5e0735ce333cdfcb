import { expect, it } from "vitest";
import { exampleService } from "../../../src/lint/example.ts";
import { nodePortOutOfRange } from "../../../src/lint/rules/node-port-out-of-range.ts";
import { messagesIn } from "../messages.ts";

it.each([
  [30000, 0],
  [32767, 0],
  [29999, 1],
  [32768, 1],
])("knows whether %i is in the range", (nodePort, findings) => {
  const spec = `type: LoadBalancer\nselector:\n  app: db\nports:\n  - port: 5432\n    nodePort: ${nodePort}`;
  expect(messagesIn(exampleService({ spec }), nodePortOutOfRange)).toHaveLength(findings);
});
