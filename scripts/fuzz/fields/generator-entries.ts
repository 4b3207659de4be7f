import { CONFIG_NAMES, NAMESPACES, SECRET_NAMES } from '../objects/vocabulary.ts';
import type { Json, Random } from '../random.ts';
import type { KeptFiles } from './kept-files.ts';
import { type Known, knownOf } from './known.ts';

/** An entry of `configMapGenerator:` or `secretGenerator:`, which merges into what is there now and then. */
export function generatorEntry(
  random: Random,
  kind: 'ConfigMap' | 'Secret',
  index: number,
  kept: KeptFiles,
  known: readonly Known[],
): Json {
  const same = known.filter((each) => each.kind === kind);
  const target = same.length > 0 && random.chance(0.25) ? random.pick(same) : undefined;
  const merges = target !== undefined;
  const names = kind === 'Secret' ? SECRET_NAMES : CONFIG_NAMES;
  const name = merges
    ? target.name
    : `${random.pick<string>(names)}${random.chance(0.88) ? `-gen${index}${random.int(0, 99)}` : ''}`;
  return {
    name,
    ...(target?.namespace === undefined ? {} : { namespace: target.namespace }),
    ...random.record({
      namespace: [merges ? 0.02 : 0.15, () => random.pick(NAMESPACES)],
      literals: [0.8, () => [`a=${random.pick(['1', 'x y', '"q"', "'s'", 'a=b'])}`, 'b=$(NAME)']],
      files: [
        0.3,
        () => [
          random.chance(0.5) ? kept.text('app.txt', 'one\ntwo\n') : `key.txt=${kept.text('other.txt', 'x: 1  \ny\n')}`,
        ],
      ],
      envs: [0.2, () => [kept.text('a.env', '# comment\nE1=1\nE2= two\n\nE3=a=b\n')]],
      env: [0.12, () => kept.text('b.env', 'F1=1\nHOME\n')],
      type: [kind === 'Secret' ? 0.3 : 0, () => 'kubernetes.io/basic-auth'],
      options: [0.3, () => generatorOptions(random, { own: 'on' })],
      behavior: [merges ? 0.95 : 0.08, () => (merges ? random.pick(['merge', 'replace']) : 'create')],
    }),
  };
}

/** `generatorOptions:`, or an entry's own. */
export function generatorOptions(random: Random, labels: Json): Json {
  return random.record({
    labels: [0.5, () => labels],
    annotations: [0.4, () => ({ note: 'g' })],
    disableNameSuffixHash: [0.35, () => random.chance(0.8)],
    immutable: [0.3, () => true],
  });
}

/** @returns what the entries of a generator make, as later layers can name it. */
export function generatedBy(entries: Json | undefined, kind: 'ConfigMap' | 'Secret'): readonly Known[] {
  if (!Array.isArray(entries)) return [];
  return entries
    .filter(({ behavior }) => behavior === undefined || behavior === 'create')
    .map(({ name, namespace }) => {
      const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
      return knownOf({ apiVersion: 'v1', kind, metadata, data: {} });
    });
}
