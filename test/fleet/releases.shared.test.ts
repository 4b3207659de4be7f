import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { openRepository } from '../../src/cli/open/open-repository.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { renderClusters } from '../../src/fleet/render/render-clusters.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { where } from '../../src/fleet/where/where.ts';
import { WhereSchema } from '../../src/fleet/where/where-contract.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { emptyWorkspace } from '../../src/tree/files/workspace.ts';
import { drive } from '../../src/tree/objects/drive.ts';

const shared = fileURLToPath(new URL('../../../shared/fleets', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'releases-'));

/** Of each fleet at its newest commit: its releases, how many merge values from elsewhere, of those how many not known whole; charts. */
const RELEASES: Readonly<Record<string, unknown>> = {
  'azure-flux2-mt': { releases: 6, withValuesFrom: 2, opaque: 0, floating: 4, local: 0, problems: [] },
  'flux2-general': { releases: 26, withValuesFrom: 0, opaque: 0, floating: 12, local: 14, problems: [] },
  'flux2-hub-spoke-example': { releases: 6, withValuesFrom: 0, opaque: 0, floating: 6, local: 0, problems: [] },
  'flux2-kustomize-helm-example': { releases: 8, withValuesFrom: 0, opaque: 0, floating: 8, local: 0, problems: [] },
  'flux2-multi-tenancy': { releases: 0, withValuesFrom: 0, opaque: 0, floating: 0, local: 0, problems: [] },
  'kingdon-fleet-infra': { releases: 12, withValuesFrom: 0, opaque: 0, floating: 10, local: 0, problems: [] },
  'wahooli-gitops': { releases: 100, withValuesFrom: 97, opaque: 50, floating: 45, local: 0, problems: [] },
};

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

if (!existsSync(shared)) {
  test.skip('the releases of every shared fleet (their data is not beside the project)', () => undefined);
} else {
  test.each(readdirSync(shared).filter((name) => name.endsWith('.bundle')))(
    'every release in %s has its values, or why not is said; what runs where is valid by its schema',
    async (file) => {
      const name = file.replace('.bundle', '');
      const clone = join(scratch, `${name}.git`);
      execFileSync('git', ['clone', '-q', '--mirror', join(shared, file), clone]);
      const repository = await openRepository(clone);
      try {
        const { tree } = await repository.revision('HEAD');
        const workspace = emptyWorkspace();
        const files = plainFiles(tree, { symlinks: 'absent' }, workspace.memory);
        const fleet = await drive(repository.fetch, () => renderClusters(files, defaultConfig));
        const releases = fleet.flatMap(({ inventory }) => inventory.releases);
        expect({
          releases: releases.length,
          withValuesFrom: releases.filter(({ values }) => values.read.length + values.opaque.length > 0).length,
          opaque: releases.filter(({ values }) => values.opaque.length > 0).length,
          floating: releases.filter(({ chart }) => chart?.floats).length,
          local: releases.filter(({ local }) => local !== undefined).length,
          problems: [...new Set(releases.flatMap(({ problems }) => problems.map(({ message }) => message)))].sort(),
        }).toEqual(RELEASES[name]);
        const found = await drive(repository.fetch, () => where(snapshotOf(tree, defaultConfig, workspace)));
        expect(v.safeParse(WhereSchema, JSON.parse(JSON.stringify(found))).issues ?? []).toEqual([]);
      } finally {
        await repository.close();
      }
    },
    120_000,
  );
}
