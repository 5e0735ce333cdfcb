import { REVISION_LABEL } from "../../api/kinds/controllerrevision/types.ts";
import type { Pod } from "../../api/kinds/pod/types.ts";
import { controllerOf } from "../../api/object.ts";
import type { Configs } from "../../lint/facts/env-sources.ts";
import { type KeptData, keptIn } from "./kept.ts";

/** Pods that one template made, as far as their labels tell. */
function templateOf(pod: Pod): string | undefined {
  const { labels } = pod.metadata;
  const hash = labels?.[REVISION_LABEL] ?? labels?.["pod-template-hash"];
  const owner = controllerOf(pod);
  return hash === undefined || owner === undefined ? undefined : `${owner.uid} ${hash}`;
}

function imagesOf({ spec }: Pod): string {
  return spec.containers.map(({ image = "" }) => image).join(" ");
}

/** `keptIn`, asked once of pods of one template; their images alone can have changed since. */
export class KeptByTemplate {
  readonly #configs: Configs;
  readonly #known = new Map<string, { readonly images: string; readonly kept: readonly KeptData[] }>();

  constructor(configs: Configs) {
    this.#configs = configs;
  }

  in(pod: Pod): readonly KeptData[] {
    const template = templateOf(pod);
    if (template === undefined) return keptIn(pod, this.#configs);
    const images = imagesOf(pod);
    let known = this.#known.get(template);
    if (known?.images !== images) this.#known.set(template, (known = { images, kept: keptIn(pod, this.#configs) }));
    return known.kept;
  }
}
