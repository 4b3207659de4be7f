/**
 * Nothing that opens a door may stand in a log, whoever wrote it there: the last thing that happens to a line.
 * Keys that are known to hold secrets are already cut by name; this finds what hides in messages, addresses and errors.
 *
 * @see https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
const secrets: readonly [RegExp, string][] = [
  [/\b(gh[pousr]|github_pat)_[A-Za-z0-9_]{8,}/g, '$1_***'],
  [/\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]{4,}/g, '***'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)/gs, '***'],
  [/\b(authorization["']?\s*[:=]\s*["']?)(\w+)\s+[^\s"',\\]+/gi, '$1$2 ***'],
  [/\b(https?:\/\/)[^\s/@"']+@/gi, '$1***@'],
];

/** @returns the line without what looks like a token, a key or a password */
export function redact(line: string): string {
  return secrets.reduce((text, [pattern, replacement]) => text.replaceAll(pattern, replacement), line);
}
