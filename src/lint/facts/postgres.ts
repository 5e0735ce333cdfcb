import type { Container } from "../../api/kinds/pod/types.ts";
import { keepingMany } from "../../base/last-answer.ts";
import { type Configs, variablesFrom } from "./env-sources.ts";

/** Images whose entrypoint is that of the official one. */
const POSTGRES = /(?:^|\/)(?:postgres|postgis|pgvector|timescaledb)(?::([\w.-]+))?(?:@|$)/;

/** Where the official image keeps its data before release 18. */
export const POSTGRES_DATA = "/var/lib/postgresql/data";

/** The release that an image is of, 0 where its tag does not say; undefined of other images. */
const majorOf = keepingMany((image: string): number | undefined => {
  const found = POSTGRES.exec(image);
  if (found === null) return undefined;
  const [, tag = ""] = found;
  // `17-alpine`, and `0.8.0-pg17` of extensions.
  const [, major] = /(?:^|pg)(\d{1,2})(?![\w])/.exec(tag.includes("pg") ? tag.replace(/^.*(?=pg)/, "") : tag) ?? [];
  return Number(major ?? 0);
});

/** The release of the official image that a container runs, 0 where its tag does not say; undefined of other images. */
export function postgresMajorOf({ image = "" }: Container): number | undefined {
  return majorOf(image);
}

/** Where the program keeps its data; undefined where nobody can tell. */
export function postgresDataIn(container: Container, namespace: string, configs: Configs): string | undefined {
  const own = container.env?.findLast(({ name }) => name === "PGDATA");
  if (own !== undefined) return own.value;
  const others = variablesFrom(container, namespace, configs);
  return others === undefined || others.includes("PGDATA") ? undefined : POSTGRES_DATA;
}
