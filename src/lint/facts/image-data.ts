import type { Container } from "../../api/kinds/pod/types.ts";
import type { StatefulSet } from "../../api/kinds/statefulset/types.ts";
import { keepingMany } from "../../base/last-answer.ts";
import type { Configs } from "./env-sources.ts";
import { POSTGRES_DATA, postgresDataIn, postgresMajorOf } from "./postgres.ts";
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
  /** Arguments, and names of variables, that move the data elsewhere, or may. */
  readonly elsewhere: RegExp;
}

/** The official image of that name; others of the name keep their data elsewhere. */
function official(name: string): RegExp {
  return new RegExp(`^(?:docker\\.io/)?(?:library/)?${name}(?::|@|$)`);
}

/** A server keeps data, an agent little. */
const CONSUL: Known = { image: /(?:^|\/)consul(?::|@|$)/, volume: "/consul/data", elsewhere: /^-{1,2}data-dir=/ };

/** Official images, and those that keep their data as these do. */
const KNOWN: readonly Known[] = [
  CONSUL,
  { image: /(?:^|\/)mongo(?::|@|$)/, volume: "/data/db", elsewhere: /dbpath|^(?:-f|--config)\b/i },
  {
    image: /(?:^|\/)(?:mysql|mariadb|percona)(?::|@|$)/,
    volume: "/var/lib/mysql",
    elsewhere: /datadir|defaults-file/,
  },
  { image: /(?:^|\/)influxdb:1/, volume: "/var/lib/influxdb", elsewhere: /config/ },
  { image: /(?:^|\/)influxdb:2/, volume: "/var/lib/influxdb2", elsewhere: /config|bolt.path|engine.path/i },
  {
    image: official("cassandra"),
    volume: "/var/lib/cassandra",
    elsewhere: /storagedir|cassandra\.config|CASSANDRA_CONF/,
  },
  { image: /(?:^|\/)clickhouse-server(?::|@|$)/, volume: "/var/lib/clickhouse", elsewhere: /config|--path/i },
  { image: /(?:^|\/)couchdb(?::|@|$)/, volume: "/opt/couchdb/data", elsewhere: /couch_ini|\.ini/ },
  { image: official("neo4j"), volume: "/data", elsewhere: /directories|NEO4J_CONF/i },
  { image: official("zookeeper"), volume: "/data", elsewhere: /ZOO_DATA_DIR|ZOO_DATA_LOG_DIR|\.cfg/ },
];

const knownOf = keepingMany((image: string): Known | undefined => {
  return image.includes("bitnami") ? undefined : KNOWN.find((one) => one.image.test(image));
});

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

/** Programs of these images, the scripts that start them, and what stands for them. */
const PROGRAM =
  /^(?:-.*|agent|(?:.*\/)?(?:(?:docker-)?entrypoint\.sh|mongod|mysqld|mariadbd|postgres|consul|influxd|cassandra|clickhouse(?:-server)?|couchdb|neo4j|zkServer\.sh))?$/;

/** Whether a container runs its image's program, and is no helper of another one. */
function isProgram({ command = [], args = [] }: Container): boolean {
  return PROGRAM.test(command[0] ?? args[0] ?? "");
}

function other(known: Known, words: readonly string[]): ImageData | undefined {
  const { volume, elsewhere } = known;
  if (known === CONSUL) {
    const isServer = words.some((text) => /^-{1,2}server\b/.test(text));
    const dir = words.find((text) => elsewhere.test(text))?.replace(/^[^=]*=/, "") ?? volume;
    return isServer && dir === volume ? { data: volume, volume } : undefined;
  }
  return words.some((text) => elsewhere.test(text)) ? undefined : { data: volume, volume };
}

/** What is known of the image that a container runs as it is meant to be run. */
export function imageDataOf(container: Container, namespace: string, configs: Configs): ImageData | undefined {
  const { image = "", command = [], args = [], env = [] } = container;
  const major = postgresMajorOf(container);
  const known = major === undefined ? knownOf(image) : undefined;
  if (known !== undefined)
    return isProgram(container) ? other(known, [...command, ...args, ...env.map(({ name }) => name)]) : undefined;
  if (major === undefined || !isProgram(container)) return undefined;
  return postgres(major, postgresDataIn(container, namespace, configs));
}

/** The volumes of a pod that outlive it. */
export function lastingVolumes({ object, spec }: Workload): ReadonlySet<string> {
  const { volumeClaimTemplates = [] } = (object as StatefulSet).spec;
  const claimed = (spec.volumes ?? []).filter(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined);
  return new Set([...volumeClaimTemplates.map(({ metadata }) => metadata.name), ...claimed.map(({ name }) => name)]);
}
