const HOST =
  /(?<![\w.$}){@%/-])[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*(?=\.?(?:$|[^\w.({$-]))/gi;
const AFTER_SCHEME =
  /(?:\/\/|@)([a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)(?=\.?(?:$|[^\w.({$-]))/gi;
const SRV =
  /(?<![\w.-])_([a-z0-9-]+)\._([a-z0-9-]+)\.([a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)(?=\.?(?:$|[^\w.({$-]))/gi;
const FILE_ENDING =
  /\.(?:log|pid|sock|conf|cnf|cfg|ini|ya?ml|json|txt|tmp|pem|crt|csr|jks|sh|py|js|jar|dat|bak|gz|tgz|tar|lock|xml|properties|csv)$/i;

/** A host name in a text, and whether a port or a scheme shows that it is one. */
export interface HostName {
  readonly labels: readonly string[];
  readonly isSure: boolean;
}

/** What may be host names in a text. */
export function hostNamesIn(text: string): readonly HostName[] {
  const found: HostName[] = [];
  const add = (name: string, isSure: boolean): void => {
    if (!FILE_ENDING.test(name)) found.push({ labels: name.toLowerCase().split("."), isSure });
  };
  for (const match of text.matchAll(AFTER_SCHEME)) add(match[1] ?? "", true);
  for (const match of text.matchAll(HOST)) {
    const [name] = match;
    add(name, /^\.?:\d/.test(text.slice(match.index + name.length)));
  }
  return found;
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
  return [...text.matchAll(SRV)].map(([, port = "", protocol = "", rest = ""]) => ({
    port: port.toLowerCase(),
    protocol: protocol.toLowerCase(),
    labels: rest.toLowerCase().split("."),
  }));
}
