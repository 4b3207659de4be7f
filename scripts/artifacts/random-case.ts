import { Buffer } from 'node:buffer';
import { packArchive } from '../../test/helm/pack-archive.ts';
import { Chance } from '../helm/fuzz/chance.ts';

/** Trees, and what a generator makes of them. */
export interface ArtifactCase {
  /** By alias, then by path. */
  readonly sources: Readonly<Record<string, Readonly<Record<string, Buffer>>>>;
  readonly spec: {
    readonly sources: readonly { readonly alias: string; readonly kind: string; readonly name: string }[];
    readonly pathPattern?: string;
    readonly artifacts: readonly {
      readonly name: string;
      readonly copy: readonly {
        readonly from: string;
        readonly to: string;
        readonly exclude?: readonly string[];
        readonly strategy?: string;
      }[];
    }[];
  };
}

const DIRECTORIES = ['', 'apps', 'apps/base', 'apps/web', 'apps/web/more', 'Infra', 'docs', '.github', 'apps/x.y'];
const NAMES = [
  'a.yaml',
  'b.yaml',
  'values.yaml',
  'README.md',
  'c.json',
  'pack.tgz',
  'picture.png',
  '.hidden',
  '[odd].txt',
  'values.yaml',
  'a.yaml',
];
const TEXTS = [
  'a: 1\n',
  'a: {b: 2, c: [1, 2]}\nd: x\n',
  'a:\n  b: null\n  e: "5"\n',
  '# nothing\n',
  'a: 1\n---\nb: 0x1F\n',
  'no: yes\nlong: 1e3\n1: one\n',
  '- list\n',
  ': : broken\n  -',
];
const PATTERNS = [
  '',
  '**',
  '*',
  '*/**',
  'apps/',
  'apps',
  'apps/**',
  'apps/*',
  'apps/*.yaml',
  '*/a.yaml',
  'apps/web/**',
  'apps/w?b/*.yaml',
  'apps/[a-w]*/**',
  'apps/[^b]*',
  'a.yaml',
  'apps/a.yaml',
  'apps/values.yaml',
  'docs/README.md',
  './apps',
  'apps/../docs',
  '../apps',
  '/apps',
  'nowhere',
  'nowhere/**',
  'apps/[a',
  'apps/x.y/*',
  '**/*.tgz',
  'apps/pack.tgz',
  '*.tgz',
  'apps/**/*.yaml',
  '[[]odd].txt',
  '\\[odd].txt',
  'apps/web/./**',
  'apps//web',
  '.github/**',
  'I*',
  'apps/{base,web}/**',
];
const DESTINATIONS = [
  '',
  '',
  'x',
  'x/',
  'apps/',
  'apps/web',
  'deep/er/',
  'x/',
  '',
  'a.yaml',
  'values.yaml',
  'x/values.yaml',
  '../out',
  '/out',
  './',
  'x/../y/',
  'apps/a.yaml/',
];
const EXCLUDES = [
  '*.md',
  '**/web/**',
  'web/**',
  'apps/**',
  '**/*.yaml',
  '*',
  'more',
  'apps/*/a.yaml',
  '{a,b}.yaml',
  '[!a]*.yaml',
  '**',
  'a.yaml',
  '[',
  'x.y/**',
  '**/more',
];
const TEMPLATES = [
  '@one/{app}',
  '@one/apps/{app}',
  '@one/apps/{app}/{part}',
  '@one/{app}.y',
  '@one/apps/x{app}',
  '@none/{app}',
  '@one/{app',
  '@one/{app}/{app}',
  '@one/apps/{a-b}',
  '@one/*/{app}',
  '@one/{_a}',
];

/** One in as many is odd, as most of those fail. */
const ODD = 14;

/** @returns the same for the same seed */
export function randomCase(seed: number): ArtifactCase {
  const chance = new Chance(seed);
  const aliases = chance.below(3) === 0 ? ['one', 'two'] : ['one'];
  const sources = Object.fromEntries(aliases.map((alias) => [alias, randomFiles(chance)]));
  const hasPattern = chance.below(5) === 0;
  const names = hasPattern ? ['{app}', 'of-{app}', '{app}-{part}', 'same'] : ['web', 'shop', 'web', 'Wrong'];
  const artifacts = Array.from({ length: 1 + chance.below(2) }, (_, index) => ({
    name: chance.below(ODD) === 0 ? chance.pick(names) : (names[index] ?? ''),
    copy: Array.from({ length: 1 + chance.below(4) }, () => randomCopy(chance, sources, hasPattern)),
  }));
  return {
    sources,
    spec: {
      sources: aliases.map((alias) => ({ alias, kind: 'GitRepository', name: alias })),
      ...(hasPattern ? { pathPattern: chance.pick(chance.below(3) === 0 ? TEMPLATES : TEMPLATES.slice(0, 3)) } : {}),
      artifacts,
    },
  };
}

function randomCopy(chance: Chance, sources: ArtifactCase['sources'], hasPattern: boolean) {
  const alias = chance.below(5 * ODD) === 0 ? 'other' : chance.pick(Object.keys(sources));
  const strategy = chance.pick(['', '', '', '', 'Overwrite', 'Merge', 'Merge', 'Extract']);
  const written = hasPattern && chance.below(3) === 0;
  const from = written
    ? chance.pick(['{app}/**', 'apps/{app}/**', 'apps/{app}'])
    : randomPattern(chance, strategy, sources[alias] ?? {});
  const isOften = chance.below(ODD) > 0;
  const exclude = Array.from({ length: Math.max(0, chance.below(6) - 3) }, () => chance.pick(EXCLUDES));
  return {
    from: chance.below(5 * ODD) === 0 ? from : `@${alias}/${from}`,
    to:
      chance.below(5 * ODD) === 0
        ? 'out/'
        : `@artifact/${chance.pick(isOften ? DESTINATIONS.slice(0, 9) : DESTINATIONS)}`,
    ...(exclude.length === 0 ? {} : { exclude }),
    ...(strategy === '' ? {} : { strategy }),
  };
}

/** Mostly one of what is there. */
function randomPattern(chance: Chance, strategy: string, files: Readonly<Record<string, Buffer>>): string {
  const path = chance.pick(Object.keys(files).length === 0 ? [''] : Object.keys(files));
  if (chance.below(ODD) === 0) return chance.pick(PATTERNS);
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const within = directory === '' ? '' : `${directory}/`;
  if (strategy === 'Extract') return chance.pick([path, '**/*.tgz', '**', `${within}*.tgz`, `${within}**`]);
  const kind = path.slice(path.lastIndexOf('.'));
  return chance.pick([path, path, directory, within, `${within}**`, `${within}**`, `${within}*`, `${within}*${kind}`]);
}

/** A tree in which no file stands in the way of a directory. */
function randomFiles(chance: Chance): Readonly<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  for (let count = 3 + chance.below(14); count > 0; count--) {
    const directory = chance.pick(DIRECTORIES);
    const name = chance.pick(NAMES);
    const text = name.endsWith('.tgz') ? archive(chance) : Buffer.from(chance.pick(TEXTS));
    files[directory === '' ? name : `${directory}/${name}`] = text;
  }
  return files;
}

function archive(chance: Chance): Buffer {
  if (chance.below(6) === 0) return Buffer.from('no archive');
  const names = ['a.yaml', 'pack/Chart.yaml', 'pack/values.yaml', 'values.yaml', './dot.yaml', '../out', 'link'];
  const entries = Array.from({ length: chance.below(4) }, () => chance.pick(names));
  return packArchive(
    entries.map((name) => ({
      name,
      bytes: name === 'link' ? Buffer.alloc(0) : Buffer.from(chance.pick(TEXTS)),
      ...(name === 'link' ? { type: '2' } : {}),
    })),
  );
}
