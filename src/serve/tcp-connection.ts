import type { Socket } from "node:net";
import type { Responder } from "../dns/responder.ts";

export interface TcpOptions {
  readonly responder: () => Responder;
  readonly allowsTransfer: boolean;
  /** Milliseconds until a connection that has sent nothing is closed. */
  readonly firstMs: number;
  /** Milliseconds without a whole message after which a connection is closed. */
  readonly idleMs: number;
}

const LENGTH_BYTES = 2;
const MIN_MESSAGE_BYTES = 12;
/** Messages answered before others get a turn. */
const BATCH = 16;
/** Answers that wait for the client before no more of its questions are read. */
const MAX_WAITING_BYTES = 1 << 20;

function framed(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + message.length);
  frame.writeUInt16BE(message.length, 0);
  frame.set(message, LENGTH_BYTES);
  return frame;
}

/** One client over TCP. @see RFC 7766 */
export class TcpConnection {
  readonly socket: Socket;
  readonly #options: TcpOptions;
  #received: Buffer = Buffer.alloc(0);
  #timer: NodeJS.Timeout;
  #isWorking = false;
  #hasEnded = false;
  #isStopping = false;

  constructor(socket: Socket, options: TcpOptions) {
    this.socket = socket;
    this.#options = options;
    this.#timer = setTimeout(() => socket.destroy(), options.firstMs);
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#work();
    });
    socket.on("drain", () => this.#work());
    socket.on("end", () => {
      this.#hasEnded = true;
      this.#work();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => clearTimeout(this.#timer));
  }

  /** Answers what has arrived whole, then closes. */
  stop(): void {
    this.#isStopping = true;
    this.#work();
  }

  #heardFrom(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.socket.destroy(), this.#options.idleMs);
  }

  /** The next whole message; undefined when there is none yet. Destroys the connection for a length that cannot be. */
  #next(): Buffer | undefined {
    if (this.#received.length < LENGTH_BYTES) return undefined;
    const length = this.#received.readUInt16BE(0);
    if (length < MIN_MESSAGE_BYTES) {
      this.socket.destroy();
      return undefined;
    }
    if (this.#received.length < LENGTH_BYTES + length) return undefined;
    const message = this.#received.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    this.#received = this.#received.subarray(LENGTH_BYTES + length);
    return message;
  }

  #answer(message: Buffer): void {
    const responder = this.#options.responder();
    const transfer = this.#options.allowsTransfer ? responder.transfer(message) : undefined;
    const single = transfer === undefined ? responder.respond(message, "tcp") : undefined;
    for (const answer of transfer ?? (single === undefined ? [] : [single])) this.socket.write(framed(answer));
  }

  #work(): void {
    if (this.#isWorking || this.socket.destroyed) return;
    for (let count = 0; count < BATCH; count++) {
      if (this.socket.writableLength > MAX_WAITING_BYTES) {
        this.socket.pause();
        return;
      }
      const message = this.#next();
      if (message === undefined) return this.#rest();
      this.#heardFrom();
      this.#answer(message);
    }
    this.#isWorking = true;
    setImmediate(() => {
      this.#isWorking = false;
      this.#work();
    });
  }

  #rest(): void {
    if (this.socket.destroyed) return;
    if (this.#hasEnded || this.#isStopping) this.socket.end();
    else this.socket.resume();
  }
}
