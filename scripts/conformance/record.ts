/**
 * Records what the real kustomize makes of the project's own fixtures: `npm run conformance:record`, where `kustomize`
 * (v5.5.0) or `kubectl` is installed. A case that fails must say in its problem.json what a right problem names.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = 'test/fixtures/kustomize';

const hasKustomize = spawnSync('kustomize', ['version']).status === 0;
const counts = { built: 0, failed: 0 };
for (const feature of readdirSync(FIXTURES)) {
  for (const name of readdirSync(join(FIXTURES, feature))) record(join(FIXTURES, feature, name));
}
process.stdout.write(`${counts.built} outputs recorded, ${counts.failed} cases fail\n`);

function record(directory: string): void {
  const input = join(directory, 'input');
  const target = existsSync(join(input, 'overlay')) ? join(input, 'overlay') : input;
  const [command, first] = hasKustomize ? ['kustomize', 'build'] : ['kubectl', 'kustomize'];
  const args = [first ?? '', '--load-restrictor', 'LoadRestrictionsNone', target];
  const { status, stdout, stderr } = spawnSync(command ?? '', args, { encoding: 'utf8' });
  const expected = join(directory, 'expected.yaml');
  const isExpectedToFail = existsSync(join(directory, 'problem.json'));
  if ((status !== 0) !== isExpectedToFail) process.stdout.write(`${directory}: ${status === 0 ? 'builds' : stderr}\n`);
  if (status === 0) writeFileSync(expected, stdout);
  else rmSync(expected, { force: true });
  counts[status === 0 ? 'built' : 'failed'] += 1;
}
