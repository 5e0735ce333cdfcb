import { createSocket } from "node:dgram";
import { connect } from "node:net";
import type { Name } from "../../src/dns/name.ts";
import { typeCode } from "../../src/dns/record.ts";
import { encodeMessage } from "../../src/dns/wire/encode.ts";
import type { Edns, Header } from "../../src/dns/wire/message.ts";

const HEADER: Header = {
  id: 4711,
  isResponse: false,
  opcode: 0,
  aa: false,
  tc: false,
  rd: true,
  ra: false,
  ad: false,
  cd: false,
  rcode: 0,
};

/** A packet that asks for a name. */
export function query(
  name: Name,
  type: string,
  { edns, header, questionClass = 1 }: { edns?: Edns; header?: Partial<Header>; questionClass?: number } = {},
): Uint8Array {
  return encodeMessage({
    header: { ...HEADER, ...header },
    questions: [{ name, type: typeCode(type) ?? 0, class: questionClass }],
    answer: [],
    authority: [],
    additional: [],
    edns,
  });
}

/** Sends a packet and gives the first one that comes back. */
export function askUdp(port: number, packet: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.once("message", (reply) => socket.close(() => resolve(reply)));
    socket.send(packet, port, "127.0.0.1");
  });
}

export function framed(packet: Uint8Array): Buffer {
  const frame = Buffer.alloc(packet.length + 2);
  frame.writeUInt16BE(packet.length, 0);
  frame.set(packet, 2);
  return frame;
}

/** The messages in a stream of bytes. */
export function unframed(bytes: Buffer): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const length = bytes.readUInt16BE(at);
    messages.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return messages;
}

/** Sends bytes over TCP as they are, half-closes, and gives all that comes back until the other side closes. */
export function sendTcp(port: number, chunks: readonly Buffer[], keepsOpen = false): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }, () => {
      for (const chunk of chunks) socket.write(chunk);
      if (!keepsOpen) socket.end();
    });
    socket.setNoDelay(true);
    socket.on("data", (chunk) => received.push(chunk));
    socket.on("error", reject);
    socket.on("end", () => socket.end());
    socket.on("close", () => resolve(Buffer.concat(received)));
  });
}

/** Asks all of some questions over one connection. */
export async function askTcp(port: number, packets: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  return unframed(await sendTcp(port, [Buffer.concat(packets.map(framed))]));
}
