import type { Act } from './play-promotion.ts';
import { showReview } from './show-review.ts';
import type { Terminal } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** What somebody typed, what the App answered, and the review as it is then. */
export function showAct(terminal: Terminal, act: Act): void {
  const { line, paint, width } = terminal;
  line(`${paint('gray', act.who)} ${paint('bold', act.line)}`);
  const answer = act.answer?.replaceAll(/[*`]|\]\([^)]*\)|\[/g, '');
  for (const text of wrapped(answer ?? '', width - 3)) line(`   ${paint('cyan', text)}`);
  showReview(terminal, act);
}
