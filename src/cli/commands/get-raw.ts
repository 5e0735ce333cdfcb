import { CommandError } from "../../base/errors.ts";
import { failureText } from "../../cluster/client/failures.ts";
import { rawGet } from "../../cluster/client/raw.ts";
import { statusFailure } from "../../cluster/client/refused.ts";
import { type Call, say, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openCopy } from "../session.ts";

/** Prints what a path of the API answers, on one line. */
export async function getRaw(call: Call, path: string): Promise<ExitCode> {
  if (call.words.length > 0) throw new CommandError("USAGE", "arguments may not be passed when --raw is specified");
  const { cluster } = await openCopy(call);
  const answer = rawGet(cluster, path);
  for (const warning of answer.warnings) warn(call, `Warning: ${warning}`);
  if (answer.ok) say(call, JSON.stringify(answer.body));
  else call.io.stderr.write(failureText([statusFailure(answer.status)]));
  return answer.ok ? EXIT.done : EXIT.refused;
}
