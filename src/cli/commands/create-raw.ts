import { CommandError } from "../../base/errors.ts";
import type { Answer } from "../../api/status.ts";
import { type Call, say } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { changeState } from "../session.ts";

const EVICTION = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/eviction$/;

/** Posts to a path of the API. Served: a pod's eviction, which kubectl has no verb of its own for. */
export async function createRaw(call: Call, path: string): Promise<ExitCode> {
  const [, namespace, name] = EVICTION.exec(path) ?? [];
  if (namespace === undefined || name === undefined) {
    const hint = "the one path served is /api/v1/namespaces/NAMESPACE/pods/NAME/eviction";
    throw new CommandError("REFUSED", "the server could not find the requested resource", { hint });
  }
  const { answer } = await changeState<Answer>(call, {
    act: ({ cluster }) => cluster.evict({ kind: "Pod", namespace, name }),
    accepted: ({ ok }) => ok,
  });
  if (answer.ok) {
    say(call, '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}');
    return EXIT.done;
  }
  const { reason, message } = answer.status;
  call.io.stderr.write(`Error from server${reason === "" ? "" : ` (${reason})`}: ${message}\n`);
  return EXIT.refused;
}
