import type { Annotate } from "../cluster/client/failures.ts";
import type { Call } from "./command.ts";
