import type { Review } from '../../review/contract/review.ts';
import { headline } from '../model/headline/headline.ts';
import { soundness } from '../model/soundness.ts';
import { problems } from './problems.ts';

/**
 * The review as commands of GitHub's workflows: each problem becomes an annotation on its line, behind one that holds
 * the headline and what the review rests on.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function toWorkflowCommands(review: Review): string {
  return [
    command('notice', { title: headline(review) }, soundness(review, 0)),
    ...problems(review).map(({ level, title, message, place }) =>
      command(level, { file: place?.path, line: place?.line, title }, message),
    ),
  ].join('');
}

type Properties = Readonly<Record<string, string | number | undefined>>;

/** One line, whatever the texts hold: a second one could be a command of its own. */
function command(name: string, properties: Properties, message: string): string {
  const set = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`],
  );
  return `::${name} ${set.join(',')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
