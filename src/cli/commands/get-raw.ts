import { failureText } from "../../cluster/client/failures.ts";
import { rawGet } from "../../cluster/client/raw.ts";
import { statusFailure } from "../../cluster/client/refused.ts";
import { type Call, say, warn } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openCopy } from "../session.ts";
import { refuseUsage } from "../usage.ts";

/** Throws USAGE for what is no path, in the words of Go. @see net/url, `ParseRequestURI` */
export function checkRawPath(path: string): void {
  if (path.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(path)) return;
  refuseUsage(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: invalid URI for request`);
}

/** @see staging/src/k8s.io/kubectl/pkg/cmd/get/get.go, `Validate` (1.36) */
function check({ flags }: Call, path: string): void {
  if (flags.on("watch") || flags.on("watch-only") || (flags.text("selector") ?? "") !== "") {
    refuseUsage("--raw may not be specified with other flags that filter the server request or alter the output");
  }
  if ((flags.text("output") ?? "") !== "") refuseUsage("--raw and --output are mutually exclusive");
  checkRawPath(path);
}

/** Prints what a path of the API answers, on one line. */
export async function getRaw(call: Call, path: string): Promise<ExitCode> {
  check(call, path);
  if (call.words.length > 0) refuseUsage("arguments may not be passed when --raw is specified");
  const { cluster } = await openCopy(call);
  const answer = rawGet(cluster, path);
  for (const warning of answer.warnings) warn(call, `Warning: ${warning}`);
  if (answer.ok) say(call, JSON.stringify(answer.body));
  else call.io.stderr.write(failureText([statusFailure(answer.status)]));
  return answer.ok ? EXIT.done : EXIT.refused;
}
