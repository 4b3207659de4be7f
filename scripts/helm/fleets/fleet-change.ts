import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GitRepository } from '../../../src/git/repository/git-repository.ts';
import { tempFolder } from '../../../test/git/temp-repository.ts';

/** A change of a fleet, in a bare repository of its own. */
export interface FleetChange {
  readonly name: string;
  readonly repository: GitRepository;
  /** The commits of both sides. */
  readonly before: string;
  readonly after: string;
  readonly close: () => Promise<void>;
}

/** @returns the first change that a bundle of Git tells by tags, such as `01-before` and `01-after` */
export function firstChange(bundle: string, name: string): FleetChange {
  const folder = tempFolder();
  const bare = join(folder, 'bare');
  run(['clone', '--quiet', '--bare', resolve(bundle), bare]);
  const prefix = run(['-C', bare, 'tag', '--list', 'before']) === '' ? '01-' : '';
  const commitOf = (side: string) => run(['-C', bare, 'rev-parse', `${prefix}${side}^{commit}`]);
  const repository = new GitRepository(bare, 'sha1');
  const close = async () => {
    await repository.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { name, repository, before: commitOf('before'), after: commitOf('after'), close };
}

function run(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}
