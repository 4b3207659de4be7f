/**
 * Records what the real kustomize makes of the project's own fixtures: `KUSTOMIZE_RELEASE=5.8.1 npm run
 * conformance:record`, where that release is installed as `kustomize`, or the `kubectl` that holds it. The oldest comes
 * first: a later one only records where it answers otherwise. A case that fails must say in its problem.json what a right
 * problem names.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerFile, RECORDED, recordedAnswer } from '../../test/kustomize/recorded-answer.ts';
import { realKustomize } from './real-kustomize.ts';
import { wantedRelease } from './wanted-release.ts';

const FIXTURES = 'test/fixtures/kustomize';

const wanted = wantedRelease();
const release = RECORDED.find((each) => each === wanted);
if (release === undefined) throw new Error(`KUSTOMIZE_RELEASE must be one of ${RECORDED.join(', ')}`);
const { command, args } = realKustomize(release);
const counts = { built: 0, failed: 0 };
for (const feature of readdirSync(FIXTURES)) {
  for (const name of readdirSync(join(FIXTURES, feature))) record(join(FIXTURES, feature, name), release);
}
process.stdout.write(`kustomize ${release}: ${counts.built} outputs recorded, ${counts.failed} cases fail\n`);

function record(directory: string, of: (typeof RECORDED)[number]): void {
  const input = join(directory, 'input');
  const target = existsSync(join(input, 'overlay')) ? join(input, 'overlay') : input;
  const all = [...args, '--load-restrictor', 'LoadRestrictionsNone', target];
  const { status, stdout, stderr } = spawnSync(command, all, { encoding: 'utf8' });
  const expected = answerFile(directory, 'expected', of);
  rmSync(expected, { force: true });
  const former = recordedAnswer(directory, of);
  counts[status === 0 ? 'built' : 'failed'] += 1;
  if (status !== 0) {
    if (former?.kind !== 'problem') process.stdout.write(`${directory}, ${of}: ${stderr}\n`);
    return;
  }
  if (former?.file === answerFile(directory, 'problem', of)) process.stdout.write(`${directory}, ${of}: builds\n`);
  const isSame = former?.kind === 'expected' && readFileSync(former.file, 'utf8') === stdout;
  if (!isSame) writeFileSync(expected, stdout);
}
