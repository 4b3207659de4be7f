import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import manifest from '../../package.json' with { type: 'json' };
import { type FleetClone, fleetClone } from '../cli/fleet-clone.ts';
import { isThorough } from '../thorough.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });

const isCompiled = (name: string) => name.endsWith('.code');

/** It is packed and installed with what it depends on, which takes longer than all that newcomers wait for. */
(isThorough ? describe : describe.skip)('the package, installed into an empty folder', () => {
  const staged = join(root, 'build', 'package-test');
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  let fleet: FleetClone;

  beforeAll(() => {
    fleet = fleetClone();
    fleet.tell('01-foo-app-to-prod');
    for (const file of [
      'package.json',
      'README.md',
      'LICENSE',
      ...manifest.files.filter((each) => !each.includes('dist/')),
    ])
      cpSync(join(root, file), join(staged, file), { recursive: true });
    inRoot('scripts/build.mjs', join(staged, 'dist'));
    inRoot('scripts/types.mjs', join(staged, 'dist'));
    const npm = (cwd: string, ...args: string[]) => execFileSync('npm', args, { cwd, encoding: 'utf8' });
    const packed = npm(staged, 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder).trim();
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    npm(folder, 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', `./${packed}`);
  });
  afterAll(() => {
    fleet.remove();
    for (const made of [folder, staged]) rmSync(made, { recursive: true, force: true });
  });

  const program = join(folder, 'node_modules', '.bin', 'blast-radius');

  test('runs diff and where, and keeps what this Node compiles of them', () => {
    const compiled = () => readdirSync(join(folder, 'node_modules', manifest.name, 'dist', 'cli')).filter(isCompiled);
    expect(compiled()).toEqual([]);
    const run = (...args: string[]) => spawnSync(program, args, { cwd: fleet.folder, encoding: 'utf8' });
    expect(run('diff')).toMatchObject({
      status: 1,
      stderr: '',
      stdout: expect.stringMatching(/^foo-app: prod gains 2/),
    });
    expect(run('where', 'foo-app')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('foo-app'),
    });
    expect(compiled().map((name) => name.split('-').slice(0, 2).join('-'))).toEqual([
      ...['commands-all', 'engine-diff', 'engine-where'],
    ]);
  });

  test('serves the page that registers the App', async () => {
    const env: NodeJS.Dict<string> = { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_FORMAT: 'json' };
    const child = spawn(program, ['serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (text) => {
        said += text;
        const [, found] = /listening on (http:\S+?)"/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', () => reject(new Error(said)));
    });
    expect(await (await fetch(url)).text()).toContain('Register the App');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('is a module, whose examples run, and whose types hold', () => {
    const guide = readFileSync(join(root, 'docs', 'reference', 'library.md'), 'utf8');
    const examples = [...guide.matchAll(/```js\n(.*?)```/gs)].map(([, text = '']) => text);
    const said = examples.map((text, index) => {
      const path = join(folder, `example-${index}.mjs`);
      writeFileSync(path, text);
      return spawnSync(process.execPath, [path], { cwd: fleet.folder, encoding: 'utf8' });
    });
    expect(said).toMatchObject([
      { status: 1, stderr: '', stdout: expect.stringContaining('### foo-app: prod gains 2 objects') },
      {
        status: 0,
        stderr: '',
        stdout: '[{"path":"spec.replicas","segments":["spec","replicas"],"before":1,"after":3}]',
      },
    ]);
    writeFileSync(join(folder, 'use.ts'), typed);
    const contract = join(root, 'src', 'review', 'contract', 'review.ts');
    writeFileSync(join(folder, 'same.ts'), same(contract));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules', '@types')];
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--allowImportingTsExtensions',
      ...types,
    ];
    const checked = spawnSync(process.execPath, [compiler, ...options, 'use.ts', 'same.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(checked).toMatchObject({ status: 0, stdout: '' });
  });
});

/** What is wrong on purpose is an error, so that types that are missing, and are `any`, are found. */
const typed = `
import { type Review, reviewClone } from '@blast-radius/cli';

const { verdict, clusters }: Review = await reviewClone({ repo: '.' });
export const conclusion: 'success' | 'failure' | 'action_required' | 'neutral' = verdict;
export const lost: readonly string[] = Object.values(clusters).flatMap((cluster) => cluster.lost.map(({ name }) => name));
// @ts-expect-error
reviewClone({ repository: '.' });
// @ts-expect-error
export const number: number = clusters.prod?.gained;
`;

/** The types of the package are written by the schema: those of the sources and they are one. */
const same = (contract: string): string => `
import type { Review } from '@blast-radius/cli';
import type { Review as Own } from '${contract}';

export const published = (own: Own): Review => own;
export const own = (published: Review): Own => published;
`;
