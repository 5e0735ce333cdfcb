import { goJson } from "../../base/json.ts";
import { invalid, invalidStatus } from "../field-error.ts";
import { badRequest, type ApiStatus } from "../status.ts";
import type { Decoded } from "../structure/decode.ts";
import { goValue } from "./go-value.ts";

/** What applying a patch gives: the patched object, decoded where judging the patch took that, or the refusal. */
export type Patched =
  | { readonly ok: true; readonly value: unknown; readonly decoded?: Decoded }
  | { readonly ok: false; readonly status: ApiStatus };

/** Thrown inside this folder where a patch cannot be applied; every exported function turns it into its answer. */
export class PatchRefusal extends Error {
  override readonly name = "PatchRefusal";
  readonly status: ApiStatus;
  constructor(status: ApiStatus) {
    super(status.message);
    this.status = status;
  }
}

/** Runs a patch; a `PatchRefusal` becomes the answer. */
export function answer(run: () => unknown): Patched {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    if (error instanceof PatchRefusal) return { ok: false, status: error.status };
    throw error;
  }
}

/**
 * A patch that is well formed and does not fit the object: the answer names neither kind nor cause.
 * @see staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go, `NewGenericServerResponse` with 422 (1.36)
 */
export const UNPROCESSABLE: ApiStatus = {
  code: 422,
  reason: "Invalid",
  message: "the server rejected our request due to an error in our request",
  details: {},
};

/** An error of the server that it has no reason for; kubectl prints `Error from server: ` before it. */
export function plainRefusal(message: string): ApiStatus {
  return { code: 500, reason: "", message };
}

export function badPatch(message: string): PatchRefusal {
  return new PatchRefusal(badRequest(message));
}

function invalidText(text: string, detail: string): ApiStatus {
  const status = invalidStatus({ group: "", kind: "" }, "", [invalid(["patch"], text, detail)]);
  return { ...status, details: { causes: status.details?.causes ?? [] } };
}

/**
 * The answer to a patch whose result is no object of the patched kind: it quotes that result, whose members upstream
 * leaves in the order of Go's fields where the patch did not touch them.
 * @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `applyPatchToCurrentObject` of `jsonPatcher` (1.36)
 */
export function invalidResult(result: unknown, detail: string): ApiStatus {
  return invalidText(goJson(result), detail);
}

/**
 * The answer to a strategic merge patch whose result cannot be decoded: it quotes the whole patch in Go's notation.
 * `detail` is the decoder's message, e.g. `unrecognized type: int32`.
 * @see staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go, `applyPatchToObject` (1.36)
 */
export function invalidPatch(patch: unknown, detail: string): ApiStatus {
  return invalidText(goValue(patch), detail);
}
