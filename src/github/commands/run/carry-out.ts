import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CannotReview } from '../../../review/contract/cannot-review.ts';
import { code, prose } from '../../../text/escape.ts';
import { nearest } from '../../../text/nearest.ts';
import { isPassing } from '../../api/refusal.ts';
import { assertAccess } from './assert-access.ts';
import { assertRole } from './assert-role.ts';
import { type Command, CommandRefused, type CommandResult, type Running } from './command.ts';
import type { ParsedCommand } from './parse-command.ts';

/** What a command needs to run, before permissions are checked. */
interface AskedRun extends Omit<Running, 'assertMay'> {
  /** Whether the person has run too many. */
  readonly isLimited: boolean;
}

/**
 * Checks who may, runs a command, and says in words whatever becomes of it: however it was asked for, this is the way.
 *
 * @param command what is called so; `undefined`: nothing
 * @param near the nearest name of a command
 * @returns `undefined` where a review of the pull request answers
 * @throws what stopped it, where `signal` is aborted
 */
export async function carryOut(
  { ports, asked, parsed, github, isLimited, signal }: AskedRun,
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
