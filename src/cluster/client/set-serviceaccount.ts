import { withPodSpec } from "./pod-spec.ts";
import { refuse } from "./refused.ts";
import type { SetRequest, SetVerb } from "./set-verb.ts";

/** The old name of the field, which the server keeps equal, is written along. @see staging/src/k8s.io/kubectl/pkg/cmd/set/set_serviceaccount.go (1.36) */
export function serviceAccountEdit({ changes }: SetRequest): SetVerb {
  const account = changes[0] ?? refuse("serviceaccount is required");
  return {
    operation: "serviceaccount updated",
    failure: "failed to patch ServiceAccountName ",
    isAlwaysSent: true,
    edit(object) {
      const edited = withPodSpec(object, (spec) => ({ ...spec, serviceAccountName: account, serviceAccount: account }));
      return edited === undefined ? { ok: false, messages: [] } : { ok: true, object: edited };
    },
  };
}
