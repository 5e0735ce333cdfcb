import {
  CLAIM_FINALIZER,
  classNameOf,
  hasClass,
  type PersistentVolumeClaim,
} from "../api/kinds/persistentvolumeclaim/types.ts";
import { claimNames, namedClaims } from "../api/kinds/pod/claims.ts";
import type { Pod } from "../api/kinds/pod/types.ts";
import { DEFAULT_CLASS_ANNOTATION, NO_PROVISIONER } from "../api/kinds/storageclass/types.ts";
import { controllerOf, namespaceOf, type ObjectKey } from "../api/object.ts";
import { command, wakeSet } from "./commands.ts";
import type { DiagnosisContext } from "./diagnosis.ts";
import { recoveries } from "./faults.ts";
import { trouble, type Trouble } from "./trouble.ts";

function keyOf(claim: PersistentVolumeClaim): ObjectKey {
  return { kind: "PersistentVolumeClaim", namespace: claim.metadata.namespace ?? "", name: claim.metadata.name };
}

/** The command that makes the classes there are, and one more, exist. */
function addClass({ view }: DiagnosisContext, name: string, isDefault: boolean): string {
  const classes = view.list("StorageClass").map(({ metadata }) => {
    return metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === "true" ? `${metadata.name}*` : metadata.name;
  });
  return `stsctl sim set storage-classes=${[...classes, isDefault ? `${name}*` : name].join(",")}`;
}

/** Whether nothing makes a volume for a claim. */
function takesGivenOnly({ view }: DiagnosisContext, claim: PersistentVolumeClaim): boolean {
  const { provisioner } = view.get("StorageClass", "", classNameOf(claim)) ?? {};
  return claim.spec.selector !== undefined || provisioner === NO_PROVISIONER;
}

function pending(context: DiagnosisContext, claim: PersistentVolumeClaim): Trouble {
  const { name } = claim.metadata;
  const because = [keyOf(claim)];
  const wanted = hasClass(claim) ? classNameOf(claim) : undefined;
  const faults = context.world.faults.filter(({ as, target, namespace }) => {
    const isClaim = target === `pvc/${name}` && namespace === claim.metadata.namespace;
    return as === "unbound" && (isClaim || (wanted !== undefined && target === `storageclass/${wanted}`));
  });
  if (wanted === undefined) {
    const clause = `claim ${name} names no storage class and none is the default`;
    return trouble("claim-no-default-class", clause, { because, frees: [addClass(context, "standard", true)] });
  }
  if (wanted === "") {
    const clause = `claim ${name} has storageClassName "" and so waits for a persistent volume made by hand`;
    return trouble("claim-needs-volume", clause, { because, frees: ["stsctl create -f VOLUME.yaml"] });
  }
  const recovers = recoveries(faults);
  if (recovers.length === 0 && takesGivenOnly(context, claim)) {
    const labels = claim.spec.selector === undefined ? "" : " with the labels that it asks for,";
    const clause = `claim ${name} waits for a persistent volume of class "${wanted}"${labels} made by hand`;
    return trouble("claim-needs-volume", clause, { because, frees: ["stsctl create -f VOLUME.yaml"] });
  }
  if (context.view.get("StorageClass", "", wanted) === undefined) {
    const clause = `claim ${name} waits for storage class "${wanted}", which does not exist`;
    return trouble("claim-class-missing", clause, { because, frees: [addClass(context, wanted, false)] });
  }
  const clause = `claim ${name} is not bound, storage class "${wanted}" has not provided its volume`;
  return trouble("claim-pending", clause, { because, recovers, passing: recovers.length === 0 && !context.settled });
}

/** Why a claim that is being deleted is still there, and what lets it go. */
export function claimTerminating(context: DiagnosisContext, claim: PersistentVolumeClaim): Trouble {
  const { name, namespace = "", finalizers = [] } = claim.metadata;
  const users = context.view.indexed("Pod", "claim", `${namespace}/${name}`);
  const foreign = finalizers.filter((finalizer) => finalizer !== CLAIM_FINALIZER);
  const frees = users.map((pod) => command(`delete pod ${pod.metadata.name}`, namespace));
  const patch = `patch pvc ${name} --type=merge -p '{"metadata":{"finalizers":null}}'`;
  if (foreign.length > 0) frees.push(command(patch, namespace));
  const clause = `claim ${name} is being deleted`;
  return trouble("claim-terminating", clause, { because: [keyOf(claim)], frees, passing: frees.length === 0 });
}

/** The command after which a claim is there: the set makes those of its templates once it looks, any other is made by hand. */
function makeClaim({ view }: DiagnosisContext, pod: Pod, claim: string): string {
  const namespace = namespaceOf(pod);
  const owner = controllerOf(pod);
  const set = owner?.kind === "StatefulSet" ? view.get("StatefulSet", namespace, owner.name) : undefined;
  const isOfTemplate = set?.spec.volumeClaimTemplates?.some(
    ({ metadata }) => `${metadata.name}-${pod.metadata.name}` === claim,
  );
  if (set === undefined || isOfTemplate !== true) return command("create -f CLAIM.yaml", namespace);
  return wakeSet(set.metadata.name, namespace);
}

/** What is wrong with the first claim of a pod that is not as it should be. */
export function claimTrouble(context: DiagnosisContext, pod: Pod): Trouble | undefined {
  const namespace = pod.metadata.namespace ?? "";
  for (const name of claimNames(pod)) {
    const claim = context.view.get("PersistentVolumeClaim", namespace, name);
    const because = [{ kind: "PersistentVolumeClaim", namespace, name }];
    if (claim === undefined) {
      // Those of ephemeral volumes are made by whoever makes them, and the pod says what it waits for.
      if (!namedClaims(pod).includes(name)) continue;
      return trouble("claim-missing", `claim ${name} does not exist`, {
        because,
        frees: [makeClaim(context, pod, name)],
      });
    }
    if (claim.metadata.deletionTimestamp !== undefined) return claimTerminating(context, claim);
    if (claim.status?.phase === "Lost") {
      return trouble("claim-lost", `claim ${name} has lost its volume`, { because });
    }
    if (claim.status?.phase !== "Bound") return pending(context, claim);
  }
  return undefined;
}
