import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fleet, fleetCommits } from './fleet.ts';
import { makeRepository } from './make-repository.ts';

/** Runs with the path of a fleet's bare repository, which is gone afterwards. */
export async function withRepository<T>(fleet: Fleet, run: (path: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'blast-radius-bench-'));
  try {
    const path = join(folder, 'fleet.git');
    makeRepository(path, fleetCommits(fleet));
    return await run(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
