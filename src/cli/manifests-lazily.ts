import type { Call } from "./command.ts";
import type { LoadedManifests } from "./manifests.ts";

/** As `loadManifests`, but the code that reads manifests is loaded only when a file is named. */
export async function loadManifests(call: Call): Promise<LoadedManifests> {
  if (!call.flags.given("filename")) return { manifests: [], failures: [] };
  return (await import("./manifests.ts")).loadManifests(call);
}
