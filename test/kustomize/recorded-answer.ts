import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The releases that fixtures hold answers of, oldest first. */
export const RECORDED = ['5.5.0', '5.8.1', '5.8.2'] as const;

export type RecordedRelease = (typeof RECORDED)[number];

/** What a release makes of a fixture. */
export interface RecordedAnswer {
  readonly kind: 'expected' | 'problem';
  readonly file: string;
}

/**
 * Finds what a release makes of a fixture: `expected.yaml` or `problem.json`, or where a release answers otherwise than
 * those before it, `expected-5.8.1.yaml` or `problem-5.8.1.json`.
 *
 * @param folder of the fixture
 */
export function recordedAnswer(folder: string, release: RecordedRelease): RecordedAnswer | undefined {
  const until = RECORDED.slice(0, RECORDED.indexOf(release) + 1);
  return until.flatMap((each) => own(folder, each)).at(-1);
}

/** @returns the file in which a release answers for itself; the first is the one that all others follow */
export function answerFile(folder: string, kind: RecordedAnswer['kind'], release: RecordedRelease): string {
  const suffix = release === RECORDED[0] ? '' : `-${release}`;
  return join(folder, kind === 'expected' ? `expected${suffix}.yaml` : `problem${suffix}.json`);
}

function own(folder: string, release: RecordedRelease): readonly RecordedAnswer[] {
  const kinds: readonly RecordedAnswer['kind'][] = ['expected', 'problem'];
  const answers = kinds.map((kind) => ({ kind, file: answerFile(folder, kind, release) }));
  return answers.filter(({ file }) => existsSync(file));
}
