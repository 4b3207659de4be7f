import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../files-below.ts';
import { withFiles } from '../write-files.ts';
import { edited, type Fleet, MANY } from './fleet.ts';

const FOLDER = '../shared/fleets';

/** A number that a file of each real fleet holds: a pull request gives it one more digit. */
const EDITS = [
  { name: 'azure-flux2-mt', path: 'apps/staging/podinfo-values.yaml', found: '>=1' },
  { name: 'flux2-general', path: 'clusters/demo-000/apps/demoapp-work/dev/kustomization.yaml', found: 'TIMEOUT="60' },
  { name: 'flux2-hub-spoke-example', path: 'clusters/staging/apps/podinfo-values.yaml', found: '>=1' },
  { name: 'flux2-kustomize-helm-example', path: 'apps/staging/podinfo-values.yaml', found: '>=1' },
  { name: 'flux2-multi-tenancy', path: 'tenants/base/dev-team/sync.yaml', found: 'interval: 5' },
  { name: 'kingdon-fleet-infra', path: 'clusters/kccnc-chicago/infra/metrics-server/components.yaml', found: 'v0.6.3' },
  { name: 'wahooli-gitops', path: 'apps/base/bazarr/helmrelease.yaml', found: '>=0.1' },
];

/** @returns the real fleets beside the project, as their last recorded commit has them; none where they are not there */
export async function sharedFleets(): Promise<readonly Fleet[]> {
  if (!existsSync(FOLDER)) return [];
  return Promise.all(EDITS.map(sharedFleet));
}

async function sharedFleet({ name, path, found }: (typeof EDITS)[number]): Promise<Fleet> {
  const files = await withFiles(new Map(), (folder) => {
    const clone = join(folder, name);
    const run = spawnSync('git', ['clone', '--quiet', join(FOLDER, `${name}.bundle`), clone], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`${name} cannot be cloned:\n${run.stderr}`);
    rmSync(join(clone, '.git'), { recursive: true });
    return filesBelow(clone);
  });
  const commits = (index: number) => [edited(files, path, (text) => text.replace(found, `${found}${index + 1}`))];
  return { name, files, kinds: [{ name: 'one number', pulls: MANY, commits }] };
}
