/** Words that end the names of values nobody should read: `DB_PASSWORD`, `apiKey`, `client-secret`. */
const WORDS =
  'pass(?:word|wd|phrase)|pwd|secret|token|credentials?|(?:api|private|access|secret|encryption|signing|license|account|auth)[-_.]?key|connection[-_.]?string|dsn|htpasswd';

const NAME = new RegExp(`(?:${WORDS})s?$`, 'i');

/** Names with these endings refer to a place or another object: the value is not a secret. */
const REFERENCE = /existing|(?:^|[-_.])(?:use|has|enable|create|mount|automount)[-_.A-Z]/;

/** @returns whether a value of this name is to be hidden, going by the name alone. */
export function isSecretName(name: string): boolean {
  return NAME.test(name) && !REFERENCE.test(name);
}

const ASSIGNED = new RegExp(
  `((?:^|[^\\w$])(?!existing)[\\w.-]*?(?:${WORDS})s?["']?[ \\t]*[=:][ \\t]*)("[^"\\n]*"|'[^'\\n]*'|[^\\s,;&"']+)`,
  'gim',
);

/** What is secret by its own form, wherever it stands. */
const FORMS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16})\b/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g,
  /\bAGE-SECRET-KEY-[0-9A-Z]+\b/g,
];

const IN_ADDRESS = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)(?=@)/gi;

/**
 * Hides what a text gives away: `password=…` in a file or an argument, a user's part of an address, a private key.
 *
 * @param hide gives what to show in place of a secret
 */
export function hideInText(text: string, hide: (secret: string) => string): string {
  let shown = text;
  for (const form of FORMS) shown = shown.replaceAll(form, (secret) => hide(secret));
  shown = shown.replaceAll(IN_ADDRESS, (_, before: string, secret: string) => before + hide(secret));
  return shown.replaceAll(ASSIGNED, (whole, before: string, secret: string) => {
    // A template, a variable or a path says where the secret comes from.
    return /^["']?(?:\$|\{\{|<|\/|\*\*\*)/.test(secret) ? whole : before + hide(secret);
  });
}
