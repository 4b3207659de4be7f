import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { archiveOf } from '../fake-sources/chart-archive.ts';
import { type HttpHost, startHttpHost } from '../fake-sources/http-host.ts';
import { startRegistry } from '../fake-sources/registry.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { removeTempFolders, type TempRepository, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { cluster, flux } from '../review/small-fleet.ts';
import { runProgram } from './run-program.ts';

const config = (name: string, value: string) =>
  `apiVersion: v1\ndata:\n  key: ${value}\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: web\n`;
const pod = (image: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: default }\nspec: { containers: [{ name: web, image: "${image}" }] }\n`;
const app = (ref: string) =>
  `resources:\n- https://git.example/fleet.git//deploy?ref=${ref}\n- https://files.example/install.yaml\n`;

const gitRepository = (tag: string) =>
  [
    'apiVersion: source.toolkit.fluxcd.io/v1',
    'kind: GitRepository',
    'metadata: { name: web, namespace: flux-system }',
    `spec: { url: https://git.example/fleet.git, ref: { tag: ${tag} } }`,
    '---',
    flux('web', 'deploy').replace('name: flux-system }\n  prune', 'name: web }\n  prune'),
  ].join('\n');

let fleet: TempRepository;
let server: GitServer;
let files: HttpHost;

beforeAll(async () => {
  const remotes = tempFolder();
  const web = tempRepository(['--bare']);
  symlinkSync(web.path, join(remotes, 'fleet.git'));
  for (const [tag, value] of [
    ['v1', 'one'],
    ['v2', 'two'],
  ] as const) {
    const files = { 'deploy/kustomization.yaml': 'resources: [web.yaml]\n', 'deploy/web.yaml': config('web', value) };
    web.git('tag', tag, web.commit(files));
  }
  server = await startGitServer(remotes);
  files = await startHttpHost({ '/install.yaml': config('installed', 'here') });
  fleet = tempRepository();
  for (const ref of ['v1', 'v2']) {
    fleet.commit({
      ...cluster('prod'),
      'clusters/prod/web.yaml': flux('web', 'apps/web'),
      'clusters/prod/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n',
      'apps/web/kustomization.yaml': app(ref),
    });
  }
  fleet.git('reset', '-q', '--hard', 'main');
});

let variables: NodeJS.ProcessEnv;

beforeEach(() => {
  variables = { ...process.env };
  process.env.FETCH = 'on';
  process.env.FETCH_ALLOW = '127.0.0.1';
  process.env.FETCH_MIRRORS = `https://git.example/=${new URL('/', server.url).href}, https://files.example/=${files.url}`;
  process.env.XDG_CACHE_HOME = tempFolder();
});

afterEach(() => {
  process.env = variables;
});

afterAll(async () => {
  await Promise.all([server.close(), files.close()]);
  removeTempFolders();
});

test('build prints what a folder refers to elsewhere, fetched once for ten minutes', async () => {
  const built = { code: 0, stdout: `${config('installed', 'here')}---\n${config('web', 'two')}`, stderr: '' };
  expect(await runProgram(['build', join(fleet.path, 'apps/web')])).toEqual(built);
  const asked = files.requests.length;
  expect(await runProgram(['build', join(fleet.path, 'apps/web')])).toEqual(built);
  expect(files.requests.length).toBe(asked);
});

test('build prints it as of a commit too', async () => {
  const { code, stdout } = await runProgram(['build', 'apps/web', '--rev', 'HEAD~1'], { cwd: fleet.path });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${config('installed', 'here')}---\n${config('web', 'one')}` });
});

test('diff tells what a change of a ref changes there, and what it rests on', async () => {
  const { code, stdout } = await runProgram(['diff', 'HEAD~1', 'HEAD', '--repo', fleet.path]);
  expect(code).toBe(0);
  expect(stdout).toContain('ConfigMap web/web');
  expect(stdout).toContain('- one\n');
  expect(stdout).toContain('+ two\n');
  expect(stdout).not.toContain('unresolved');
  expect(stdout).toMatch(
    /^fetched: https:\/\/files\.example\/install\.yaml at sha256:[0-9a-f]{12} \(follows whatever is there\), https:\/\/git\.example\/fleet\.git\?ref=v1 at [0-9a-f]{12}, .* · 1 of them may change without a pull request$/m,
  );
});

test('where, render and validate have it', async () => {
  const at = ['--repo', fleet.path];
  expect((await runProgram(['where', 'configmap/installed', ...at])).stdout).toContain('prod');
  expect((await runProgram(['render', 'prod', ...at])).stdout).toContain('name: installed');
  expect(await runProgram(['validate', ...at])).toMatchObject({ code: 0 });
});

test('without FETCH=on nothing is asked for, and what is elsewhere is not known', async () => {
  delete process.env.FETCH;
  const asked = files.requests.length;
  const { code, stderr } = await runProgram(['build', join(fleet.path, 'apps/web')]);
  expect(code).toBe(2);
  expect(stderr).toContain('is a remote URL; remote files are not fetched');
  expect(files.requests.length).toBe(asked);
});

test('what cannot be had is told with the file, the reason and the remedy', async () => {
  process.env.FETCH_ALLOW = '';
  process.env.FETCH_MIRRORS = process.env.FETCH_MIRRORS?.replaceAll('http:', 'https:');
  const { code, stdout, stderr } = await runProgram(['build', join(fleet.path, 'apps/web')]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    expect.stringContaining('apps/web/kustomization.yaml:2'),
    expect.stringContaining('apps/web/kustomization.yaml:3'),
    '',
  ]);
});

test('--offline uses what was fetched before, and says of each reference what is missing', async () => {
  const build = (...options: string[]) => runProgram(['build', join(fleet.path, 'apps/web'), ...options]);
  const missing = 'is a remote URL; it is not here, and with --offline nothing is fetched';
  const first = await build('--offline');
  expect({ code: first.code, lines: first.stderr.split('\n').filter((line) => line.includes(missing)) }).toEqual({
    code: 2,
    lines: [
      expect.stringContaining('apps/web/kustomization.yaml:2'),
      expect.stringContaining('apps/web/kustomization.yaml:3'),
    ],
  });
  const asked = [server.requests.length, files.requests.length];
  const built = await build();
  expect(built.code).toBe(0);
  const fetched = [server.requests.length, files.requests.length];
  expect(fetched).not.toEqual(asked);
  delete process.env.FETCH;
  expect(await build('--offline')).toEqual(built);
  expect((await runProgram(['where', 'configmap/installed', '--offline', '--repo', fleet.path])).stdout).toContain(
    'prod',
  );
  expect([server.requests.length, files.requests.length]).toEqual(fetched);
  process.env.FETCH = 'off';
  expect((await build('--offline')).stderr).toContain('remote files are not fetched');
});

test('--refresh asks again for what may have moved', async () => {
  const build = () => runProgram(['build', join(fleet.path, 'apps/web'), '--refresh']);
  const before = files.requests.length;
  expect([(await build()).code, (await build()).code, files.requests.length]).toEqual([0, 0, before + 2]);
});

test('diff follows a GitRepository across the border, and says what is not to be had', async () => {
  const sides = ['v1', 'v2', 'v3'].map((tag) =>
    fleet.commit({ ...cluster('dev'), 'clusters/dev/web.yaml': gitRepository(tag) }),
  );
  fleet.git('reset', '-q', '--hard', 'main');
  const [v1 = '', v2 = '', v3 = ''] = sides;
  const changed = await runProgram(['diff', v1, v2, '--repo', fleet.path]);
  expect(changed.stdout).toMatch(
    /ConfigMap web\/web is updated {2}git\.example\/fleet@v2 \([0-9a-f]{7}\) deploy\/web\.yaml:3/,
  );
  expect(changed.stdout).toContain('- one\n');
  const gone = await runProgram(['diff', v2, v3, '--repo', fleet.path]);
  expect(gone.code).toBe(2);
  expect(gone.stdout).toContain('does not have a tag "v3" of it');
  expect(gone.stdout).toContain('clusters/dev/web.yaml:4');
  const tree = await runProgram(['tree', 'dev', '--rev', v2, '--repo', fleet.path]);
  expect(tree.stdout).toContain('flux-system/web → git.example/fleet@v2 deploy');
  const printed = await runProgram(['render', 'dev', '--rev', v2, '--repo', fleet.path]);
  expect(printed.stdout).toContain('# flux-system/web: git.example/fleet@v2 deploy\n');
  expect(printed.stdout).toContain('key: two\n');
  const explained = await runProgram(['explain', 'configmap/web', 'dev', '--rev', v2, '--repo', fleet.path]);
  expect(explained.stdout).toContain('git.example/fleet@v2 deploy/web.yaml:1');
  const where = await runProgram(['where', 'configmap/web', '--rev', v2, '--repo', fleet.path]);
  expect(where.stdout).toContain('dev');
});

test('a promotion of what other repositories hold is the same edit, fetched or not', async () => {
  const repo = new URL('../fixtures/promotion/other-repositories/repo/', import.meta.url);
  const files = readdirSync(repo, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  const clone = tempRepository();
  const texts = files.map((path) => [path, readFileSync(new URL(path, repo), 'utf8')] as const);
  clone.commit({
    ...Object.fromEntries(
      texts.map(([path, text]) => [
        path,
        text.replace('https://example.org/nobody/shop', 'https://git.example/fleet.git'),
      ]),
    ),
  });
  clone.git('reset', '-q', '--hard', 'main');
  const patch = readFileSync(new URL('../shop-to-prod.patch', repo), 'utf8');
  for (const fetch of ['on', 'off']) {
    process.env.FETCH = fetch;
    const { code, stdout, stderr } = await runProgram(['promote', 'shop', 'prod', '--dry-run', '--repo', clone.path]);
    expect({ fetch, code, stdout, stderr }).toEqual({ fetch, code: 0, stdout: patch, stderr: expect.anything() });
  }
});

test('diff follows an OCIRepository into a registry', async () => {
  const registry = await startRegistry('acme/web');
  try {
    process.env.FETCH_MIRRORS = `https://registry.example/=${registry.url}`;
    for (const value of ['one', 'two']) {
      const bytes = archiveOf({ 'deploy/web.yaml': config('web', value) });
      registry.push(value, [{ type: 'application/vnd.cncf.flux.content.v1.tar+gzip', bytes }]);
    }
    const [one = '', two = ''] = ['one', 'two'].map((tag) => {
      const written = gitRepository(tag).replaceAll('GitRepository', 'OCIRepository');
      return fleet.commit({
        ...cluster('dev'),
        'clusters/dev/web.yaml': written.replace('https://git.example/fleet.git', 'oci://registry.example/acme/web'),
      });
    });
    fleet.git('reset', '-q', '--hard', 'main');
    const { code, stdout } = await runProgram(['diff', one, two, '--repo', fleet.path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /ConfigMap web\/web is updated {2}registry\.example\/acme\/web:two \([0-9a-f]{7}\) deploy\/web\.yaml:3/,
    );
    expect(stdout).toContain('+ two\n');
  } finally {
    await registry.close();
  }
});

test('diff asks a registry for an image that a cluster newly runs, and for no other, each time until it is there', async () => {
  const registry = await startRegistry('acme/web');
  try {
    process.env.FETCH_MIRRORS = `https://registry.example/=${registry.url}`;
    registry.push('1', []);
    const [one = '', two = ''] = ['1', '2'].map((tag) =>
      fleet.commit({ ...cluster('dev'), 'clusters/dev/web.yaml': pod(`registry.example/acme/web:${tag}`) }),
    );
    fleet.git('reset', '-q', '--hard', 'main');
    const diff = async () => {
      const { code, stdout } = await runProgram(['diff', one, two, '--repo', fleet.path]);
      return { code, isTold: stdout.includes('registry.example does not have it') };
    };
    expect(await diff()).toEqual({ code: 1, isTold: true });
    expect(registry.requests).toEqual(['HEAD /v2/acme/web/manifests/2', 'GET /v2/acme/web/tags/list?n=1000']);
    registry.push('2', []);
    expect(await diff()).toEqual({ code: 0, isTold: false });
  } finally {
    await registry.close();
  }
});

test('a wrong setting is told', async () => {
  process.env.FETCH = 'yes';
  expect(await runProgram(['diff', '--repo', fleet.path])).toEqual({
    code: 64,
    stdout: '',
    stderr: 'blast-radius: FETCH is "yes"; it must be on or off.\n',
  });
});
