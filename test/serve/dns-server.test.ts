import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createResponder } from "../../src/dns/responder.ts";
import { decodeMessage } from "../../src/dns/wire/decode.ts";
import { RCODES } from "../../src/dns/wire/message.ts";
import { startDnsServer, type DnsServer, type DnsServerOptions } from "../../src/serve/dns-server.ts";
import { rateLimit } from "../../src/serve/rate-limit.ts";
import { pod, service, zoneWith } from "../dns/cluster.ts";
import { askTcp, askUdp, framed, query, sendTcp, unframed } from "./client.ts";

const WEB = ["web", "default", "svc", "cluster", "local"];
const pods = Array.from({ length: 300 }, (_, at) => pod(`web-${at}`, "web", { ip: `10.244.${at >> 8}.${at & 255}` }));
const responder = createResponder(zoneWith([service("web"), ...pods]));

let server: DnsServer | undefined;

async function started(options: Partial<DnsServerOptions> = {}): Promise<number> {
  server = await startDnsServer({ host: "127.0.0.1", port: 0, allowsTransfer: false, ...options }, responder);
  return server.port;
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

describe("a server over TCP", () => {
  it("answers all of a pipeline, each under its own id", async () => {
    const port = await started();
    const packets = Array.from({ length: 40 }, (_, id) => query(WEB, "A", { header: { id } }));
    const ids = (await askTcp(port, packets)).map((reply) => decodeMessage(reply)?.header.id);
    expect(ids).toEqual(packets.map((_, id) => id));
  });

  it("takes a message in pieces", async () => {
    const port = await started();
    const frame = framed(query(WEB, "A"));
    const socket = await opened(port);
    for (const byte of frame) socket.write(Uint8Array.of(byte));
    const [first] = (await once(socket, "data")) as [Buffer];
    expect(first.length).toBeGreaterThan(2);
    socket.destroy();
  });

  it("sends an answer of any size whole", async () => {
    const port = await started();
    const [reply] = await askTcp(port, [query(WEB, "A")]);
    expect(decodeMessage(reply ?? new Uint8Array())?.answer).toHaveLength(300);
  });

  it("says FORMERR to what it cannot read and goes on", async () => {
    const port = await started();
    const broken = Uint8Array.from([0, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 63]);
    const codes = (await askTcp(port, [broken, query(WEB, "A")])).map((one) => decodeMessage(one)?.header.rcode);
    expect(codes).toEqual([RCODES.FORMERR, RCODES.NOERROR]);
  });

  it("closes for a length that no message has, and passes answers over in silence", async () => {
    const port = await started();
    expect(await sendTcp(port, [Buffer.from([0, 0])], true)).toHaveLength(0);
    expect(await sendTcp(port, [Buffer.from([0, 5, 1, 2, 3, 4, 5])], true)).toHaveLength(0);
    const answers = await askTcp(port, [query(WEB, "A", { header: { isResponse: true } }), query(WEB, "AAAA")]);
    expect(answers).toHaveLength(1);
  });

  it("closes when a message is announced and does not come", async () => {
    const port = await started();
    expect(await sendTcp(port, [Buffer.from([0, 200, 1, 2, 3])])).toHaveLength(0);
  });

  it("closes a connection that sends nothing, and one that sends nothing more", async () => {
    const port = await started({ tcpFirstMs: 20, tcpIdleMs: 20 });
    expect(await sendTcp(port, [], true)).toHaveLength(0);
    expect(unframed(await sendTcp(port, [framed(query(WEB, "AAAA"))], true))).toHaveLength(1);
  });

  it("closes the connection that was idle longest when there are too many", async () => {
    const port = await started();
    const sockets: Socket[] = [];
    for (let at = 0; at < 150; at++) sockets.push(await opened(port));
    const first = sockets[0];
    const isClosed = first === undefined ? Promise.resolve([]) : once(first, "close");
    sockets.push(await opened(port));
    await isClosed;
    expect((await askTcp(port, [query(WEB, "AAAA")])).length).toBe(1);
    for (const socket of sockets) socket.destroy();
  });

  it("transfers the zone only when it may", async () => {
    const closed = await started();
    const [refused] = await askTcp(closed, [query(["cluster", "local"], "AXFR")]);
    expect(decodeMessage(refused ?? new Uint8Array())).toMatchObject({ header: { rcode: RCODES.REFUSED, aa: false } });
    await server?.close();
    const open = await started({ allowsTransfer: true });
    const messages = await askTcp(open, [query(["cluster", "local"], "AXFR")]);
    const records = messages.flatMap((one) => decodeMessage(one)?.answer ?? []);
    expect([records[0]?.data.type, records.at(-1)?.data.type]).toEqual(["SOA", "SOA"]);
  });
});

describe("a server", () => {
  it("answers from its next state as soon as it has it", async () => {
    const port = await started();
    const before = decodeMessage(await askUdp(port, query(["web-0", ...WEB], "A")));
    server?.use(createResponder(zoneWith([service("web")])));
    const after = decodeMessage(await askUdp(port, query(["web-0", ...WEB], "A")));
    expect([before?.header.rcode, after?.header.rcode]).toEqual([RCODES.NOERROR, RCODES.NXDOMAIN]);
  });

  it("answers what has arrived when it is closed, and then nobody", async () => {
    const port = await started();
    const socket = await opened(port);
    const replies: Buffer[] = [];
    socket.on("data", (chunk) => replies.push(chunk));
    socket.write(framed(query(WEB, "AAAA")));
    await once(socket, "data");
    const isOver = once(socket, "close");
    await server?.close();
    server = undefined;
    await isOver;
    expect(unframed(Buffer.concat(replies))).toHaveLength(1);
    await expect(opened(port)).rejects.toThrow(/ECONNREFUSED/);
  });

  it("says why it cannot listen", async () => {
    const port = await started();
    await expect(startDnsServer({ host: "127.0.0.1", port, allowsTransfer: false }, responder)).rejects.toThrow(
      /EADDRINUSE/,
    );
  });
});

describe("a rate limit", () => {
  it("sends so many answers a second to one address, and of the rest every second one truncated", () => {
    const limit = rateLimit(2);
    const verdicts = Array.from({ length: 6 }, () => limit.verdict("192.0.2.1", 1000));
    expect(verdicts).toEqual(["send", "send", "drop", "truncate", "drop", "truncate"]);
    expect(limit.verdict("192.0.2.2", 1000)).toBe("send");
    expect(limit.verdict("192.0.2.1", 2000)).toBe("send");
  });

  it("leads over UDP to answers that ask to come again over TCP", async () => {
    const port = await started({ limit: { verdict: () => "truncate" } });
    const reply = decodeMessage(await askUdp(port, query(WEB, "A")));
    expect(reply).toMatchObject({ header: { tc: true, id: 4711 }, answer: [] });
  });
});
