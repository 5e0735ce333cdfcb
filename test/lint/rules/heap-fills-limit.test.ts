import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { heapFillsLimit } from "../../../src/lint/rules/heap-fills-limit.ts";
import { messagesIn } from "../messages.ts";

function found(text: string, memory: string): readonly string[] {
  const container = `args:\n  - ${JSON.stringify(text)}\nresources:\n  limits:\n    memory: ${memory}`;
  return messagesIn(documents(exampleService(), exampleSet({ container })), heapFillsLimit);
}

it.each([
  ["-Xmx1g", "1Gi"],
  ["java -Xms512m -Xmx1024M -jar a.jar", "1G"],
  ["-Xmx2147483648", "2Gi"],
  ["-Xmx256m -Xmx2g", "1Gi"],
])("%s does not fit into %s", (text, memory) => {
  expect(found(text, memory)).toHaveLength(1);
});

it.each([
  ["-Xmx512m", "1Gi"],
  ["-Xmx2g -Xmx256m", "1Gi"],
  ["-Xmx$(HEAP)", "1Gi"],
  ["-Xmx1g", '"1.5Gi"'],
])("%s fits into %s", (text, memory) => {
  expect(found(text, memory)).toEqual([]);
});

it("says nothing without a limit", () => {
  expect(messagesIn(documents(exampleService(), exampleSet({ container: "args: [-Xmx64g]" })), heapFillsLimit)).toEqual(
    [],
  );
});
