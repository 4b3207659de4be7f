import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Program {
  /** Where it listens. */
  readonly url: string;
  /** Asks it to stop, and resolves when it has. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the built program as a process of its own, as an operator would.
 *
 * @param main `dist/cli/main.js`
 * @param logFile where its log goes
 * @throws if it ends before it listens, with the last lines of its output
 */
export async function startProgram(
  main: string,
  variables: Readonly<Record<string, string | undefined>>,
  logFile: string,
): Promise<Program> {
  const child = spawn(process.execPath, [main, 'serve'], { env: { ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  // However this process ends, including by an uncaught error.
  process.once('exit', () => child.kill());
  const log = createWriteStream(logFile);
  const said: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (line: string) => {
      log.write(`${line}\n`);
      said.push(line);
      const [, address] = /"listening on (http:\S+)"/.exec(line) ?? [];
      if (address) resolve(address);
    };
    createInterface(child.stdout).on('line', hear);
    createInterface(child.stderr).on('line', hear);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`the App did not start:\n${said.slice(-5).join('\n')}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      log.end();
    },
  };
}
