import { typeCode } from "./record.ts";
import type { Question, Reply } from "./question.ts";
import { CLASS_IN, OPCODE_QUERY, RCODES, type Edns, type Header, type Message } from "./wire/message.ts";

/** What a reply takes over from the query. */
export interface QueryFacts {
  readonly id: number;
  readonly rd: boolean;
  readonly cd: boolean;
  readonly edns: Edns | undefined;
}

/** The message that carries a reply to a question. */
export function replyMessage(question: Question, reply: Reply, { id, rd, cd, edns }: QueryFacts): Message {
  const header: Header = {
    id,
    isResponse: true,
    opcode: OPCODE_QUERY,
    aa: reply.isAuthoritative,
    tc: false,
    rd,
    ra: false,
    ad: false,
    cd,
    rcode: RCODES[reply.rcode],
  };
  const questions = [{ name: question.name, type: typeCode(question.type) ?? 0, class: CLASS_IN }];
  const { answer, authority, additional } = reply;
  return { header, questions, answer, authority, additional, edns };
}
