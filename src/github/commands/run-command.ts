import type { Logger } from 'pino';
import { nearest } from '../../text/nearest.ts';
import type { GitHub } from '../api/github.ts';
import { repositoryKey } from '../api/pull-request-ref.ts';
import { commands } from './all-commands.ts';
import { answerOnce } from './run/answer-once.ts';
import { carryOut } from './run/carry-out.ts';
import type { AskedComment, CommandPorts } from './run/command.ts';
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
  asked: AskedComment,
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
    await answerOnce(github, asked.ref, identity.login, { to: String(asked.comment), question, text });
  }
  await react(github, asked, answer.isDone ? 'rocket' : 'confused');
}

/** People who edited or deleted the command do not want it anymore. */
async function isStillAsked(github: GitHub, { ref, comment }: AskedComment, parsed: ParsedCommand): Promise<boolean> {
  const { owner, repo } = ref;
  try {
    const { data } = await github.rest.issues.getComment({ owner, repo, comment_id: comment });
    return parseCommand(data.body ?? '')?.line === parsed.line;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return false;
    throw error;
  }
}

async function isAnswered(github: GitHub, { ref, comment }: AskedComment, login: string): Promise<boolean> {
  const { owner, repo } = ref;
  const query = { owner, repo, comment_id: comment, per_page: 100 };
  const reactions = await github.paginate(github.rest.reactions.listForIssueComment, query);
  return reactions.some(({ user, content }) => user?.login === login && /^(rocket|confused|\+1)$/.test(content));
}

async function react(
  github: GitHub,
  { ref, comment }: AskedComment,
  content: 'eyes' | 'rocket' | 'confused',
): Promise<void> {
  const { owner, repo } = ref;
  await github.rest.reactions.createForIssueComment({ owner, repo, comment_id: comment, content });
}
