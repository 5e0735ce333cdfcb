import { filled, mapped, remembered, rewritten } from "../../defaulting.ts";
import { claimSpecDefaults } from "../persistentvolumeclaim/defaults.ts";
import { imageTag } from "./image-reference.ts";
import type { Volume } from "./types.ts";

type Source = Readonly<Record<string, unknown>>;
type Rewrite = (source: Source) => Source;

/** 0644 */
const DEFAULT_MODE = 420;
const AN_HOUR = 3600;

function itemsDefaults(source: Source): Source {
  const items = source["items"];
  if (!Array.isArray(items)) return source;
  const list = mapped(items as readonly Source[], (item) =>
    rewritten(item, "fieldRef", (reference) => filled(reference as Source, { apiVersion: "v1" })),
  );
  return list === items ? source : { ...source, items: list };
}

function projectionDefaults(projection: Source): Source {
  const token = rewritten(projection, "serviceAccountToken", (source) =>
    filled(source as Source, { expirationSeconds: AN_HOUR }),
  );
  return rewritten(token, "downwardAPI", (source) => itemsDefaults(source as Source));
}

function projectedDefaults(source: Source): Source {
  const result = filled(source, { defaultMode: DEFAULT_MODE });
  return rewritten(result, "sources", (sources) => mapped(sources as readonly Source[], projectionDefaults));
}

function imageDefaults(source: Source): Source {
  const reference = source["reference"];
  const tag = imageTag(typeof reference === "string" ? reference : "");
  return filled(source, { pullPolicy: tag === "latest" ? "Always" : "IfNotPresent" });
}

function ephemeralDefaults(source: Source): Source {
  return rewritten(source, "volumeClaimTemplate", (template) =>
    rewritten(template as { readonly spec?: object }, "spec", claimSpecDefaults),
  );
}

const fill =
  (defaults: Source): Rewrite =>
  (source) =>
    filled(source, defaults);

const RBD = { pool: "rbd", user: "admin", keyring: "/etc/ceph/keyring" };
const SCALE_IO = { storageMode: "ThinProvisioned", fsType: "xfs" };
const AZURE_DISK = { cachingMode: "ReadWrite", fsType: "ext4", readOnly: false, kind: "Shared" };

/** By source; pods and persistent volumes share the older ones. @see pkg/apis/core/v1/zz_generated.defaults.go (1.36) */
const SHARED: Readonly<Record<string, Rewrite>> = {
  hostPath: fill({ type: "" }),
  iscsi: fill({ iscsiInterface: "default" }),
  rbd: fill(RBD),
  azureDisk: fill(AZURE_DISK),
  scaleIO: fill(SCALE_IO),
};

const OF_PODS: Readonly<Record<string, Rewrite>> = {
  ...SHARED,
  secret: fill({ defaultMode: DEFAULT_MODE }),
  configMap: fill({ defaultMode: DEFAULT_MODE }),
  downwardAPI: (source) => itemsDefaults(filled(source, { defaultMode: DEFAULT_MODE })),
  projected: projectedDefaults,
  image: imageDefaults,
  ephemeral: ephemeralDefaults,
};

function sourcesDefaults<T extends object>(owner: T, rewrites: Readonly<Record<string, Rewrite>>): T {
  let result: Source = owner as unknown as Source;
  for (const name in rewrites) {
    const rewrite = rewrites[name];
    const source = result[name];
    if (rewrite === undefined || typeof source !== "object" || source === null) continue;
    const next = rewrite(source as Source);
    if (next !== source) result = { ...result, [name]: next };
  }
  return result as unknown as T;
}

/** Defaults of the source of a persistent volume. */
export function persistentSourceDefaults<T extends object>(spec: T): T {
  return sourcesDefaults(spec, SHARED);
}

function hasSource(volume: Volume): boolean {
  return Object.keys(volume).some((name) => name !== "name" && volume[name] !== undefined);
}

const EMPTY_DIR = {};

/** Remembered one by one: the pods of a StatefulSet share the volumes that are not claims. */
const sharedVolumeDefaults = remembered((volume: Volume) =>
  hasSource(volume) ? sourcesDefaults(volume, OF_PODS) : { ...volume, emptyDir: EMPTY_DIR },
);

/** Claims have no defaults, and each pod has its own. */
function volumeDefaults(volume: Volume): Volume {
  return volume.persistentVolumeClaim === undefined ? sharedVolumeDefaults(volume) : volume;
}

/** @see pkg/apis/core/v1/defaults.go, `SetDefaults_Volume` (1.36) */
export const volumesDefaults = remembered((volumes: readonly Volume[]) => mapped(volumes, volumeDefaults));
