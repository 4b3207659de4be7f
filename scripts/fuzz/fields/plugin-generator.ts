import type { Json, JsonObject, Random } from '../random.ts';
import type { KeptFiles } from './kept-files.ts';

/** An entry of `generators:`. Its objects have names of their own in every layer, or no tree of two would build. */
export function pluginGenerator(random: Random, kept: KeptFiles): Json {
  const name = `gen-${random.int(0, 999)}`;
  const bodies: readonly JsonObject[] = [
    {
      kind: 'ConfigMapGenerator',
      ...random.record({ name: [0.5, () => `plugged-${random.int(0, 999)}`] }),
      literals: ['a=b'],
    },
    { kind: 'SecretGenerator', literals: ['a=b'], options: { disableNameSuffixHash: true } },
    {
      kind: 'IAMPolicyGenerator',
      cloud: 'gke',
      kubernetesService: { name: `iam-${random.int(0, 999)}` },
      serviceAccount: { name: 'sa', projectId: 'p' },
    },
  ];
  const body = { apiVersion: 'builtin', metadata: { name }, ...random.pick(bodies) };
  return random.chance(0.5) ? JSON.stringify(body) : kept.keep('generator', body);
}
