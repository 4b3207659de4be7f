import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** In milliseconds: a process asks for its most long before it ends. */
const EVERY = 5;

/**
 * @param command what it prints, and whether it fails, is of no account
 * @returns the most memory in MB that the process has held at once, of its own; undefined where the kernel does not tell
 */
export async function peakOf([program = '', ...args]: readonly string[]): Promise<number | undefined> {
  const running = spawn(program, args, { stdio: 'ignore' });
  let peak: number | undefined;
  const timer = setInterval(() => {
    peak = peakOfProcess(String(running.pid)) ?? peak;
  }, EVERY);
  await new Promise((resolve, reject) => running.once('exit', resolve).once('error', reject));
  clearInterval(timer);
  return peak;
}

/**
 * @param process its id, or `self`
 * @returns the most memory in MB that a process has held since it began; undefined where it has ended
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html VmHWM, which the program itself begins anew
 */
export function peakOfProcess(process: string): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
