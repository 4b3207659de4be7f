import { expect, test } from '@jest/globals';
import { Random } from '../../scripts/fuzz/random.ts';
import { Memory } from '../../src/memo/memory.ts';
import { review } from '../../src/review.ts';
import type { RepoTree } from '../../src/tree/objects/repo-tree.ts';
import { app, config, gitKey, type Table } from '../review/elsewhere/elsewhere-fleet.ts';
import { AS_GIVEN, type Layout } from '../review/review-of.ts';
import { cluster, flux } from '../review/small-fleet.ts';
import { isThorough } from '../thorough.ts';
import { treeWithSources } from '../tree/tree-with-sources.ts';

const REFS = ['{ tag: v1 }', '{ tag: v2 }', '{ branch: main }', '{ semver: ">=1" }'];
const LIB = 'https://github.com/acme/lib';
const KEYS = [
  gitKey('v1', 'tag', LIB),
  gitKey('v2', 'tag', LIB),
  gitKey('v1'),
  gitKey('v2'),
  gitKey('main', 'branch'),
  gitKey('>=1', 'semver'),
];
const BASES = ['v1', 'v2'];
const PLACES = ['lib', 'other', 'deploy/lib'];

/** A line of a source that includes another one; `other` stands there mostly. */
function includes(toPath: string, name = 'lib'): readonly string[] {
  return [`include: [{ repository: { name: ${name} }, toPath: ${toPath} }]`];
}

function lib(tag: string, more: readonly string[] = []): string {
  const spec = ['url: "https://github.com/acme/lib"', `ref: { tag: ${tag} }`, ...more];
  return `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: lib, namespace: flux-system }\nspec: { ${spec.join(', ')} }\n`;
}

function syncOf(name: string, more: readonly string[]): string {
  const [text = ''] = Object.values(cluster(name));
  return text.replace('{ branch: main } }', `${['{ branch: main }', ...more].join(', ')} }`);
}

const GONE = { reason: 'github.com answers 500', remedy: 'Try again later.' };

/** Every file of the fleet, of which one or two are others each time. */
function fleetOf(random: Random, last: Layout): Layout {
  const of = <T>(items: readonly T[]): T => random.pick(items);
  const name = of(['dev', 'prod']);
  const source = of([[], [], ['suspend: true'], ['ignore: "web.yaml"'], includes(of(PLACES)), includes(of(PLACES))]);
  const edits: readonly Layout[] = [
    { [`clusters/${name}/app.yaml`]: app(of(REFS), of(['./deploy', './other', './']), source) },
    { 'shared/kustomization.yaml': `resources: [own.yaml, "https://github.com/acme/base//web?ref=${of(BASES)}"]\n` },
    { 'shared/own.yaml': config('own', of(['one', 'two'])) },
    { [`clusters/${name}/lib.yaml`]: of([lib(of(BASES)), lib(of(BASES), includes('app/lib', 'app')), '']) },
    { [`clusters/${name}/flux-system/gotk-sync.yaml`]: syncOf(name, of([[], includes('shared'), includes('vendor')])) },
    { [`clusters/${name}/vendor.yaml`]: of(['', flux('vendor', 'vendor')]) },
    { '.sourceignore': of(['', 'own.yaml\n', '*.md\n']) },
    { 'README.md': String(random.int(0, 1_000)) },
  ];
  return { ...last, ...of(edits), ...(random.chance(0.3) ? of(edits) : {}) };
}

/** What references stand for now: what floats moves, and what is not to be had comes and goes. */
function tableOf(random: Random): Table {
  const content = (): Table[string] => {
    if (random.chance(0.15)) return random.chance(0.5) ? GONE : { ...GONE, isGone: true };
    return {
      'deploy/kustomization.yaml': `resources: [${random.pick(['web.yaml', '../other', 'web.yaml, ../lib', '../lib, ../other'])}]\n`,
      'kustomization.yaml': `resources: [${random.pick(['deploy/web.yaml', 'other/more.yaml'])}]\n`,
      'deploy/web.yaml': config('web', random.pick(['a', 'b'])),
      'other/more.yaml': config('more', random.pick(['a', 'b'])),
      'other/inner.yaml': random.chance(0.5) ? flux('inner', 'shared') : config('inner', 'a'),
      '.sourceignore': random.pick(['', 'more.yaml\n']),
      'web/kustomization.yaml': 'resources: [base.yaml]\n',
      'web/base.yaml': config('base', random.pick(['a', 'b'])),
    };
  };
  const bases = BASES.map((ref) => [`clone https://github.com/acme/base?ref=${ref}`, content()] as const);
  return Object.fromEntries([...KEYS.map((key) => [key, content()] as const), ...bases]);
}

const FLEET: Layout = {
  ...cluster('dev'),
  ...cluster('prod'),
  'clusters/dev/app.yaml': app('{ tag: v1 }', './deploy', includes('lib')),
  'clusters/dev/lib.yaml': lib('v1'),
  'clusters/prod/lib.yaml': lib('v2'),
  'clusters/prod/app.yaml': app('{ branch: main }'),
  'clusters/dev/shared.yaml': flux('shared', 'shared'),
  'clusters/prod/shared.yaml': flux('shared', 'shared'),
  'shared/kustomization.yaml': 'resources: [own.yaml, "https://github.com/acme/base//web?ref=v1"]\n',
  'shared/own.yaml': config('own', 'one'),
};

test.each([1, 2])(
  'a review that remembers earlier ones says what a new one says, whatever sources are followed and where they lead (seed %i)',
  (seed) => {
    const random = new Random(seed);
    const memory = new Memory();
    let known: readonly RepoTree[] = [];
    let merged = FLEET;
    let table = tableOf(random);
    let effects = 0;
    for (let edit = 0; edit < (isThorough ? 200 : 15); edit++) {
      const files = fleetOf(random, merged);
      if (random.chance(0.4)) table = tableOf(random);
      const [before, after] = [treeWithSources(merged, table), treeWithSources(files, table)];
      const request = { ...AS_GIVEN, before, after };
      const warm = review({ ...request, workspace: { memory, known } });
      expect(JSON.stringify(warm)).toBe(JSON.stringify(review(request)));
      effects += Object.values(warm.clusters).flatMap(({ changed, external }) => [...changed, ...external]).length;
      known = [before, after, ...known].slice(0, 4);
      if (random.chance(0.7)) merged = files;
    }
    expect(effects).toBeGreaterThan(5);
  },
);
