/** Where databases and brokers keep what is theirs alone and is to survive a restart. */
const OF_DATABASES =
  "var/lib/(?:postgresql|pgsql|mysql(?!-files|-keyring|router)|mariadb|cassandra|zookeeper|kafka|rabbitmq|etcd|redis|mongodb|neo4j|influxdb2?|" +
  "clickhouse|cockroach|elasticsearch|opensearch|nats|ldap)|data/db/?$|cassandra_data|cockroach|" +
  "usr/share/(?:elasticsearch|opensearch)/data|etcd-data|qdrant/storage";

const DATABASE = new RegExp(`^/(?:${OF_DATABASES})`);
const DATA = new RegExp(
  `^/(?:${OF_DATABASES}|data/?$|bitnami/|prometheus/?$|home/postgres/pgdata|(?:consul|vault)/data)`,
);

/** Whether a database or a broker keeps its data at a path. */
export function isOfDatabase(path: string): boolean {
  return DATABASE.test(path);
}

/** Whether data that is to survive lies at a path, of a database or in a folder called so. */
export function isForData(path: string): boolean {
  return DATA.test(path);
}
