import { onceInARow, oncePerText } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/** What ends the name of a value that nobody should read, whatever it is glued to: `DB_PASSWORD`, `STGUIAPIKEY`. */
const ENDINGS = [
  ...['password', 'passwd', 'passphrase', 'passcode', 'pwd', 'secret', 'token', 'credential', 'htpasswd', 'dsn'],
  ...['connectionstring', 'dockerconfigjson', 'dockercfg', 'sharedaccesssignature'],
  ...['api', 'private', 'access', 'secret', 'encryption', 'signing', 'license', 'account', 'auth', 'master', 'hmac']
    .concat(['jwt', 'session', 'cookie', 'shared', 'app', 'storage'])
    .map((of) => `${of}key`),
];

/** Words that say it only alone: `db.pass` and `PGPASS` are secret, a compass and a bypass are not. */
const WORDS = /^(?:(?:db|pg|my|mysql|redis|mongo|ldap|smtp|mail|ftp|user|admin|root|bind|rpc)?pass|pw|creds)$/;

/** Of these a password is known that goes by a name that is shorter than its kind. */
const PASSWORDS = /(?:password|(?<!ht)passwd|passphrase|passcode|pwd|pass|pw)$/;

/** What may follow without changing what is meant: `SECRET_KEY_BASE`, `password2`, `token_prod`. */
const QUALIFIERS = new Set(
  'base value plain plaintext b64 base64 raw hash hashed prod production dev development staging test live old new former previous current next primary secondary default main txt'.split(
    ' ',
  ),
);

/** With one of these words a name says something about a secret, or is that of an application. */
const ABOUT = new Set(
  'existing use uses has have enable enabled enables disable disabled create generate mount automount allow allowed require required skip show max min onepassword external sealed ref'.split(
    ' ',
  ),
);

/** What follows `API_KEY` and says where the key is, or what it is like. */
const OF_A_KEY = new Set(
  'file path name ref header secret key env var enabled required length url uri location param field prefix type ttl expiry expiration duration count format arn version from source'.split(
    ' ',
  ),
);

/** Below a key like `secrets` these are the parts of a reference, a volume or a pod, and so is all below them. */
const STRUCTURE = new Set(
  'name namespace key keys type kind path subPath mountPath enabled create optional items item secretName secretKey property remoteRef valueFrom secretKeyRef configMapKeyRef secretRef configMapRef existingSecret annotations labels metadata spec data_source globalMounts advancedMounts mounts volumeSpec defaultMode mode rules verbs resources apiGroups subjects roleRef identifier containers initContainers controllers image repository tag probes env envFrom ports port service serviceAccount strategy replicas datasource version url host keyRef store storeRef secretStoreRef provider refreshInterval template policy creationPolicy target description title readOnly owner group interval schedule driver className size username user usernameKey userKey passwordKey sources audience expirationSeconds medium sizeLimit command args securityContext capabilities workingDir'.split(
    ' ',
  ),
);

const ENDING = new RegExp(`(?:${ENDINGS.join('|')})s?$`);

/** Names of applications and settings that end like a secret's. */
const NO_SECRET = /(?:(?:one|1)password|(?:fastcgi|proxy|grpc|uwsgi)pass)$/;

/** Names that leave no doubt in any kind of object. */
const STRICT = /(?:pass(?:word|wd|phrase)?|pw|(?:api|private)key|clientsecret|accesstoken|authtoken|bearertoken)$/;

/** No name is longer: what is longer is not looked at. */
const LONGEST = 200;

/** What a name says of its value. */
interface SaidByName {
  readonly isSecret: boolean;
  readonly isPassword: boolean;
  readonly isStrict: boolean;
  /** Whether its value is as often the name of a Secret: what it ends with is `secret`. */
  readonly mayNameASecret: boolean;
  /** Whether it is that of a data source, which holds a password only beside a user. */
  readonly isSource: boolean;
}

/** The same names are in every object. */
const saidBy = oncePerText(10_000, (name): SaidByName => {
  const words = meaningfulWords(name);
  const whole = words.join('');
  const isSecret = isOfSecret(name, words, whole);
  return {
    isSecret,
    isPassword: isSecret && PASSWORDS.test(whole),
    isStrict: isSecret && STRICT.test(whole),
    mayNameASecret: /(?:secrets?|secretkeys?|credentials?|creds)$/.test(whole) && !/^[A-Z][A-Z0-9_]*$/.test(name),
    isSource: /dsn$/i.test(name),
  };
});

function isOfSecret(name: string, words: readonly string[], whole: string): boolean {
  if (/^(?:_auth|\.?pgpass)$/.test(name)) return name === '_auth';
  const last = words.at(-1) ?? '';
  if (words.some((word) => ABOUT.has(word))) return false;
  if (WORDS.test(last) || ENDING.test(whole)) return !NO_SECRET.test(whole);
  const at = words.findIndex((word, index) => word === 'apikey' || (word === 'api' && words[index + 1] === 'key'));
  return at >= 0 && !OF_A_KEY.has(last) && last !== 'key';
}

/** @returns whether a value of this name is to be hidden, going by the name alone. */
export function isSecretName(name: string): boolean {
  return saidOfSecrets(name).isSecret;
}

/** @returns whether a text may hold a secret name at all; most hold none. */
export function mayHoldSecretName(text: string): boolean {
  return MAY_BE.test(text);
}

const MAY_BE = /pass|pw|secret|token|cred|dsn|key|string|docker|signature|_auth/i;

const OF_NO_SECRET: SaidByName = {
  isSecret: false,
  isPassword: false,
  isStrict: false,
  mayNameASecret: false,
  isSource: false,
};

/** One value is asked about by several rules. */
const saidOfSecrets = onceInARow((name): SaidByName => {
  const said = name.length <= LONGEST && MAY_BE.test(name) ? saidBy(name) : OF_NO_SECRET;
  return said.isSecret ? said : OF_NO_SECRET;
});

/** @returns all that a name says of its value */
export function saidByName(name: string): SaidByName {
  return saidOfSecrets(name);
}

/**
 * @returns whether in any kind of object a value of this name is the secret itself: objects name Secrets by keys such as
 *   `secret` and `token`
 */
export function isStrictName(name: string): boolean {
  return saidByName(name).isStrict;
}

/** @returns whether a key is a part of a reference to a secret, and not one of several secrets. */
export function isStructure(key: string): boolean {
  return STRUCTURE.has(key) || /(?:ur[li]|host|port|name|ref|path|file)$/i.test(key);
}

/**
 * @param keys that people choose themselves, the last one a value's own
 * @returns the name by which it is secret: its own, or the one that it is collected under; `undefined` where there is none
 */
export function secretNameOf(keys: readonly string[]): string | undefined {
  for (const key of [...keys].reverse()) {
    if (isSecretName(key)) return key;
    if (isStructure(key)) return undefined;
  }
  return undefined;
}

/** A value that a name says is secret. */
export interface NamedSecret {
  readonly name: string;
  readonly scalar: Scalar;
}

/** @returns what of values that people name themselves, such as a chart's, is secret by a name, also by that of an item */
export function namedSecretsIn(node: Node, keys: readonly string[] = []): readonly NamedSecret[] {
  if (node instanceof Scalar) {
    const name = secretNameOf(keys);
    return name === undefined ? [] : [{ name, scalar: node }];
  }
  if (!(node instanceof Mapping)) return node.items.flatMap((item) => namedSecretsIn(item, keys));
  const item = node.get('name') ?? node.get('key');
  return [...node.entries].flatMap(([key, value]) => {
    const isNamed = key === 'value' && item instanceof Scalar && isSecretName(item.text);
    return namedSecretsIn(value, isNamed ? [...keys, item.text] : [...keys, key]);
  });
}

/** The words of a name in lower case, without those at its end that change nothing. */
function meaningfulWords(name: string): readonly string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  while (words.length > 1 && (QUALIFIERS.has(words.at(-1) ?? '') || /^\d+$/.test(words.at(-1) ?? ''))) words.pop();
  const last = words.pop();
  return last === undefined ? words : [...words, last.replace(/(?<=[a-z])\d+$/, '')];
}
