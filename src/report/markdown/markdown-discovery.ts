import type { Review } from '../../review/contract/review.ts';
import { fence, htmlName, prose } from '../../text/escape.ts';
import { discoveryText } from '../model/discovery-text.ts';
import type { Budget } from './budget.ts';

/** @returns one folded line: what was found without a configuration; shorter, or not there, where there is no room */
export function discoveryBlock(review: Review, budget: Budget): string {
  const text = discoveryText(review, (name) => htmlName(name, 60));
  if (text === undefined) return '';
  const said = text.sentences.map((sentence) => prose(sentence));
  const open = `<details><summary>${text.summary}</summary>`;
  const whole = [open, said.join('<br>'), fence('yaml', text.config), '</details>'].join('\n\n');
  if (budget.take(whole)) return whole;
  const brief = `<sub>${text.summary}: \`blast-radius init\` writes one.</sub>`;
  return budget.take(brief) ? brief : '';
}
