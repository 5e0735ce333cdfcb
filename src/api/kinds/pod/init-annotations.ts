import { without } from "../../defaulting.ts";

/** Where init containers and their statuses were written before they had fields. */
const INIT_ANNOTATIONS: readonly string[] = [
  "pod.alpha.kubernetes.io/init-containers",
  "pod.alpha.kubernetes.io/init-container-statuses",
  "pod.beta.kubernetes.io/init-containers",
  "pod.beta.kubernetes.io/init-container-statuses",
];

interface Annotated {
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * The metadata of a pod or template without the annotations that the server drops without a word.
 * @see pkg/apis/core/v1/conversion.go, `dropInitContainerAnnotations` (1.36)
 */
export function withoutInitAnnotations<T extends Annotated>(metadata: T): T {
  const { annotations } = metadata;
  if (annotations === undefined || !INIT_ANNOTATIONS.some((key) => Object.hasOwn(annotations, key))) return metadata;
  const kept = Object.entries(annotations).filter(([key]) => !INIT_ANNOTATIONS.includes(key));
  return kept.length === 0 ? without(metadata, "annotations") : { ...metadata, annotations: Object.fromEntries(kept) };
}
