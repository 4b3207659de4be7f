import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { code, prose } from '../../text/escape.ts';
import { nearest } from '../../text/nearest.ts';
import type { GitHub } from '../api/github.ts';
import { repositoryKey } from '../api/pull-request-ref.ts';
import { isPassing } from '../api/refusal.ts';
import { commands } from './all-commands.ts';
import { answerOnce } from './run/answer-once.ts';
import { assertAccess } from './run/assert-access.ts';
import { assertRole } from './run/assert-role.ts';
import {
  type AskedCommand,
  type Command,
  type CommandPorts,
  CommandRefused,
  type CommandResult,
  type Running,
} from './run/command.ts';
import type { CommandLimit } from './run/command-limit.ts';
import { type ParsedCommand, parseCommand } from './run/parse-command.ts';

/**
 * Runs a comment's command and answers it: a reaction at once, another at the end, and a reply if there is something to
 * say. A repeated delivery finds the last reaction and does nothing.
 *
 * @throws what GitHub refused, after which another delivery starts again
 */
export async function runCommand(
  ports: CommandPorts,
  asked: AskedCommand,
  limit: CommandLimit,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const parsed = parseCommand(asked.body);
  if (parsed === undefined) return;
  const command = commands.find(({ name }) => name === parsed.name);
  const near = nearest(
    parsed.name,
    commands.map(({ name }) => name),
  );
  // A line that only looks like a command, such as a path, is ignored.
  if (command === undefined && near === undefined) return;
  // Before anything is asked of GitHub: those who type too much use up nobody's budget.
  const who = `${repositoryKey(asked.ref)} ${asked.by.login.toLowerCase()}`;
  const verdict = limit.take(who, asked.comment, ports.now());
  if (verdict === 'gets no answer') return log.info({ by: asked.by.login }, 'too many commands by one person');
  const [github, identity] = await Promise.all([ports.connect(asked.ref.installation, log), ports.identity()]);
  if (!(await isStillAsked(github, asked, parsed))) return log.info('the comment was deleted or edited');
  if (await isAnswered(github, asked, identity.login)) return log.info('the command was already answered');
  await react(github, asked, 'eyes');
  const context = { ports, asked, parsed, github, isLimited: verdict === 'is told', signal };
  const answer = await carryOut(context, command, near, log);
  if (answer === undefined) return;
  if (answer.text !== undefined) {
    const { text } = answer;
    const question = `${parsed.name} ${parsed.words.join(' ')}`;
    await answerOnce(github, asked.ref, identity.login, { comment: asked.comment, question, text });
  }
  await react(github, asked, answer.isDone ? 'rocket' : 'confused');
}

/** What a command needs to run, before permissions are checked. */
interface CommandContext extends Omit<Running, 'assertMay'> {
  /** Whether the person has run too many. */
  readonly isLimited: boolean;
}

async function carryOut(
  { ports, asked, parsed, github, isLimited, signal }: CommandContext,
  command: Command | undefined,
  near: string | undefined,
  log: Logger,
): Promise<CommandResult | undefined> {
  try {
    if (isLimited) throw new CommandRefused('Too many commands in a few minutes. Wait a little, then try again.');
    if (command === undefined)
      throw new CommandRefused(`There is no ${code(`/${parsed.name}`)}. Did you mean ${code(`/${near}`)}?`);
    assertUsage(command, parsed);
    const { needs } = command;
    const assertMay = () => (needs === undefined ? assertAccess(github, asked) : assertRole(github, asked, needs));
    await assertMay();
    return await untilItPasses(signal, () => command.run({ asked, parsed, github, ports, assertMay, signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof CommandRefused) return { isDone: false, text: error.message };
    if (error instanceof CannotReview) return { isDone: false, text: `${prose(error.title)}.\n\n${error.message}` };
    log.error({ err: error }, 'a command failed');
    const why = error instanceof Error && 'status' in error ? ` GitHub answered ${code(String(error.status))}.` : '';
    return {
      isDone: false,
      text: `The command failed.${why} The server log has the reason under delivery ${code(asked.delivery)}.`,
    };
  }
}

/** A command that failed on GitHub's side checks what it has done so far, and continues from there. */
async function untilItPasses<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await setTimeout(pause, undefined, { signal });
    }
  }
  return run();
}

/** Before a command is run again. In milliseconds. */
const PAUSES = [1_000, 4_000, 9_000];

function assertUsage({ usage, words, flags }: Command, parsed: ParsedCommand): void {
  const usageLine = `Usage: ${code(usage)}`;
  if (parsed.words.length < words.least || parsed.words.length > words.most) throw new CommandRefused(usageLine);
  for (const flag of parsed.flags.keys()) {
    if (flags.includes(flag)) continue;
    const near = nearest(flag, flags);
    throw new CommandRefused(
      `There is no flag ${code(`--${flag}`)}.${near === undefined ? '' : ` Did you mean ${code(`--${near}`)}?`} ${usageLine}`,
    );
  }
}

/** People who edited or deleted the command do not want it anymore. */
async function isStillAsked(github: GitHub, { ref, comment }: AskedCommand, parsed: ParsedCommand): Promise<boolean> {
  const { owner, repo } = ref;
  try {
    const { data } = await github.rest.issues.getComment({ owner, repo, comment_id: comment });
    return parseCommand(data.body ?? '')?.line === parsed.line;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return false;
    throw error;
  }
}

async function isAnswered(github: GitHub, { ref, comment }: AskedCommand, login: string): Promise<boolean> {
  const { owner, repo } = ref;
  const query = { owner, repo, comment_id: comment, per_page: 100 };
  const reactions = await github.paginate(github.rest.reactions.listForIssueComment, query);
  return reactions.some(({ user, content }) => user?.login === login && /^(rocket|confused|\+1)$/.test(content));
}

async function react(
  github: GitHub,
  { ref, comment }: AskedCommand,
  content: 'eyes' | 'rocket' | 'confused',
): Promise<void> {
  const { owner, repo } = ref;
  await github.rest.reactions.createForIssueComment({ owner, repo, comment_id: comment, content });
}
