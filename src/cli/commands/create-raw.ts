import { rawCreate, type RawAnswer } from "../../cluster/client/raw.ts";
import { type Call, say, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readInputs } from "../inputs.ts";
import { readValue } from "../manifests.ts";
import { changeState } from "../session.ts";

/** Posts one file to a path of the API: a pod's eviction, which kubectl has no verb of its own for, or an object. */
export async function createRaw(call: Call, path: string): Promise<ExitCode> {
  const [input] = await readInputs(call);
  const body = await readValue(new TextDecoder().decode(input?.bytes));
  const { answer } = await changeState<RawAnswer>(call, {
    act: ({ cluster }) => rawCreate(cluster, path, body),
    accepted: ({ ok }) => ok,
  });
  for (const warning of answer.warnings) warn(call, `Warning: ${warning}`);
  if (answer.ok) {
    say(call, JSON.stringify(answer.body));
    return EXIT.done;
  }
  const { reason, message } = answer.status;
  call.io.stderr.write(`Error from server${reason === "" ? "" : ` (${reason})`}: ${message}\n`);
  return EXIT.refused;
}
