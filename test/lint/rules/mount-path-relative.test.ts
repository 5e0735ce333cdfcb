import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { mountPathRelative } from "../../../src/lint/rules/mount-path-relative.ts";
import { messagesIn } from "../messages.ts";

it("takes paths of Windows as they are", () => {
  const messages = (mountPath: string, pod = ""): readonly string[] =>
    messagesIn(
      documents(
        exampleService(),
        exampleSet({
          pod: `volumes:\n  - name: cache\n    emptyDir: {}${pod}`,
          container: `volumeMounts:\n  - name: cache\n    mountPath: ${mountPath}`,
        }),
      ),
      mountPathRelative,
    );
  expect(messages("./data")).toEqual([
    'spec.template.spec.containers[0].volumeMounts[0].mountPath: volume "cache" is mounted at /./data, whatever directory the program works in',
  ]);
  expect(messages("C:\\data")).toEqual([]);
  expect(messages("data", "\nos:\n  name: windows")).toEqual([]);
});
