import { mapped, remembered, rewritten, without } from "../../defaulting.ts";
import type { Container, PodSpec, Volume } from "./types.ts";

type Lifecycle = NonNullable<Container["lifecycle"]> & { readonly stopSignal?: string };

/** Gate ContainerStopSignals. */
function containerWithoutSignal(container: Container): Container {
  const lifecycle: Lifecycle | undefined = container.lifecycle;
  if (lifecycle?.stopSignal === undefined) return container;
  const rest = without(lifecycle, "stopSignal");
  return Object.keys(rest).length === 0 ? without(container, "lifecycle") : { ...container, lifecycle: rest };
}

const containersWithoutSignal = remembered((containers: readonly Container[]) =>
  mapped(containers, containerWithoutSignal),
);

interface Projection {
  readonly clusterTrustBundle?: unknown;
  readonly podCertificate?: unknown;
}

/** Gates ClusterTrustBundleProjection and PodCertificateRequest: the source goes, its place in the list stays. */
function volumeWithoutBundles(volume: Volume): Volume {
  return rewritten(volume, "projected", (projected) =>
    rewritten(projected as { readonly sources?: readonly Projection[] }, "sources", (sources) =>
      mapped(sources, (source) => without(without(source, "clusterTrustBundle"), "podCertificate")),
    ),
  );
}

function volumesWithoutBundles(volumes: readonly Volume[]): readonly Volume[] {
  return mapped(volumes, volumeWithoutBundles);
}

type AlphaSpec = PodSpec & { readonly schedulingGroup?: unknown };

/**
 * A pod's spec without the fields of features that are off in 1.36; the server drops them without a word.
 * @see pkg/api/pod/util.go, `dropDisabledFields` (1.36)
 */
export function withoutDisabledFields(spec: PodSpec): PodSpec {
  let result: PodSpec = without(spec as AlphaSpec, "schedulingGroup");
  result = rewritten(result, "containers", containersWithoutSignal);
  result = rewritten(result, "initContainers", containersWithoutSignal);
  result = rewritten(result, "ephemeralContainers", containersWithoutSignal);
  return rewritten(result, "volumes", volumesWithoutBundles);
}
