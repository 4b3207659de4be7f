import type { Finding } from '../../../review/contract/finding.ts';

/** @returns whether a merge repairs the configuration of the base branch, which judged nothing: it is not a weaker one */
export function isRepaired(findings: readonly Finding[]): boolean {
  return findings.some(({ rule }) => rule === 'configuration-repaired');
}
