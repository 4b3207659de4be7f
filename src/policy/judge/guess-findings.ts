import { configPath } from '../../config/find-config.ts';
import type { Discovery } from '../../fleet/find/discovery.ts';
import type { Finding } from '../../review/contract/finding.ts';
import type { Review } from '../../review/contract/review.ts';
import { listed } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';

/**
 * @param files the changed ones: where none is read by a cluster, nothing rests on the guess
 * @returns that what was taken for clusters is a guess, and that other tools are not followed, where that is so
 */
export function guessFindings({ by, unsupported }: Discovery, files: Review['files']): readonly Finding[] {
  if (by !== 'overlays' || files.every(({ clusters }) => clusters.length === 0)) return [];
  const tools = unsupported.map(({ tool, kind, name }) => `${tool}'s ${kind} ${quoted(name)}`);
  const others = tools.length === 0 ? '' : `; ${listed(tools, 3)} is not followed`;
  return [
    {
      rule: 'guessed-clusters',
      severity: 'notice',
      message: `nothing in this repository mentions Flux, so kustomize overlays are assumed to be clusters${others}`,
      fix: `name the clusters and their paths in ${quoted(configPath)}`,
    },
  ];
}
