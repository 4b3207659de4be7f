import { folded } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';

/** Receives the exit code of a command that finished. */
export type Finish = (exitCode: number) => void;

/** What a command sees of the process it runs in. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A line on a terminal's standard error that the next one replaces; nothing if it is not one. */
  readonly progress: (line: string) => void;
  /** Lines on a terminal's standard error that stay; nothing if it is not one. */
  readonly note: (text: string) => void;
  readonly colour: boolean;
  readonly width: number;
  /** Whether what is written is for a terminal of that width. */
  readonly folds?: boolean;
}

/** What is written to. */
interface Stream {
  readonly write: (text: string) => unknown;
  readonly on: (event: 'error', listener: (error: NodeJS.ErrnoException) => void) => unknown;
  /** Of a terminal alone. */
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Of a process; the real one, unless another is given. Errors fold at a terminal's width, and stay lines for programs. */
export function processIo({
  stdout,
  stderr,
  env,
}: {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: NodeJS.ProcessEnv;
} = process): Io {
  let hasLine = false;
  const clear = () => {
    if (hasLine) stderr.write('\r\u001b[2K');
    hasLine = false;
  };
  const isWatched = () => stderr.isTTY === true && env.CI === undefined && env.TERM !== 'dumb';
  const err = (text: string) => {
    clear();
    stderr.write(stderr.isTTY === true ? folded(text, stderr.columns ?? 80) : text);
  };
  for (const stream of [stdout, stderr]) stream.on('error', leaveQuietly);
  return {
    out: (text) => {
      clear();
      stdout.write(text);
    },
    err,
    note: (text) => {
      if (isWatched()) err(text);
    },
    progress: (line) => {
      if (!isWatched()) return;
      clear();
      if (line === '') return;
      stderr.write(visibleText(line, Math.max(20, (stderr.columns ?? 80) - 1)));
      hasLine = true;
    },
    colour: wantsColour(stdout.isTTY, env),
    width: Math.min(stdout.columns ?? 100, 120),
    folds: stdout.isTTY === true,
  };
}

/** FORCE_COLOR over NO_COLOR over what the stream is, as Node itself decides. */
function wantsColour(isTerminal: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isTerminal === true && env.TERM !== 'dumb';
}

/** `blast-radius diff | head` closes the pipe before everything is written: that is not an error. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
