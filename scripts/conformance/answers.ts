/**
 * Asks the real kustomize about the cases of `../shared/conformance`, and keeps what it answers otherwise than the release
 * that recorded them: `KUSTOMIZE_RELEASE=5.8.1 npm run conformance:answers`, where that release is installed as
 * `kustomize`, or named by `KUSTOMIZE`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Answer, answersFile } from './answer.ts';
import { type ConformanceCase, entriesOf, readCases } from './conformance-case.ts';
import { realKustomize } from './real-kustomize.ts';
import { wantedRelease } from './wanted-release.ts';

const release = wantedRelease() ?? '5.8.1';
const { command, args } = realKustomize(release);
const cases = readCases('../shared/conformance/kustomize.jsonl') ?? [];
const answers = cases.filter(({ outcome }) => outcome !== 'skip').map((each) => [each, answerTo(each)] as const);
const others = answers.filter(([each, answer]) => !isAsRecorded(each, answer));
const text = JSON.stringify(Object.fromEntries(others.map(([{ name }, answer]) => [name, answer])), undefined, 2);
writeFileSync(answersFile(release), `${text}\n`);
process.stdout.write(`kustomize ${release} answers ${others.length} of ${answers.length} cases otherwise\n`);

function answerTo(each: ConformanceCase): Answer {
  const root = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    for (const [path, entry] of entriesOf(each)) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      if ('link' in entry) symlinkSync(entry.link, file);
      else writeFileSync(file, entry.bytes);
    }
    const run = spawnSync(command, [...args, ...each.flags, join(root, each.target)], { encoding: 'utf8' });
    return run.status === 0 ? { expected: run.stdout } : { error: run.stderr.replaceAll(root, '') };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function isAsRecorded({ outcome, expected }: ConformanceCase, answer: Answer): boolean {
  return 'error' in answer ? outcome === 'error' : outcome === 'ok' && answer.expected === expected;
}
