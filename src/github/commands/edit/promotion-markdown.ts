import type { ReviewedEdit } from '../../../ask/question.ts';
import { plainTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { AlignedField, Need, StageValue } from '../../../promotion/plan/promotion.ts';
import { headline } from '../../../report/model/headline/headline.ts';
import type { Review } from '../../../review/contract/review.ts';
import { code, fence, name, prose } from '../../../text/escape.ts';

/** Longer lists are cut, and counted. */
const MOST = 50;

/** @returns what a promotion does and what it needs, for a reply or the text of a pull request */
export function promotionSections({ promotion, review }: Pick<ReviewedEdit, 'promotion' | 'review'>): string {
  return [
    `**${headline(review, (cluster) => name(cluster))}**`,
    list([
      ...promotion.gained.map((each) => `${name(each.cluster)} gains ${code(plainTitle(each))}`),
      ...promotion.aligned.map(alignedText),
      ...promotion.lost.map(
        (each) =>
          `${name(each.cluster)} loses ${code(plainTitle(each))}: ${each.effect}${each.hasData ? ', **with its data**' : ''}`,
      ),
    ]),
    section('Errors this causes', errorsOf(review)),
    section(
      'Missing prerequisites',
      promotion.needs.map((need) => `[ ] ${needText(need)}`),
    ),
    section(
      'To review',
      promotion.notes.map((note) => `[ ] ${prose(note)}`),
    ),
    section(
      'Values that differ between the clusters that run it today',
      promotion.values.map((value) => `[ ] ${valueText(value)}`),
    ),
    section(
      'No longer referenced; `--clean` deletes these',
      promotion.unreferenced.map((path) => code(path)),
    ),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** @returns what an edit would do, with the edit itself folded, for a command that changes nothing */
export function editPreview({ promotion, review, patch }: ReviewedEdit): string {
  const { edits } = promotion;
  const summary = `The edit: ${edits.length} file${edits.length === 1 ? '' : 's'}`;
  const folded = `<details><summary>${summary}</summary>\n\n${fence('diff', patch)}\n\n</details>`;
  return `${promotionSections({ promotion, review })}\n\n${folded}`;
}

function errorsOf({ findings }: Review): readonly string[] {
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message, fix }) => `${code(rule)}: ${prose(message)}.${fix === undefined ? '' : ` ${prose(fix)}`}`);
}

function valueText({ cluster, object, field, taken, others }: StageValue): string {
  const of = `${code(field)} of ${code(object)}`;
  const had = others.map((each) => `${name(each.cluster)} has ${seenText(each)}`).join(', ');
  return `${name(cluster)} gets ${seenText(taken)} as ${of}; ${had}`;
}

function seenText({ value, place }: StageValue['taken']): string {
  return place === undefined ? code(value) : `${code(value)} (${code(place)})`;
}

function alignedText({ cluster, object, field, from, to, place }: AlignedField): string {
  return `${name(cluster)} runs ${code(to)} instead of ${code(from)}: ${code(field)} of ${code(object)}, at ${code(place)}`;
}

function needText({ object, by, cluster, promotable }: Need): string {
  const remedy =
    promotable === undefined ? 'it is not copied; create it there' : code(`/promote ${promotable} ${cluster}`);
  return `${name(cluster)} lacks ${code(object)}, which ${code(by)} needs: ${remedy}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `**${title}**\n\n${list(lines)}`;
}

function list(lines: readonly string[]): string {
  const shown = lines.slice(0, MOST).map((line) => `- ${line}`);
  return [...shown, ...(lines.length > MOST ? [`- and ${lines.length - MOST} more`] : [])].join('\n');
}
