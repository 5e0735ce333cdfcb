import manifest from "../../package.json" with { type: "json" };

export const VERSION: string = manifest.version;

/** The release of Kubernetes whose behaviour is rehearsed. */
export const KUBERNETES_VERSION = "v1.36.2";
