import type { Container } from "../api/kinds/pod/types.ts";
import type { StatefulSet } from "../api/kinds/statefulset/types.ts";
import { POSTGRES_DATA, postgresDataIn, postgresMajorOf } from "./postgres.ts";
import type { Project } from "./project.ts";
import type { Workload } from "./workload.ts";

/** Where a known image keeps its data, and the VOLUME that it declares around it. */
export interface ImageData {
  readonly data: string;
  readonly volume: string | undefined;
}

interface Known {
  readonly image: RegExp;
  /** A VOLUME of the image, which its data lies in. */
  readonly volume: string;
  /** Arguments that move the data elsewhere, or may. */
  readonly elsewhere: RegExp;
}

/** Official images. */
const KNOWN: readonly Known[] = [
  { image: /(?:^|\/)mongo(?::|@|$)/, volume: "/data/db", elsewhere: /dbpath|^(?:-f|--config)\b/i },
  {
    image: /(?:^|\/)(?:mysql|mariadb|percona)(?::|@|$)/,
    volume: "/var/lib/mysql",
    elsewhere: /datadir|defaults-file/,
  },
  { image: /(?:^|\/)influxdb:1/, volume: "/var/lib/influxdb", elsewhere: /config/ },
];
const CONSUL = /(?:^|\/)consul(?::|@|$)/;
const CONSUL_DATA = "/consul/data";

/** The release from which on PostgreSQL's image has its data, and its VOLUME, a folder higher. */
const MOVED = 18;
const POSTGRES_HOME = "/var/lib/postgresql";

export function folder(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

function postgres(major: number, data: string | undefined): ImageData | undefined {
  if (data === undefined) return undefined;
  if (major !== 0 && major < MOVED) {
    return { data, volume: folder(data).startsWith(folder(POSTGRES_DATA)) ? POSTGRES_DATA : undefined };
  }
  return { data: data === POSTGRES_DATA ? POSTGRES_HOME : data, volume: undefined };
}

/** What is known of the image that a container runs as it is meant to be run. */
export function imageDataOf(container: Container, workload: Workload, project: Project): ImageData | undefined {
  const { image = "", command = [], args = [] } = container;
  if (image.includes("bitnami")) return undefined;
  const major = postgresMajorOf(container);
  if (major !== undefined) return postgres(major, postgresDataIn(container, workload, project));
  const words = [...command, ...args];
  if (CONSUL.test(image)) {
    const isServer = words.some((text) => /^-{1,2}server\b/.test(text));
    const dir = words.find((text) => /^-{1,2}data-dir=/.test(text))?.replace(/^[^=]*=/, "") ?? CONSUL_DATA;
    return isServer && dir === CONSUL_DATA ? { data: CONSUL_DATA, volume: CONSUL_DATA } : undefined;
  }
  const known = KNOWN.find((one) => one.image.test(image));
  if (known === undefined || words.some((text) => known.elsewhere.test(text))) return undefined;
  return { data: known.volume, volume: known.volume };
}

/** The volumes of a pod that outlive it. */
export function lastingVolumes({ object, spec }: Workload): ReadonlySet<string> {
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  const claimed = (spec.volumes ?? []).filter(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
  return new Set([...volumeClaimTemplates.map(({ metadata }) => metadata.name), ...claimed.map(({ name }) => name)]);
}
