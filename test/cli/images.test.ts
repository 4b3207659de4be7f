import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { type FleetClone, fleetClone } from './fleet-clone.ts';
import { runProgram } from './run-program.ts';

let fleet: FleetClone;

beforeAll(() => {
  fleet = fleetClone();
  fleet.tell('07-podinfo-image-in-base');
});
afterAll(() => fleet.remove());

const ask = (...args: string[]) => runProgram(['images', ...args], { cwd: fleet.folder });

test('every image of every cluster, with who uses it', async () => {
  expect(await ask('--rev', 'main')).toEqual({
    code: 0,
    stderr: '',
    stdout: `docker.io/library/nginx:1.27  test
    Deployment foo/foo-app
ghcr.io/fluxcd/helm-controller:v1.3.0  dev, test and prod
    Deployment flux-system/helm-controller
ghcr.io/fluxcd/kustomize-controller:v1.6.1  dev, test and prod
    Deployment flux-system/kustomize-controller
ghcr.io/fluxcd/source-controller:v1.6.2  dev, test and prod
    Deployment flux-system/source-controller
ghcr.io/stefanprodan/podinfo:6.9.0  dev, test and prod
    Deployment team-x/podinfo

5 images in 3 clusters
Not seen: images of 9 releases not rendered whole · that operators choose or webhooks put in
`,
  });
});

test('of one cluster its images alone', async () => {
  const { stdout } = await ask('--rev', 'main', '--cluster', 'dev', '--cluster', 'test', '--format', 'json');
  const { clusters, images }: { clusters: { name: string }[]; images: { clusters: string[] }[] } = JSON.parse(stdout);
  expect(clusters.map(({ name }) => name)).toEqual(['dev', 'test']);
  expect(new Set(images.flatMap((image) => image.clusters))).toEqual(new Set(['dev', 'test']));
});

const changed = {
  code: 0,
  stderr: '',
  stdout: `~ ghcr.io/stefanprodan/podinfo 6.9.0 → 6.9.1  dev, test and prod
    Deployment team-x/podinfo

1 image changed
Not seen: images of 9 releases not rendered whole · that operators choose or webhooks put in
`,
};

test.each([
  ['between two commits', ['main', 'feature']],
  ['since the merge base', ['main...feature']],
  ['by a merge', ['main', 'feature', '--merge']],
  ['by files on disk', ['main', '--work-tree']],
])('what becomes of them %s', async (_what, args) => {
  expect(await ask(...args)).toEqual(changed);
});

test('of one cluster what becomes of its images; where nothing does, that is said', async () => {
  const { stdout } = await ask('main', 'feature', '--cluster', 'prod');
  expect(stdout).toContain('~ ghcr.io/stefanprodan/podinfo 6.9.0 → 6.9.1  prod\n');
  expect((await ask('main', 'main')).stdout).toMatch(/^No image changes in what is known\n/);
});

test('an image that is certain in one cluster may only be likely in another', async () => {
  fleet.git('checkout', '-q', '-B', 'agents', 'main');
  const thing = 'apiVersion: acme.example/v1\nkind: Thing\nmetadata: { name: a }\nspec: { image: "acme/agent:1" }\n';
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: "acme/agent:1" }] }\n';
  for (const [name, text] of [
    ['dev', thing],
    ['prod', pod],
  ] as const) {
    fleet.write(`clusters/${name}/apps/agent.yaml`, text);
    const list = readFileSync(join(fleet.folder, `clusters/${name}/apps/kustomization.yaml`), 'utf8');
    fleet.write(`clusters/${name}/apps/kustomization.yaml`, list.replace('resources:', 'resources:\n  - agent.yaml'));
  }
  fleet.commit('agents');
  const line = async (...args: string[]) => (await ask('main', 'agents', ...args)).stdout.split('\n')[0];
  expect(await line()).toBe('+ docker.io/acme/agent:1  dev and prod');
  expect(await line('--cluster', 'dev')).toBe('+ docker.io/acme/agent:1  dev, likely');
});

test('as JSON, a list and changes are as their schemas say', async () => {
  const isAs = (schema: string, json: string) => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.validate(JSON.parse(readFileSync(new URL(`../../docs/${schema}`, import.meta.url), 'utf8')), JSON.parse(json));
    return ajv.errors;
  };
  const list = await ask('--rev', 'main', '--format', 'json');
  expect([list.code, isAs('images.schema.json', list.stdout)]).toEqual([0, null]);
  expect(isAs('images.schema.json', list.stdout.replaceAll('"image"', '"picture"'))).not.toBeNull();
  const changes = await ask('main', 'feature', '--format', 'json');
  expect([changes.code, isAs('image-changes.schema.json', changes.stdout)]).toEqual([0, null]);
  expect(isAs('image-changes.schema.json', changes.stdout.replaceAll('"repository"', '"picture"'))).not.toBeNull();
});

test.each([
  [['--cluster', 'prd'], 'there is no cluster prd; did you mean prod?'],
  [['main', 'feature', '--cluster', 'prd'], 'there is no cluster prd; did you mean prod?'],
  [['main', 'feature', '--rev', 'main'], 'main and --rev both name a commit; omit --rev'],
  [['main'], 'give two revisions, or main...HEAD'],
  [['--merge'], '--merge takes two revisions: images --merge BASE HEAD'],
])('images %j is wrong usage', async (args, message) => {
  expect(await ask(...args)).toEqual({ code: 64, stdout: '', stderr: `blast-radius: ${message}\n` });
});

test('what cannot be rendered is told, and the rest is listed', async () => {
  fleet.git('checkout', '-q', '-B', 'broken', 'main');
  fleet.write('apps/podinfo/base/kustomization.yaml', 'resources: [nowhere.yaml]\n');
  fleet.commit('broken');
  const list = await ask('--rev', 'broken');
  expect([list.code, list.stderr.split('\n').length]).toEqual([2, 2]);
  expect(list.stderr).toMatch(/^blast-radius: dev, test and prod are only partly rendered: apps\//);
  expect(list.stdout).toContain('ghcr.io/fluxcd/helm-controller:v1.3.0');
  expect(list.stdout).not.toContain('podinfo');
  expect(list.stdout).toContain('· behind 3 problems ·');
  const changes = await ask('main', 'broken');
  expect([changes.code, changes.stdout.split('\n')[0]]).toEqual([2, 'No image changes in what is known']);
});
