import { type Ask, lookForCommand } from '../../tasks/look-again.ts';
import { CommandRefused, type CommandResult, type Running } from './command.ts';

/** What a command about approvals asks for. */
interface AskedOfReview {
  readonly kind: Ask['kind'];
  readonly target: string | undefined;
  readonly rule?: string;
  readonly reason?: string;
}

/** Queues a review of the pull request, which checks who may do this and answers with its own reaction. */
export async function askReview({ asked, ports }: Running, ask: AskedOfReview): Promise<CommandResult | undefined> {
  if (!asked.isPull) throw new CommandRefused('This command works only on a pull request.');
  const { ref: pullRequest, delivery, by, at, comment } = asked;
  await ports.lookAgain(lookForCommand({ pullRequest, delivery, by: by.login, at, comment, ...ask }));
  return undefined;
}

/** As {@link askReview}, for what a rule finds: the words are the rule, mostly a cluster, and a reason. */
export function askToAccept(running: Running, kind: 'override' | 'acknowledge'): Promise<CommandResult | undefined> {
  const [rule = '', ...rest] = running.parsed.words;
  // Whether the reason begins with a cluster is known to the review.
  return askReview(running, { kind, rule, target: undefined, reason: rest.join(' ') });
}
