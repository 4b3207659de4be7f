import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { RULE_IDS } from '../policy/judge/rules.ts';
import { Source } from '../yaml/node/source.ts';

/**
 * Understands the text of a `.github/blast-radius.yml`.
 *
 * @throws Error with every mistake in it, by line and column
 */
export function parseConfig(text: string): Config {
  const result = readConfig(new Source(text), RULE_IDS);
  if (result.kind === 'config') return result.config;
  const lines = result.problems.map(({ line, column, message, fix }) => `${line}:${column}: ${message}; ${fix}`);
  throw new Error(`the configuration is invalid\n${lines.join('\n')}`);
}
