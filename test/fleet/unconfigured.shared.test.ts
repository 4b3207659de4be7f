import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { openRepository } from '../../src/cli/open/open-repository.ts';
import { review } from '../../src/review.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { emptyWorkspace } from '../../src/tree/files/workspace.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { AS_GIVEN } from '../review/review-of.ts';
import { type Grade, gradeFleet, type TrueFleet, TrueFleetsSchema } from './grade-fleet.ts';

const shared = fileURLToPath(new URL('../../../shared/discovery', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'unconfigured-'));

/** Fleets of which roots are missing that are not rendered yet, and why. The list only shrinks: a fleet that is exact fails. */
const DECLARED: Readonly<Record<string, string>> = {
  'rcdailey/home-ops':
    'an empty kustomization on both sides, which Flux cannot build either: what it leads to runs nowhere',
};

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

if (!existsSync(join(shared, 'truth.json'))) {
  test.skip('every real fleet with nothing configured (their data is not beside the project)', () => undefined);
} else {
  const fleets = v.parse(TrueFleetsSchema, JSON.parse(readFileSync(join(shared, 'truth.json'), 'utf8')));

  test.each(fleets.map((fleet) => [fleet.repo, fleet] as const))(
    'with nothing configured, every cluster of %s is found, no other one, and nothing changes unread',
    async (repo, fleet) => {
      const grade = DECLARED[repo] === undefined ? 'exact' : 'declared';
      expect(await graded(fleet)).toEqual({ grade, missed: [], bogus: [], silent: [] });
    },
    300_000,
  );

  test('every fleet that is declared is one of them', () => {
    expect(fleets.map(({ repo }) => repo)).toEqual(expect.arrayContaining(Object.keys(DECLARED)));
  });
}

async function graded(fleet: TrueFleet): Promise<Grade> {
  const clone = join(scratch, `${fleet.bundle}.git`);
  execFileSync('git', ['clone', '-q', '--bare', join(shared, fleet.bundle), clone]);
  const repository = await openRepository(clone);
  try {
    const { tree: before } = await repository.revision(fleet.prev);
    const { tree: after } = await repository.revision(fleet.commit);
    const workspace = emptyWorkspace();
    const found = await drive(repository.fetch, () => review({ ...AS_GIVEN, before, after, workspace }));
    const files = plainFiles(after, { symlinks: 'absent' });
    return await drive(repository.fetch, () =>
      gradeFleet(fleet, found, (path) => files.find(path).kind === 'directory'),
    );
  } finally {
    await repository.close();
  }
}
