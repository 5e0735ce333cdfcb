import { describe, expect, test } from "vitest";
import { decode } from "../../src/api/structure/decode.ts";
import { openGates } from "../../src/api/structure/gate.ts";
import { documentsOf, isSentAlone, verdictGroups, type ServerAnswer } from "./verdict-case.ts";

/** Answers about the text, the address of the request or the order of checks, which decoding an object never gives. */
const NOT_ABOUT_STRUCTURE = [
  "the object provided is unrecognized",
  "yaml: unmarshal errors",
  "is registered for version",
  "does not match",
  "duplicate field",
];

function isAboutStructure({ message = "" }: ServerAnswer): boolean {
  return !NOT_ABOUT_STRUCTURE.some((part) => message.includes(part));
}

function saidOf(document: unknown): string {
  const decoded = decode(document, { fieldValidation: "Strict" });
  return decoded.ok ? "accepted" : decoded.status.message;
}

/** With the compiled validators in front of the decoder and without: the answers are the same. */
describe.each([
  ["without gates", 0],
  ["with gates", Number.POSITIVE_INFINITY],
])("decoding answers as the API server does, %s", (_, documents) => {
  for (const { group, cases } of verdictGroups()) {
    test(group, async () => {
      await openGates(documents);
      const wrong: string[] = [];
      let count = 0;
      for (const verdict of cases) {
        const documents = documentsOf(verdict);
        for (const answer of (verdict.server ?? []).filter(isAboutStructure)) {
          const document = documents[answer.doc];
          if (!isSentAlone(document) || answer.code === undefined) continue;
          count++;
          const expected = answer.code === 400 ? (answer.message ?? "") : "accepted";
          const said = saidOf(document);
          // Integers beyond int64 reach the server rounded when kubectl sends them.
          const isSaid = said === expected || verdict.kubectl?.stderr.includes(said) === true;
          if (!isSaid) wrong.push(`${verdict.id}\n  want ${expected}\n  got  ${said}`);
        }
      }
      process.stdout.write(`structure ${group}: ${count - wrong.length}/${count}\n`);
      expect(wrong.join("\n")).toBe("");
    });
  }
});
