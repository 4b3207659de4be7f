import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Question } from '../../ask/question.ts';
import { openFolder } from '../../disk/open-folder.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { gitPatch } from '../../promotion/plan/git-patch.ts';
import type { FileEdit, Need, Promotion, StageValue } from '../../promotion/plan/promotion.ts';
import type { Refused } from '../../promotion/plan/promotion-refusal.ts';
import { visibleLines } from '../../text/visible-text.ts';
import { CliError, cannotTell } from '../process/cli-error.ts';
import { withRemedy } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';
import { ask } from './ask.ts';
import { refuseLink } from './write-into-clone.ts';

/** What `promote` and `demote` have in common. */
export interface EditOptions {
  readonly repo: string;
  readonly format: 'text' | 'json';
  readonly config?: string;
  readonly dryRun?: boolean;
}

/**
 * Edits the work tree as asked, or prints the patch.
 *
 * @returns 0
 * @throws CliError where it cannot be done: a refusal is a result, and JSON contains it too
 */
export async function editWorkTree(
  question: Question<'promote' | 'demote'>,
  options: EditOptions,
  io: Io,
): Promise<number> {
  const answer = await ask(question, options, io);
  const result = answer.kind === 'planned' ? answer.promotion : answer;
  if (result.kind === 'refused') {
    if (options.format === 'json') io.out(`${JSON.stringify(result, undefined, 2)}\n`);
    throw new CliError(withRemedy(result), 1);
  }
  if (result.kind === 'planned' && options.dryRun !== true) writeEdits(options.repo, result.edits);
  printPromotion(result, options, io);
  return 0;
}

function printPromotion(result: Exclude<Promotion, Refused>, { format, dryRun }: EditOptions, io: Io): void {
  const patch = result.kind === 'planned' ? gitPatch(result.edits) : '';
  if (format === 'json') io.out(`${JSON.stringify({ ...result, patch }, undefined, 2)}\n`);
  else if (dryRun === true && result.kind === 'planned') {
    // The patch alone goes where git apply reads it.
    io.out(patch);
    io.err(visibleLines(promotionText(result)));
  } else io.out(visibleLines(promotionText(result)));
}

/**
 * Writes edits into a clone's work tree, all or none: every file must still be what the edit began with. Directories
 * that are emptied go.
 *
 * @throws CliError if a file has changed in the meantime, or its directory leads out of the clone
 */
function writeEdits(folder: string, edits: readonly FileEdit[]): void {
  const { root } = openFolder(folder);
  for (const { path, before } of edits) {
    refuseLink(root, path);
    const now = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
    if (now !== before) throw cannotTell(`${path} has changed in the meantime; run this again`);
  }
  for (const { path, after, mode } of edits) {
    const file = join(root, path);
    if (after === undefined) removeFile(root, file);
    else {
      mkdirSync(dirname(file), { recursive: true });
      // Of a new file only; what is there keeps its own.
      writeFileSync(file, after, { mode: mode === '100755' ? 0o777 : 0o666 });
    }
  }
}

function removeFile(root: string, file: string): void {
  rmSync(file);
  try {
    for (let directory = dirname(file); directory !== root; directory = dirname(directory)) rmdirSync(directory);
  } catch {
    // Something else is in it: it stays.
    return;
  }
}

/** @returns what a promotion does, for a terminal; names of a repository are in it as they are */
export function promotionText(promotion: Exclude<Promotion, Refused>): string {
  if (promotion.kind === 'nothing') return `Nothing to do: ${promotion.reason}\n`;
  const { title, source, edits, gained, aligned, values, lost, needs, notes, unreferenced } = promotion;
  const lines = [
    source === undefined || aligned.length > 0 ? title : `${title}, as in ${source}`,
    ...edits.map(({ path, before, after }) => {
      const sign = before === undefined ? '+' : after === undefined ? '-' : '~';
      return `  ${sign} ${path}`;
    }),
    ...gained.map((object) => `${object.cluster} gains ${plainTitle(object)}`),
    ...aligned.map(
      ({ cluster, object, field, from, to, place }) =>
        `${cluster} runs ${to} instead of ${from}: ${field} of ${object}, at ${place}`,
    ),
    ...lost.map(
      (object) =>
        `${object.cluster} loses ${plainTitle(object)} (${object.effect}${object.hasData ? ', with its data' : ''})`,
    ),
    ...needs.map(needText),
    ...notes.map((note) => `Note: ${note}`),
    ...values.map(valueText),
    ...unreferenced.map((path) => `${path} is no longer referenced; --clean deletes it.`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** @returns one sentence: what the cluster gets, and what those have that run it */
function valueText({ cluster, object, field, taken, others }: StageValue): string {
  const seen = ({ value, place }: StageValue['taken']) => (place === undefined ? value : `${value} (${place})`);
  const had = others.map((each) => `${each.cluster} has ${seen(each)}`).join(', ');
  return `Decide: ${cluster} gets ${seen(taken)} as ${field} of ${object}; ${had}`;
}

/** @returns one sentence: what is missing where, and the command that adds it */
function needText({ object, by, cluster, promotable }: Need): string {
  const remedy = promotable === undefined ? 'it is not copied: create it there' : `promote ${promotable} ${cluster}`;
  return `${cluster} lacks ${object}, which ${by} needs: ${remedy}`;
}
