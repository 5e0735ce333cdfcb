/** All for texts in lower case: V8 takes twice as long to compile an expression that ignores case. */
const HOST =
  /(?<![\w.$}){@%/-])[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*(?=\.?(?:$|[^\w.({$-]))/g;
const AFTER_SCHEME =
  /(?:\/\/|@)([a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)(?=\.?(?:$|[^\w.({$-]))/g;
/** `celery@web-0` is the name of a worker, `amqp://celery@web-0` an address. */
const USER_OF_URL = /\/\/[^\s/"',;]*$/;
const LONGEST_USER = 250;
const SRV =
  /(?<![\w.-])_([a-z0-9-]+)\._([a-z0-9-]+)\.([a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)(?=\.?(?:$|[^\w.({$-]))/g;
const FILE_ENDING =
  /\.(?:log|pid|sock|conf|cnf|cfg|ini|ya?ml|json|txt|tmp|pem|crt|csr|jks|sh|py|js|jar|dat|bak|gz|tgz|tar|lock|xml|properties|csv)$/;

/** A host name in a text, and whether a port or a scheme shows that it is one. */
export interface HostName {
  readonly labels: readonly string[];
  readonly isSure: boolean;
  /** The number behind a colon. */
  readonly port?: number;
}

function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) matches.push(match);
  return matches;
}

/** A word alone that nothing shows to be a host is one only where it is called as pods of a set are. */
const LIKE_POD = /-\d+$/;

function hostName(name: string, rest: string, isShown: boolean): HostName | undefined {
  const isSure = isShown || /^\.?:\d/.test(rest);
  if (!name.includes(".")) {
    if (!isSure && !LIKE_POD.test(name)) return undefined;
  } else if (FILE_ENDING.test(name)) return undefined;
  const host = { labels: name.split("."), isSure };
  const port = isSure ? /^\.?:(\d{1,5})(?![\w.-])/.exec(rest)?.[1] : undefined;
  return port === undefined ? host : { ...host, port: Number(port) };
}

const BRACES = /([\w.-]*)\{(\d{1,3})\.{2,3}(\d{1,3})\}([\w.:-]*)/g;

/** `db-{0...2}.db`, as some programs and shells read it, is `db-0.db db-1.db db-2.db`. */
function expanded(text: string): string {
  if (!text.includes("{")) return text;
  return text.replace(BRACES, (_all, before: string, first: string, last: string, after: string) => {
    const numbers = Array.from(
      { length: Math.max(0, Number(last) - Number(first) + 1) },
      (_, at) => at + Number(first),
    );
    return numbers.map((number) => `${before}${number}${after}`).join(" ");
  });
}

function namesIn(written: string): readonly HostName[] {
  const text = expanded(written.toLowerCase());
  const found: HostName[] = [];
  const add = (name: string, end: number, isShown: boolean): void => {
    const host = hostName(name, text.slice(end, end + 8), isShown);
    if (host !== undefined) found.push(host);
  };
  for (const { 0: all, 1: name = "", index } of matchesOf(AFTER_SCHEME, text)) {
    add(
      name,
      index + all.length,
      all.startsWith("//") || USER_OF_URL.test(text.slice(Math.max(0, index - LONGEST_USER), index)),
    );
  }
  for (const { 0: name, index } of matchesOf(HOST, text)) add(name, index + name.length, false);
  return found;
}

/** Several rules look at each text, and texts like `sh` and `-c` stand everywhere. */
const MAX_TEXTS = 1000;
const knownNames = new Map<string, readonly HostName[]>();

/** What may be host names in a text. */
export function hostNamesIn(text: string): readonly HostName[] {
  let names = knownNames.get(text);
  if (names !== undefined) return names;
  names = namesIn(text);
  if (knownNames.size === MAX_TEXTS) knownNames.clear();
  knownNames.set(text, names);
  return names;
}

const WORD = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** The host that a text is; undefined where it is more, or something else. */
export function hostThatIs(text: string): HostName | undefined {
  const word = text.toLowerCase();
  if (WORD.test(word)) return { labels: [word], isSure: false };
  const [host, ...more] = hostNamesIn(text);
  return more.length === 0 ? host : undefined;
}

/** A name that SRV records are looked up under: `_sql._tcp.db.shop.svc`. */
export interface SrvName {
  readonly port: string;
  readonly protocol: string;
  /** What stands behind port and protocol. */
  readonly labels: readonly string[];
}

/** The names of SRV records in a text. */
export function srvNamesIn(text: string): readonly SrvName[] {
  if (!text.includes("_")) return [];
  return [...text.toLowerCase().matchAll(SRV)].map(([, port = "", protocol = "", rest = ""]) => ({
    port,
    protocol,
    labels: rest.split("."),
  }));
}
