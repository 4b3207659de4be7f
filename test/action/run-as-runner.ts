import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepositoryHandle } from '../fake-github/handles/repository-handle.ts';
import type { GitHub } from '../fake-github/start-github.ts';

/** What a runner starts a step with. */
export interface Step {
  readonly event: string;
  readonly payload: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a step has left. */
export interface RanStep {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Runs the action's file as a runner does: with the event in a file, and files for what it says.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export async function runAsRunner(
  file: string,
  github: GitHub,
  repository: RepositoryHandle,
  step: Step,
): Promise<RanStep> {
  const temp = mkdtempSync(join(tmpdir(), 'blast-radius-test-runner-'));
  const path = (name: string): string => join(temp, name);
  writeFileSync(path('event.json'), JSON.stringify(step.payload));
  for (const name of ['output', 'summary']) writeFileSync(path(name), '');
  mkdirSync(path('temp'));
  const inputs = Object.entries(step.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const env = {
    PATH: process.env.PATH,
    HOME: temp,
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.url,
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_EVENT_NAME: step.event,
    GITHUB_EVENT_PATH: path('event.json'),
    GITHUB_OUTPUT: path('output'),
    GITHUB_STEP_SUMMARY: path('summary'),
    RUNNER_TEMP: path('temp'),
    ...Object.fromEntries(inputs),
    ...step.variables,
  };
  const child = spawn(process.execPath, [file], { cwd: path('temp'), env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, log, summary: readFileSync(path('summary'), 'utf8'), outputs: readOutputs(path('output')) };
}

function readOutputs(path: string): Record<string, string> {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const outputs = [...text.matchAll(/^([a-z-]+)<<(\S+)\n(.*?)\n\2$/gms)];
  return Object.fromEntries(outputs.map(([, name = '', , value = '']) => [name, value]));
}
