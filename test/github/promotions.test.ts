import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FileContent } from '../fake-github/git/import-commit.ts';
import { gitText } from '../fake-github/git/run-git.ts';
import type { PullHandle } from '../fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import { fluxKustomization, syncsOf } from '../promotion/flux-files.ts';
import { SHAPE_PROMOTIONS, shapeFiles, shapePatch, typed } from '../promotion/shape-promotions.ts';
import { STAGED_VALUES } from '../promotion/staged-values.ts';
import { WRONG_PROMOTIONS } from '../promotion/wrong-promotions.ts';
import { kustomization } from './small-fleet.ts';
import { type StartedApp, startApp } from './start-app.ts';

let app: StartedApp;
let count = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Scene {
  readonly repository: RepositoryHandle;
  readonly pull: PullHandle;
  /** Writes a comment of dana's. @returns what the App has answered, without its markers */
  readonly say: (body: string) => Promise<string>;
  /** @returns the pull request that the App has opened */
  readonly opened: () => PullHandle;
}

/** A fleet, and a pull request on it. */
async function openScene(files: Readonly<Record<string, FileContent>>): Promise<Scene> {
  count += 1;
  const repository = await app.github.createRepository({ owner: 'acme', name: `fleet-${count}`, files });
  repository.addUser('dana', { role: 'write' });
  await repository.commit('readme', { write: { 'NOTES.md': 'Another fleet.\n' }, as: 'dana' });
  const pull = await repository.openPull({ head: 'readme', author: 'dana' });
  const say = async (body: string) => {
    const before = pull.comments.length;
    pull.comment(body, 'dana');
    await app.quiet();
    const replies = pull.comments.slice(before).filter((each) => each.body.includes('blast-radius answer'));
    return replies.map((each) => each.body.replace(/^(<!--.*?-->\n)+/, '')).join('\n');
  };
  const opened = () => repository.pull(Math.max(...repository.state.issues.keys()));
  return { repository, pull, say, opened };
}

/** @returns a patch as git and the App write it alike */
function bare(patch: string): string {
  return patch
    .replace(/^index .*\n/gm, '')
    .replace(/^(@@ .*? @@).*$/gm, '$1')
    .replace(/(?<=^@@ .*\d),1(?=[ ,].*@@$)/gm, '')
    .trimEnd();
}

async function changed({ repository, opened }: Scene): Promise<string> {
  return gitText(repository.gitDirectory, ['diff', '--no-renames', 'main', opened().headSha]);
}

test.each(SHAPE_PROMOTIONS)(
  '%s: %s, asked in a comment, is the expected pull request',
  async (shape, name, request) => {
    const scene = await openScene(shapeFiles(shape));
    expect(await scene.say(`/promote ${typed(request).join(' ')}`)).toMatch(/^Opened \[#\d+\]/);
    expect(bare(await changed(scene))).toBe(bare(shapePatch(shape, name)));
  },
);

test.each(WRONG_PROMOTIONS)('%s is not promoted by a comment', async (_, files, reason) => {
  const scene = await openScene(files);
  const plain = (text: string) => text.replaceAll(/[`"]/g, '').toLowerCase();
  expect(plain(await scene.say('/promote foo prod'))).toContain(plain(reason));
  expect(scene.opened().number).toBe(scene.pull.number);
});

const tagged = (tag: string, base = '../../base') =>
  `${kustomization(base)}images:\n  - name: nginx\n    newTag: ${tag}\n`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: default}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "nginx:v0"}]}
`;

const versions = {
  ...syncsOf(['dev', 'prod']),
  'clusters/dev/shop.yaml': fluxKustomization('shop', 'apps/shop/overlays/dev'),
  'clusters/prod/shop.yaml': fluxKustomization('shop', 'apps/shop/overlays/prod'),
  'apps/shop/base/kustomization.yaml': kustomization('deployment.yaml'),
  'apps/shop/base/deployment.yaml': deployment,
  'apps/shop/overlays/dev/kustomization.yaml': tagged('v2'),
  'apps/shop/overlays/prod/kustomization.yaml': tagged('v1'),
};

test('--version opens the pull request that aligns the version of what runs already', async () => {
  const scene = await openScene(versions);
  expect(await scene.say('/promote shop prod --version')).toMatch(
    /^Opened \[#\d+\]\(.*\): `nginx v1 → v2` \(major\): prod changes 1 object · dev unchanged\.$/,
  );
  const promotion = scene.opened();
  expect(promotion.title).toBe('Align the version of shop in prod with dev');
  expect(promotion.body).toContain(
    '- prod runs `nginx:v2` instead of `nginx:v1`: `spec.template.spec.containers[shop].image` of `Deployment/shop`, at `apps/shop/overlays/prod/kustomization.yaml:7`',
  );
  expect(promotion.body).toContain('- [ ] demote does not bring the former version back');
  expect(await changed(scene)).toMatch(/- {4}newTag: v1\n\+ {4}newTag: v2$/);
});

test('where another cluster reads the file too, --version says who and where to set it', async () => {
  const scene = await openScene({
    ...versions,
    'apps/shop/overlays/prod/kustomization.yaml': kustomization('../../base'),
  });
  expect(await scene.say('/promote shop prod --version')).toBe(
    '`apps/shop/base/deployment.yaml:8` holds `nginx:v0` for prod, and dev reads that file too. Set newTag v2 for nginx under images in `apps/shop/overlays/prod/kustomization.yaml`, or edit the shared file to change both.',
  );
});

test('values that differ between the clusters that run it are boxes to tick', async () => {
  const scene = await openScene(STAGED_VALUES);
  expect(await scene.say('/promote shop prod')).toMatch(/^Opened /);
  expect(scene.opened().body).toContain(
    [
      '**Values that differ between the clusters that run it today**',
      '- [ ] prod gets `b.example.org` (`apps/prod/shop/cm.yaml:4`) as `data.host` of `ConfigMap/shop`; dev has `a.example.org` (`apps/dev/shop/cm.yaml:4`), test has `b.example.org` (`apps/test/shop/cm.yaml:4`)',
    ].join('\n\n'),
  );
});

test.each(['shop', 'site'])('%s, promoted by a comment and merged, is taken out again by another one', async (unit) => {
  const scene = await openScene(shapeFiles('own-trees'));
  const tree = () => gitText(scene.repository.gitDirectory, ['ls-tree', '-r', 'main', 'clusters']);
  const before = await tree();
  for (const command of [`/promote ${unit} prod`, `/demote ${unit} prod --clean`]) {
    expect(await scene.say(command)).toMatch(/^Opened /);
    await scene.opened().merge({ as: 'dana' });
    await app.quiet();
  }
  expect(await tree()).toBe(before);
});
