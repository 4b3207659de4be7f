import { createHash } from 'node:crypto';

/**
 * @returns the policy of a page that needs nothing else: its own style and script alone, by their digests, so that nothing of
 *   a repository could run even where an escape were forgotten
 */
export function pagePolicy(style: string, script: string): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'`;
}
