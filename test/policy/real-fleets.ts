import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { articleRepo } from '../fixtures/fleets/load-fleet.ts';
import type { Content } from '../tree/memory-tree.ts';

const shared = fileURLToPath(new URL('../../../shared/fleets', import.meta.url));

/** Every file of a fleet: path to text, or to where a link leads. */
export type FleetFiles = Readonly<Record<string, Content>>;

/** @returns the real fleets beside the project; none where they are not there */
export function realFleets(): readonly string[] {
  const bundles = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.bundle')) : [];
  return bundles.map((name) => name.replace('.bundle', ''));
}

/** @returns a real fleet as its last recorded commit has it, or the article's */
export function readFleet(name: string): FleetFiles {
  if (name === 'article') return filesBelow(articleRepo, '');
  const folder = mkdtempSync(join(tmpdir(), 'rules-fleet-'));
  try {
    git(folder, 'clone', '-q', join(shared, `${name}.bundle`), 'clone');
    const clone = join(folder, 'clone');
    const last = git(clone, 'tag', '--list', '*-after').trim().split('\n').sort().at(-1) ?? 'HEAD';
    git(clone, 'checkout', '-q', last);
    return filesBelow(clone, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesBelow(folder: string, prefix: string): FleetFiles {
  const files: Record<string, Content> = {};
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (path === '.git') continue;
    if (entry.isDirectory()) Object.assign(files, filesBelow(folder, `${path}/`));
    else if (entry.isSymbolicLink()) files[path] = { link: readlinkSync(join(folder, path)) };
    else files[path] = readFileSync(join(folder, path), 'utf8');
  }
  return files;
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
