import { filled, without } from "../../defaulting.ts";
import type { KubeObject } from "../../object.ts";
import { base64Of } from "../../structure/base64.ts";

/** @see staging/src/k8s.io/api/core/v1/types.go, `Secret` (1.36) */
export interface Secret extends KubeObject {
  readonly type?: string;
  /** Base64 by key. */
  readonly data?: Readonly<Record<string, string>>;
  /** Plain text by key; taken into `data` when written, and never read back. */
  readonly stringData?: Readonly<Record<string, string>>;
}

/** @see pkg/apis/core/v1/conversion.go, `Convert_v1_Secret_To_core_Secret`; defaults.go, `SetDefaults_Secret` (1.36) */
export function secretDefaults(secret: Secret): Secret {
  const typed = filled(secret, { type: "Opaque" });
  if (typed.stringData === undefined) return typed;
  const encoder = new TextEncoder();
  const encoded = Object.entries(typed.stringData).map(([key, text]) => [key, base64Of(encoder.encode(text))]);
  const data = { ...typed.data, ...(Object.fromEntries(encoded) as Record<string, string>) };
  return { ...without(typed, "stringData"), data };
}
