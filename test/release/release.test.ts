import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const changelog =
  '# Changelog\n\n## 1.2.0, 2026-05-01\n\n### Upgrading\n\nNothing.\n\n### Added\n\n- this\n\n## 1.1.0, 2026-01-01\n\n- that\n';

test.each([
  ['v1.2.0', changelog, { status: 0, stdout: '### Upgrading\n\nNothing.\n\n### Added\n\n- this\n', stderr: '' }],
  ['v1.3.0', changelog, { status: 1, stderr: 'release-notes: the tag is v1.3.0, and package.json says 1.2.0\n' }],
  [
    'v1.2.0',
    '## 1.2.0-beta, 2026-05-01\n',
    { status: 1, stderr: expect.stringContaining('no section that begins with 1.2.0') },
  ],
  ['v1.2.0', '## 1.2.0, 2026-05-01\n\n- this\n', { status: 1, stderr: expect.stringContaining('does not say under') }],
  ['v1.2.0', '## 1.2.0, unreleased\n', { status: 1, stderr: expect.stringContaining('gives 1.2.0 no date') }],
])('the notes of %s are those of its section', (tag, text, ran) => {
  const folder = folderOf({ 'package.json': '{ "version": "1.2.0" }', 'CHANGELOG.md': text });
  const args = [join(root, 'scripts', 'release-notes.mjs'), tag, folder];
  expect(spawnSync(process.execPath, args, { encoding: 'utf8' })).toMatchObject(ran);
});

test('the action of a release holds what a runner reads, and two tags lead to it', () => {
  const folder = folderOf({ 'action.yml': 'name: x\n', LICENSE: 'l\n', '.gitignore': 'dist/\n', 'src/a.ts': 'a\n' });
  const remote = folderOf({});
  const script = join(folder, 'scripts', 'release-action.sh');
  cpSync(join(root, 'scripts', 'release-action.sh'), script);
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  const git = (...args: string[]) => execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
  execFileSync('git', ['init', '-q', '--bare', remote]);
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', remote);
  git('add', '-A');
  git('commit', '-qm', 'one');
  mkdirSync(join(folder, 'dist', 'action'), { recursive: true });
  for (const version of ['1.2.0', '1.10.1']) {
    writeFileSync(join(folder, 'dist', 'action', 'index.js'), version);
    execFileSync(script, [`v${version}`], { stdio: 'pipe' });
  }
  const inRemote = (...args: string[]) => execFileSync('git', ['-C', remote, ...args], { encoding: 'utf8' });
  expect(inRemote('ls-tree', '-r', '--name-only', 'action-v1').split('\n')).toEqual([
    'LICENSE',
    'action.yml',
    'dist/action/index.js',
    '',
  ]);
  const [first, second, moving] = ['action-v1.2.0', 'action-v1.10.1', 'action-v1'].map((tag) =>
    inRemote('show', `${tag}:dist/action/index.js`),
  );
  expect([first, second, moving]).toEqual(['1.2.0', '1.10.1', '1.10.1']);
  expect(spawnSync(script, ['latest'], { encoding: 'utf8' })).toMatchObject({
    status: 64,
    stderr: expect.stringContaining('usage'),
  });
  expect(git('status', '--porcelain')).toBe('');
});

test('the site of a release is all that its branch holds, whatever stood there before', () => {
  const folder = folderOf({
    'build/site/index.html': 'one',
    'build/site/assets/_a.js': 'a',
    '.gitignore': '/build/\n',
  });
  const remote = folderOf({});
  const script = join(folder, 'scripts', 'release-site.sh');
  cpSync(join(root, 'scripts', 'release-site.sh'), script);
  execFileSync('git', ['init', '-q', '--bare', remote]);
  execFileSync('git', ['init', '-q', folder]);
  execFileSync('git', ['remote', 'add', 'origin', remote], { cwd: folder });
  for (const version of ['v1.2.0', 'v1.3.0']) {
    writeFileSync(join(folder, 'build', 'site', `${version}.html`), version);
    execFileSync(script, { env: { ...process.env, GITHUB_REF_NAME: version }, stdio: 'pipe' });
    rmSync(join(folder, 'build', 'site', `${version}.html`));
  }
  const inRemote = (...args: string[]) => execFileSync('git', ['-C', remote, ...args], { encoding: 'utf8' });
  expect(inRemote('ls-tree', '-r', '--name-only', 'gh-pages').split('\n')).toEqual([
    '.nojekyll',
    'assets/_a.js',
    'index.html',
    'v1.3.0.html',
    '',
  ]);
  expect(inRemote('log', '--format=%s', 'gh-pages')).toBe('The site of v1.3.0\n');
});
