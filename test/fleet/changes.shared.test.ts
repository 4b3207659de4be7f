import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import type { Repository } from '../../src/cli/open/open-repository.ts';
import { openRepository } from '../../src/cli/open/open-repository.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { renderFleet } from '../../src/fleet/render/render-fleet.ts';
import { withoutCharts } from '../../src/promotion/plan/fleet.ts';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import { review } from '../../src/review.ts';
import { emptyWorkspace, filesIn } from '../../src/tree/files/workspace.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { type ExpectedFleet, readExpectedFleet } from './expected-fleet.ts';
import { explainDifference, type Omission } from './explain-difference.ts';

const shared = fileURLToPath(new URL('../../../shared/fleets', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'fleets-'));

/** How often each fleet's expectation is known to have left something out. */
const OMISSIONS: Readonly<Record<string, Readonly<Partial<Record<Omission, number>>>>> = {
  'azure-flux2-mt': { 'hash pair': 2, 'failed root': 14 },
  'flux2-general': { 'apiVersion pair': 38, 'failed root': 48 },
  'flux2-hub-spoke-example': { 'failed root': 4 },
  'kingdon-fleet-infra': { 'own source': 21 },
  'wahooli-gitops': { 'hash pair': 23 },
};

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

if (!existsSync(shared)) {
  test.skip('every change of every shared fleet (their data is not beside the project)', () => undefined);
} else {
  test.each(readdirSync(shared).filter((name) => name.endsWith('.expected.json')))(
    'every change in %s is the expected one, entrypoint by entrypoint',
    async (file) => {
      const fleet = readExpectedFleet(join(shared, file));
      const clone = join(scratch, `${fleet.fleet}.git`);
      execFileSync('git', ['clone', '-q', '--mirror', join(shared, `${fleet.fleet}.bundle`), clone]);
      const repository = await openRepository(clone);
      try {
        expect(await differences(fleet, repository)).toEqual({
          unexplained: [],
          omissions: OMISSIONS[fleet.fleet] ?? {},
        });
      } finally {
        await repository.close();
      }
    },
    300_000,
  );
}

/** The expectations know nothing of what charts make. */
function withoutReleases({ gained, lost, changed, ...review }: ClusterReview): ClusterReview {
  const isWritten = ({ release }: { readonly release?: string | undefined }) => release === undefined;
  return {
    ...review,
    gained: gained.filter(isWritten),
    lost: lost.filter(isWritten),
    changed: changed.filter(isWritten),
  };
}

async function differences({ cases, entrypoints }: ExpectedFleet, repository: Repository) {
  const omissions: Record<string, number> = {};
  const unexplained: string[] = [];
  const workspace = emptyWorkspace();
  for (const each of cases) {
    const trees = [
      (await repository.revision(each.before)).tree,
      (await repository.revision(each.after)).tree,
    ] as const;
    const [before, after] = trees;
    const request = {
      ...{ before, after, config: defaultConfig, key: new Uint8Array(32), base: '', head: '', workspace },
      merge: { status: 'as-given', conflicts: [] } as const,
    };
    const { clusters } = await drive(repository.fetch, () => review(request));
    const fleet = await drive(repository.fetch, () => {
      // What the review has rendered is not rendered again.
      const files = { before: filesIn(workspace, before, [after]), after: filesIn(workspace, after, [before]) };
      return renderFleet(files, defaultConfig);
    });
    for (const [name, expected] of Object.entries(each.clusters)) {
      const sides = fleet.find(({ cluster }) => (cluster.via ?? cluster.path) === (entrypoints[name] ?? name));
      const isNowhere = expected.objectsBefore + expected.objectsAfter === 0;
      const found = sides && clusters[sides.cluster.name];
      if (sides === undefined || found === undefined) {
        if (!isNowhere) unexplained.push(`${each.case} ${name}: not found`);
        continue;
      }
      const explanation = explainDifference(expected, withoutReleases(found), {
        before: sides.before && withoutCharts(sides.before),
        after: sides.after && withoutCharts(sides.after),
      });
      unexplained.push(...explanation.unexplained.map((what) => `${each.case} ${name}: ${what}`));
      for (const omission of explanation.explained) omissions[omission] = (omissions[omission] ?? 0) + 1;
    }
  }
  return { unexplained, omissions };
}
