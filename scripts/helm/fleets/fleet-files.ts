import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Content } from '../../../test/tree/memory-tree.ts';

/** A change of a fleet, with its files on both sides. */
export interface FleetChange {
  readonly name: string;
  readonly before: Readonly<Record<string, Content>>;
  readonly after: Readonly<Record<string, Content>>;
}

/** @returns the first change that a bundle of Git tells by tags, such as `01-before` and `01-after` */
export function firstChange(bundle: string, name: string): FleetChange {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    const repository = join(folder, 'bare');
    run('git', ['clone', '--quiet', '--bare', resolve(bundle), repository]);
    const tags = run('git', ['-C', repository, 'tag', '--list']).split('\n');
    const prefix = tags.includes('before') ? '' : '01-';
    const [before = {}, after = {}] = ['before', 'after'].map((side) => {
      const files = join(folder, side);
      run('git', [
        '-c',
        'advice.detachedHead=false',
        'clone',
        '--quiet',
        '--branch',
        `${prefix}${side}`,
        repository,
        files,
      ]);
      return Object.fromEntries(contentsBelow(files, ''));
    });
    return { name, before, after };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* contentsBelow(root: string, within: string): Generator<readonly [string, Content]> {
  for (const name of readdirSync(join(root, within))) {
    if (within === '' && name === '.git') continue;
    const path = within === '' ? name : `${within}/${name}`;
    const file = join(root, path);
    const status = lstatSync(file);
    if (status.isDirectory()) yield* contentsBelow(root, path);
    else yield [path, status.isSymbolicLink() ? { link: readlinkSync(file) } : readFileSync(file)];
  }
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
