import { printName } from "../../dns/name.ts";
import type { LookupResult } from "../../dns/lookup.ts";
import { recordText } from "../../dns/record.ts";

/** What a lookup found, as one JSON object; records are strings, `OWNER TTL IN TYPE DATA`. */
export function lookupJson({ question, reply, steps, because }: LookupResult): string {
  const object = {
    name: printName(question.name),
    type: question.type,
    rcode: reply.rcode,
    aa: reply.isAuthoritative,
    answer: reply.answer.map(recordText),
    additional: reply.additional.map(recordText),
    authority: reply.authority.map(recordText),
    candidates: steps.map((step) => ({
      name: printName(step.name),
      type: question.type,
      rcode: step.reply.rcode,
      answers: step.reply.answer.length,
    })),
    ...(because === undefined
      ? {}
      : {
          because: because.text,
          reason: because.reason,
          ...(because.resolves === undefined ? {} : { resolves: because.resolves }),
        }),
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
}
