/** The part of dns-packet that tests use; the package brings no types. */
declare module "dns-packet" {
  export interface Answer {
    readonly type: string;
    readonly name: string;
    readonly ttl?: number;
    readonly data?: unknown;
  }
  export interface Packet {
    readonly type?: string;
    readonly id?: number;
    readonly questions?: readonly { readonly type: string; readonly name: string }[];
    readonly answers?: readonly Answer[];
    readonly authorities?: readonly Answer[];
    readonly additionals?: readonly Answer[];
  }
  const packet: { encode(packet: Packet): Buffer; decode(bytes: Buffer): Packet };
  export default packet;
}
