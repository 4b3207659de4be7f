import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** A step's summary takes a mebibyte. @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export const SUMMARY_LIMIT = 1024 * 1024;

/** What a running step tells its runner. */
export interface Workflow {
  readonly notice: (message: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  readonly summary: (markdown: string) => void;
  readonly output: (name: string, value: string) => void;
}

/**
 * @param variables of the process: where the runner reads outputs and summaries
 * @param print writes to the log of the job
 */
export function workflowOf(variables: NodeJS.ProcessEnv, print: (text: string) => void): Workflow {
  const command = (name: string) => (message: string) => print(`::${name}::${escaped(message)}\n`);
  const append = (path: string | undefined, text: string) => {
    if (path !== undefined && path !== '') appendFileSync(path, text);
  };
  return {
    ...{ notice: command('notice'), warning: command('warning'), error: command('error') },
    summary: (markdown) => append(variables.GITHUB_STEP_SUMMARY, `${markdown}\n`),
    output: (name, value) => {
      // No line of a value can end it early.
      const end = randomUUID();
      append(variables.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
    },
  };
}

/** A line that a message holds would be a command of its own. */
function escaped(message: string): string {
  return message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
