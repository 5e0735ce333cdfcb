import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { createServer, isIPv6, type Server } from "node:net";
import type { Responder } from "../dns/responder.ts";
import { decodeHeader } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import type { RateLimit } from "./rate-limit.ts";
import { TcpConnection } from "./tcp-connection.ts";

export interface DnsServerOptions {
  /** An IP address. */
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  readonly allowsTransfer: boolean;
  /** Absent: no limit. */
  readonly limit?: RateLimit;
  /** Milliseconds; default 5000. */
  readonly tcpFirstMs?: number;
  /** Milliseconds; default 10000. */
  readonly tcpIdleMs?: number;
}

/** A name server on sockets. */
export interface DnsServer {
  readonly port: number;
  /** From now on questions are answered by another one. */
  use(responder: Responder): void;
  /** Stops listening, answers what has arrived, closes. */
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 150;
/** A receive buffer that holds a burst while the state is read again. The system may give less. */
const RECEIVE_BYTES = 1 << 22;
/** How long clients have to take their last answers when the server stops. */
const FAREWELL_MS = 1000;
/** How often a port that is free for TCP but not for UDP is given back. */
const PORT_ATTEMPTS = 20;

function truncated(packet: Uint8Array): Uint8Array | undefined {
  const header = decodeHeader(packet);
  if (header === undefined || header.isResponse) return undefined;
  const { id, opcode, rd } = header;
  const flags = { isResponse: true, aa: false, tc: true, ra: false, ad: false, cd: false, rcode: 0 };
  const nothing = { questions: [], answer: [], authority: [], additional: [], edns: undefined };
  return encodeMessage({ header: { id, opcode, rd, ...flags }, ...nothing });
}

function udpSocket(host: string, answer: (packet: Uint8Array, address: string) => Uint8Array | undefined): UdpSocket {
  const isV6 = isIPv6(host);
  const socket = createSocket({
    type: isV6 ? "udp6" : "udp4",
    // Answers go to addresses, never to names: there is nothing to look up.
    lookup: (address, _options, done) => done(null, address, isV6 ? 6 : 4),
  });
  socket.on("message", (packet, { address, port }) => {
    const reply = answer(packet, address);
    // A client that is gone is no concern of ours.
    if (reply !== undefined && port !== 0) socket.send(reply, port, address, () => undefined);
  });
  return socket;
}

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: 511 }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function bound(socket: UdpSocket, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ port, address: host, exclusive: true }, () => {
      socket.off("error", reject);
      socket.on("error", () => undefined);
      try {
        socket.setRecvBufferSize(RECEIVE_BYTES);
      } catch {
        // The system's own size has to do.
      }
      resolve();
    });
  });
}

/** The connections that are open, in the order in which they were last heard from. */
class Connections {
  readonly #open = new Set<TcpConnection>();

  add(connection: TcpConnection): void {
    this.#open.add(connection);
    connection.socket.on("data", () => {
      this.#open.delete(connection);
      this.#open.add(connection);
    });
    connection.socket.on("close", () => this.#open.delete(connection));
    const [longestIdle] = this.#open;
    if (this.#open.size > MAX_CONNECTIONS) longestIdle?.socket.destroy();
  }

  stop(): void {
    for (const connection of this.#open) connection.stop();
  }

  destroy(): void {
    for (const { socket } of this.#open) socket.destroy();
  }
}

interface Sockets {
  readonly tcp: Server;
  readonly udp: UdpSocket;
  readonly port: number;
}

/** TCP and UDP on one port. */
async function open(
  { host, port }: DnsServerOptions,
  make: () => { readonly tcp: Server; readonly udp: UdpSocket },
): Promise<Sockets> {
  for (let attempt = 1; ; attempt++) {
    const { tcp, udp } = make();
    try {
      const chosen = await listening(tcp, port, host);
      await bound(udp, chosen, host);
      return { tcp, udp, port: chosen };
    } catch (error) {
      tcp.close();
      udp.close();
      if (port !== 0 || attempt >= PORT_ATTEMPTS) throw error;
    }
  }
}

/**
 * Serves DNS over UDP and TCP on one port.
 * @throws what the system says when it cannot listen there
 */
export async function startDnsServer(options: DnsServerOptions, first: Responder): Promise<DnsServer> {
  const { host, allowsTransfer, limit, tcpFirstMs = 5000, tcpIdleMs = 10_000 } = options;
  let responder = first;
  const connections = new Connections();

  function answer(packet: Uint8Array, address: string): Uint8Array | undefined {
    const verdict = limit?.verdict(address, Date.now()) ?? "send";
    if (verdict === "drop") return undefined;
    return verdict === "truncate" ? truncated(packet) : responder.respond(packet, "udp");
  }

  const tcpOptions = { responder: () => responder, allowsTransfer, firstMs: tcpFirstMs, idleMs: tcpIdleMs };
  const { tcp, udp, port } = await open(options, () => ({
    tcp: createServer({ allowHalfOpen: true }, (socket) => connections.add(new TcpConnection(socket, tcpOptions))),
    udp: udpSocket(host, answer),
  }));
  // What goes wrong with one client's connection does not end the service.
  tcp.on("error", () => undefined);

  async function close(): Promise<void> {
    const closed = [
      new Promise<void>((resolve) => void tcp.close(() => resolve())),
      new Promise<void>((resolve) => void udp.close(resolve)),
    ];
    connections.stop();
    const farewell = setTimeout(() => connections.destroy(), FAREWELL_MS);
    await Promise.all(closed);
    clearTimeout(farewell);
  }

  return {
    port,
    use: (next) => {
      responder = next;
    },
    close,
  };
}
