import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/lint/fix/apply-edits.ts";
import { lintTexts, statefulSet } from "../samples.ts";

/** The advice on the only wrong type in a spec that begins with these lines, and the lines once it is followed. */
function advised(lines: string): readonly (string | undefined)[] {
  const text = statefulSet(lines);
  const [finding] = lintTexts({ "a.yaml": text }, { rules: [] }).findings.filter(({ rule }) => rule === "wrong-type");
  const { fix, edits } = finding ?? {};
  if (edits === undefined) return [fix];
  const fixed = applyEdits(text, [edits]).text;
  const rest = text.slice(text.indexOf(lines) + lines.length);
  return [fix, fixed.slice(text.indexOf(lines), fixed.length - rest.length)];
}

describe("advice on a value of the wrong type", () => {
  it.each<[string, ...string[]]>([
    ["  serviceName: 0640\n", 'write it in quotes: "0640"', '  serviceName: "0640"\n'],
    ["  serviceName: on # why\n", 'write it in quotes: "on"', '  serviceName: "on" # why\n'],
    ["  serviceName: {}\n", "write one text here, on this line or as a block"],
    ["  replicas: '3'\n", "leave the quotes out: 3", "  replicas: 3\n"],
    ["  replicas: three\n", "write a whole number, without quotes"],
    ["  replicas: '03'\n", "write a whole number, without quotes"],
    ["  volumeClaimTemplates:\n    metadata: {name: a}\n", "it is a list, even of one: begin the first line with `- `"],
    ["  volumeClaimTemplates: data\n", "it is a list, even of one: write each item on a line of its own behind `- `"],
    [
      "  volumeClaimTemplates:\n  - spec: {resources: {requests: {storage: 10GB}}}\n",
      "write a number with a unit that Kubernetes knows, such as 500m, 2, 512Mi or 10Gi",
    ],
    ["  updateStrategy: OnDelete\n", "it is a mapping: its fields stand on the lines below, indented"],
    ["  updateStrategy:\n  - type: OnDelete\n", "it is a mapping and no list: leave the `- ` out"],
  ])("%j", (lines, ...expected) => {
    expect(advised(lines)).toEqual(expected);
  });

  it("leaves an alias alone, whose value others use", () => {
    const lines = "  minReadySeconds: &count 5\n  serviceName: *count\n";
    expect(advised(lines)).toEqual(["write it in quotes, as text"]);
  });
});
