import { isSecretName } from '../../../kubernetes/facts/secret-names.ts';

/** Says nothing: a value that is on or off, absent, or hidden already. */
const NOTHING = /^(?:(?:true|false|yes|no|on|off|null|nil|none|undefined|~|<.*>|\.\.\.|…|-+|[|>][+-]?)$|\*)/is;

/** A path has parts, each a word as people name files: what is random is no path. */
const PATH = /(?:~|\.{1,2}|file:\/\/)?(?:\/[a-z.][a-z0-9._-]*){2,}\/?$|\/[a-z][a-z_-]*\.[a-z]{2,5}$/;

/** Where a tool is to look: `op://vault/item`, `os.environ/X`, `ref+vault://…`, `file:…`. */
const POINTER =
  /(?:op|vault|sops|secret|ssm|awssm|gcpsm|keyring|env|bws|ref\+[a-z0-9]+):\/\/|os\.environ\/|!(?:secret|env|ENV|env_var|vault|include|reference|Ref|GetAtt|ImportValue)\b|\$__(?:file|env|vault)\{|(?:env|vault|file|secret):[A-Za-z/]/;

/** What tools have encrypted, or can only be verified with: SOPS, SealedSecrets, public keys, certificates. */
const PUBLIC =
  /(?:ENC\[[A-Z0-9_]+,|age1[a-z0-9]|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-|sk-(?:ssh|ecdsa)-|sha(?:1|256|384|512)[:-]|-----BEGIN (?:CERTIFICATE|TRUSTED|X509|PUBLIC|RSA PUBLIC|SSH2 PUBLIC|PGP PUBLIC|AGE ENCRYPTED|PGP MESSAGE))/;

/** All that a text may begin with and be no secret. */
const SAYS_WHERE = new RegExp(`^(?:${[PATH, POINTER, PUBLIC].map(({ source }) => source).join('|')})`);

const ONLY_PATH = new RegExp(`^(?:${PATH.source})`);

/** A placeholder as shells, Flux, Helm, Python and people write them. */
const PLACEHOLDER =
  /\$?\$?\{\{[^{}]*(?:\{\{[^{}]*\}\}[^{}]*)?\}\}|\$?\$\{([^{}]*)\}|\\?\$?\$\([^()]*\)|\$[A-Za-z_]\w*|\$[\d@*#](?![\w$])|\{[A-Za-z_][\w.]*\}|%[A-Za-z_]\w*%|%\([^()]*\)s|__[A-Z0-9_]+__|<<?[^<>]*>?>|@[A-Z_]+@/g;

/** @returns whether a value gives nothing away: it is empty or a switch, or says where the secret comes from. */
export function isHarmless(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.length > 1_000) return text === '';
  if ((mayBeNothing(text) && NOTHING.test(text)) || SAYS_WHERE.test(text)) return true;
  if (!/[${<%@_]/.test(text)) return false;
  return (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && isSecretName(text)) || isOnlyPlaceholders(text);
}

/** Told by hand, as hardly any value is: but for `<…>`, dashes and stars, all of these are short. */
function mayBeNothing(text: string): boolean {
  if (text.length <= LONGEST_WORD) return true;
  const code = text.charCodeAt(0);
  return code === STAR || code === DASH || code === LESS;
}

/** In characters: `undefined`. */
const LONGEST_WORD = 9;
const STAR = 42;
const DASH = 45;
const LESS = 60;

/** Letters and digits beside a placeholder are a secret's own, unless they make a name of it: `${APP}-secret`. */
function isOnlyPlaceholders(text: string): boolean {
  PLACEHOLDER.lastIndex = 0;
  if (!PLACEHOLDER.test(text)) return false;
  const rest = text.replace(PLACEHOLDER, (_, variable: string | undefined) => {
    const fallback = /:?[-=](.*)$/s.exec(variable ?? '')?.[1] ?? '';
    return fallback === '' || /^:?\?/.test(variable?.replace(/^\w*/, '') ?? '') || isFallbackHarmless(fallback)
      ? ''
      : fallback;
  });
  return !/[\p{L}\p{N}]/u.test(rest) || (/^[-./:]?[a-z]+(?:-[a-z]+)*$/.test(rest) && /[-/]/.test(rest));
}

function isFallbackHarmless(fallback: string): boolean {
  return isSecretName(fallback) || NOTHING.test(fallback) || ONLY_PATH.test(fallback);
}

/** A name as Kubernetes has them that says what it names: `ingress-basic-auth`. */
const OBJECT_NAME = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

/** @returns whether a text names an object, a key in it or a file, where one could as well stand for the other. */
export function isReference(value: string): boolean {
  const text = value.trim();
  if (text.length > 253) return false;
  if (/^[\w-]+\.(?:ya?ml|json|env|txt|crt|pem|key|toml|ini|conf|cfg|php|xml|properties)$/.test(text)) return true;
  if (/^[\w.-]+$/.test(text) && isSecretName(text) && !/\d{3}/.test(text)) return true;
  const parts = text.split(/[-./]/);
  if (!OBJECT_NAME.test(text)) return false;
  // Words, not what a generator of passwords makes: each part is letters, or a number of two digits at most.
  return (
    parts.every((part) => /^(?:[a-z]{1,20}\d{0,2}|\d{1,2}[a-z]{0,3})$/.test(part)) &&
    (parts.length > 1 || /^[a-z]{1,16}$/.test(text))
  );
}
