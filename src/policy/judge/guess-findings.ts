import { configPath } from '../../config/find-config.ts';
import type { Discovery } from '../../fleet/find/discovery.ts';
import type { Finding } from '../../review/contract/finding.ts';
import { listed } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';

/** @returns that what was taken for clusters is a guess, and that other tools are not followed, where that is so */
export function guessFindings({ by, clusters, unsupported }: Discovery): readonly Finding[] {
  if (by !== 'overlays' || clusters.length === 0) return [];
  const tools = unsupported.map(({ tool, kind, name }) => `${tool}'s ${kind} ${quoted(name)}`);
  const others = tools.length === 0 ? '' : `; ${listed(tools, 3)} is not followed`;
  return [
    {
      rule: 'guessed-clusters',
      severity: 'notice',
      message: `nothing in this repository speaks of Flux, so overlays of kustomize were taken for clusters${others}`,
      fix: `name the clusters and their paths in ${quoted(configPath)}`,
    },
  ];
}
