import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { wantedRelease } from '../../scripts/conformance/wanted-release.ts';
import { demotionFaults } from '../../scripts/promotions/judge/answer-faults.ts';
import { faultsOf, realState } from '../../scripts/promotions/judge/judge.ts';
import { RealBuilds } from '../../scripts/promotions/real/real-builds.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { openWritten } from '../../src/promotion/plan/fleet.ts';
import type { FileEdit, PlannedPromotion } from '../../src/promotion/plan/promotion.ts';
import { demote } from '../../src/promotion/propose/demote.ts';
import { promote } from '../../src/promotion/propose/promote.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { edited, planned } from './fixture-fleet.ts';
import { configMap, fluxFrom, fluxKustomization, gitRepository, list, sync } from './flux-files.ts';

const clusters = ['dev', 'staging', 'prod'];

/** foo and other run in dev and staging, each with its own settings; prod has a list for them. */
const files: Record<string, string> = {
  ...Object.fromEntries(
    clusters.flatMap((name) => [
      [`clusters/${name}/flux-system/gotk-sync.yaml`, sync(`clusters/${name}`)],
      [`clusters/${name}/apps.yaml`, fluxKustomization('apps', `apps/${name}`)],
    ]),
  ),
  'apps/prod/kustomization.yaml': list('bar.yaml'),
  'apps/prod/bar.yaml': configMap('bar'),
  ...Object.fromEntries(
    ['dev', 'staging'].flatMap((name) => [
      [`apps/${name}/kustomization.yaml`, list('foo', 'other')],
      [`apps/${name}/foo/kustomization.yaml`, list('settings.yaml', 'more.yaml')],
      [
        `apps/${name}/foo/settings.yaml`,
        configMap('foo', `{level: ${name === 'dev' ? 'debug' : 'info'}, host: foo.${name}.example.org}`),
      ],
      [`apps/${name}/foo/more.yaml`, configMap('foo-more')],
      [`apps/${name}/other/kustomization.yaml`, list('other.yaml')],
      [`apps/${name}/other/other.yaml`, configMap('other')],
    ]),
  ),
};

const folders: string[] = [];
afterAll(() => folders.forEach((each) => void rmSync(each, { recursive: true, force: true })));

/** Has the real kustomize build a fleet. */
function laidOut(texts: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const fleet = openWritten(snapshotOf(memoryTree(texts), defaultConfig));
  const builds = new RealBuilds(folder, wantedRelease() ?? '5.8.1');
  return { folder, fleet, builds, before: realState(folder, fleet, builds) };
}

const { folder, fleet, builds, before } = laidOut(files);
const request = { asked: 'foo', clusters: ['prod'] };
const promotion = planned(promote(fleet, request));

function judged(plan: PlannedPromotion): readonly string[] {
  return faultsOf(folder, fleet, { unit: 'foo', cluster: 'prod' }, plan, [before, builds]);
}

/** @returns the promotion with other texts for some files */
function broken(changes: Readonly<Record<string, (text: string) => string | undefined>>): PlannedPromotion {
  const edits = new Map(promotion.edits.map((edit) => [edit.path, edit]));
  for (const [path, change] of Object.entries(changes)) {
    const was = edits.get(path)?.before ?? files[path];
    edits.set(path, { path, before: was, after: change(edits.get(path)?.after ?? was ?? ''), mode: '100644' });
  }
  return { ...promotion, edits: [...edits.values()] };
}

const like = (text: string) => (): string => text;
const replaced = (old: string, text: string) => (all: string) => all.replace(old, text);

test('nothing is said against a promotion that is right', () => {
  expect(judged(promotion)).toEqual([]);
});

test.each<[string, PlannedPromotion, unknown]>([
  [
    'brings another unit',
    broken({ 'apps/prod/kustomization.yaml': (text) => `${text}  - ../dev/other\n` }),
    ['over-gain /ConfigMap default/other'],
  ],
  [
    'brings a FluxKustomization that the source does not run, and that leads to nothing',
    broken({
      'apps/prod/kustomization.yaml': (text) => `${text}  - more.yaml\n`,
      'apps/prod/more.yaml': like(fluxKustomization('more', 'apps/nothing')),
    }),
    [
      'kustomize.toolkit.fluxcd.io/Kustomization flux-system/more leads to nothing',
      'over-gain kustomize.toolkit.fluxcd.io/Kustomization flux-system/more',
    ],
  ],
  [
    'brings a part of the unit',
    broken({
      'apps/prod/foo/kustomization.yaml': like(list('settings.yaml')),
      'apps/prod/foo/more.yaml': () => undefined,
    }),
    ['half unit, lacks /ConfigMap default/foo-more'],
  ],
  [
    'brings nothing',
    broken(Object.fromEntries(promotion.edits.map(({ path, before: text }) => [path, () => text]))),
    ['prod gains nothing', 'half unit, lacks /ConfigMap default/foo', 'half unit, lacks /ConfigMap default/foo-more'],
  ],
  [
    'writes a file that nothing reads',
    broken({ 'apps/prod/foo/idle.yaml': like(configMap('idle')) }),
    ['writes apps/prod/foo/idle.yaml, which nothing reads'],
  ],
  [
    'changes a value without saying it',
    broken({ 'apps/prod/foo/more.yaml': replaced('a: b', 'a: c') }),
    ['/ConfigMap default/foo-more differs silently in data.a: "b" is "c"'],
  ],
  [
    'makes up a host',
    broken({ 'apps/prod/foo/settings.yaml': replaced('foo.staging.', 'foo.prod.') }),
    ['/ConfigMap default/foo has a value that nobody gave: data.host is "foo.prod.example.org"'],
  ],
  [
    'does not say which values differ today',
    { ...promotion, values: [] },
    ['/ConfigMap default/foo takes data.level of staging without a word, dev has another'],
  ],
  [
    'touches another cluster',
    broken({ 'apps/dev/kustomization.yaml': (text) => `${text}  - ../prod/bar.yaml\n` }),
    ['dev, which was not asked for, gains /ConfigMap default/bar'],
  ],
  [
    'loses something',
    broken({ 'apps/prod/kustomization.yaml': replaced('  - bar.yaml\n', '') }),
    ['prod loses /ConfigMap default/bar'],
  ],
  [
    'changes something',
    broken({ 'apps/prod/bar.yaml': replaced('a: b', 'a: c') }),
    ['prod changes /ConfigMap default/bar'],
  ],
  [
    'gives what runs a second owner',
    broken({
      'clusters/prod/more.yaml': like(fluxKustomization('apps-more', 'apps/prod')),
    }),
    expect.arrayContaining([
      'prod has a second owner of /ConfigMap default/bar',
      '/ConfigMap default/foo has 2 owners',
    ]),
  ],
  [
    'gives what runs another owner',
    broken({
      'apps/prod/kustomization.yaml': replaced('  - bar.yaml\n', ''),
      'clusters/prod/bar.yaml': like(configMap('bar')),
    }),
    ['prod moves /ConfigMap default/bar'],
  ],
  [
    'does not build',
    broken({ 'apps/prod/foo/more.yaml': like('kind: [') }),
    expect.arrayContaining([expect.stringMatching(/^prod does not build .*\/apps$/)]),
  ],
])('the judge says what is wrong with one that %s', (_, plan, faults) => {
  expect(judged(plan)).toEqual(faults);
});

/** dev and staging run foo by FluxKustomizations of their own; one in foo leads to another repository. */
const led = (field: string): Record<string, string> => ({
  ...Object.fromEntries(
    clusters.map((name) => [`clusters/${name}/flux-system/gotk-sync.yaml`, sync(`clusters/${name}`)]),
  ),
  'clusters/dev/foo.yaml': fluxKustomization('foo', 'apps/foo', field),
  'clusters/staging/foo.yaml': fluxKustomization('foo', 'apps/foo'),
  'clusters/prod/bar.yaml': configMap('bar'),
  'apps/foo/kustomization.yaml': list('cm.yaml', 'source.yaml', 'deploy.yaml'),
  'apps/foo/cm.yaml': configMap('foo'),
  'apps/foo/source.yaml': gitRepository('elsewhere'),
  'apps/foo/deploy.yaml': fluxFrom('elsewhere', 'deploy'),
});

test.each([
  ['', []],
  ['  patches: []\n', []],
  ['  components: []\n', []],
  ['  images: []\n', []],
  [
    '  patches: [{target: {kind: ConfigMap}, patch: "[]"}]\n',
    [
      'kustomize.toolkit.fluxcd.io/Kustomization flux-system/foo takes spec.patches of staging without a word, dev has another',
    ],
  ],
])(
  'beside another cluster with %j, what leads to another repository is right as the source has it',
  (field, faults) => {
    const there = laidOut(led(field));
    const plan = { ...planned(promote(there.fleet, request)), values: [] };
    const trial = { unit: 'foo', cluster: 'prod' };
    expect(faultsOf(there.folder, there.fleet, trial, plan, [there.before, there.builds])).toEqual(faults);
  },
);

test('what leads elsewhere and is not what the source runs is wrong', () => {
  const there = laidOut(led(''));
  const plan = planned(promote(there.fleet, request));
  const more = {
    path: 'clusters/prod/more.yaml',
    before: undefined,
    after: fluxFrom('elsewhere', 'more'),
    mode: '100644' as const,
  };
  const trial = { unit: 'foo', cluster: 'prod' };
  const wrong = { ...plan, edits: [...plan.edits, more] };
  expect(faultsOf(there.folder, there.fleet, trial, wrong, [there.before, there.builds])).toEqual([
    'kustomize.toolkit.fluxcd.io/Kustomization flux-system/more leads to nothing',
    'over-gain kustomize.toolkit.fluxcd.io/Kustomization flux-system/more',
  ]);
});

const after = edited(fleet, promotion.edits);
const demotions = [false, true].map((clean) => {
  return { ...planned(demote(after, { ...request, clean })), review: undefined };
});

/** As an answer has it, with other edits. */
function demoted(edits: readonly FileEdit[], unreferenced: readonly string[] = []) {
  return { kind: 'planned' as const, promotion: { edits, unreferenced } };
}

const refused = { kind: 'refused' as const, reason: 'no', remedy: undefined };

test.each([
  ['', demotions.map(({ edits, unreferenced }) => demoted(edits, unreferenced)), []],
  [
    'neither restores all',
    demotions.map(({ edits, unreferenced }) => demoted(edits.slice(1), unreferenced)),
    expect.arrayContaining([`demote --clean: not as it was: ${promotion.edits[0]?.path}`]),
  ],
  [
    'the plain one leaves files without a word',
    demotions.map(({ edits }) => demoted(edits)),
    ['kustomization', 'more', 'settings'].map((name) => `demote: says nothing of apps/prod/foo/${name}.yaml`),
  ],
  ['neither is possible', [refused, refused], ['demote --clean: no']],
])('the judge says what is wrong with demotions where %s', (_, backs, faults) => {
  expect(demotionFaults(promotion.edits, backs)).toEqual(faults);
});
