import { describe, expect, it } from "vitest";
import { answer } from "../../src/dns/answer.ts";
import { parseName } from "../../src/dns/name.ts";
import { recordText } from "../../src/dns/record.ts";
import { createResponder } from "../../src/dns/responder.ts";
import { decodeMessage } from "../../src/dns/wire/decode.ts";
import { RCODES } from "../../src/dns/wire/message.ts";
import { startDnsServer } from "../../src/serve/dns-server.ts";
import { askTcp, askUdp, query } from "../serve/client.ts";
import { comparable, vectors, vectorZone, type Vector } from "./vectors.ts";

const zone = vectorZone();

function labels(name: string): readonly string[] {
  return parseName(name)?.labels ?? [];
}

describe("the recorded questions to a real name server", () => {
  it.each(vectors)("$id $name $type: $note", ({ name, type, rcode, aa, ...expected }) => {
    const reply = answer(zone, { name: labels(name), type });
    expect({ rcode: reply.rcode, aa: reply.isAuthoritative }).toEqual({ rcode, aa });
    expect(comparable(reply.answer.map(recordText))).toEqual(comparable(expected.answer));
    expect(comparable(reply.additional.map(recordText))).toEqual(comparable(expected.additional));
    expect(comparable(reply.authority.map(recordText))).toEqual(comparable(expected.authority));
  });

  const check = (bytes: Uint8Array, { rcode, aa, answer: records, additional, authority }: Vector): void => {
    const message = decodeMessage(bytes);
    expect(message?.header).toMatchObject({ isResponse: true, aa, ra: false, ad: false, tc: false });
    expect(message?.header.rcode).toBe(RCODES[rcode as keyof typeof RCODES]);
    expect(comparable((message?.answer ?? []).map(recordText))).toEqual(comparable(records));
    expect(comparable((message?.additional ?? []).map(recordText))).toEqual(comparable(additional));
    expect(comparable((message?.authority ?? []).map(recordText))).toEqual(comparable(authority));
  };

  it("are answered alike over UDP and over TCP", async () => {
    const server = await startDnsServer({ host: "127.0.0.1", port: 0, allowsTransfer: false }, createResponder(zone));
    for (const vector of vectors) {
      const packet = query(labels(vector.name), vector.type);
      check(await askUdp(server.port, packet), vector);
      const [overTcp] = await askTcp(server.port, [packet]);
      check(overTcp ?? new Uint8Array(), vector);
    }
    await server.close();
  });
});
