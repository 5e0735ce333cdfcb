import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { CommandError } from "../../base/errors.ts";
import { systemRefusal } from "../../base/system-refusal.ts";
import type { Request } from "../../cluster/client/request.ts";
import { decodePlanFile, encodePlanFile, isSameState, markOf, type PlanFile } from "../../plan/plan-file.ts";
import type { Call } from "../command.ts";
import type { ExitCode } from "../exit-code.ts";
import { mutate } from "../mutate.ts";
import { refuseUsage } from "../usage.ts";
import type { Beginning } from "./base.ts";

/** Keeps a plan for `apply --plan`; nobody else may read it, for it holds the manifests with their Secrets. */
export function keepPlan(call: Call, file: string, request: Request, { snapshot, isState }: Beginning): void {
  if (!isState) {
    refuseUsage("--out keeps plans that begin at the state: --base has none to apply them to");
  }
  if (call.flags.given("assume") || call.flags.given("for")) {
    refuseUsage("--out keeps what is to be applied: leave --assume and --for away");
  }
  try {
    writeFileSync(resolve(call.io.cwd, file), encodePlanFile(request, markOf(snapshot)), { mode: 0o600 });
  } catch (cause) {
    throw new CommandError("NOT_READABLE", `cannot write ${file}: ${systemRefusal(cause)}`, { cause });
  }
}

function read(call: Call, file: string): PlanFile {
  let text: string;
  try {
    text = readFileSync(resolve(call.io.cwd, file), "utf8");
  } catch (cause) {
    throw new CommandError("NOT_READABLE", `the path ${JSON.stringify(file)} does not exist`, { cause });
  }
  const found = decodePlanFile(text);
  if (found === undefined) throw new CommandError("NOT_READABLE", `${file} is no plan of stsctl plan --out`);
  return found;
}

/** Carries a kept plan out, if the state is still the one that it was made for. */
export async function applyKept(call: Call, file: string): Promise<ExitCode> {
  const { request, state } = read(call, file);
  return mutate(
    call,
    { request, failures: [] },
    {
      check: (before) => {
        const is = markOf(before);
        if (isSameState(is, state)) return;
        const message = `the state has moved since ${file} was made: it was at revision ${state.revision}, it is at ${is.revision}`;
        throw new CommandError("REFUSED", message, { hint: "nothing was written; make the plan again" });
      },
    },
  );
}
