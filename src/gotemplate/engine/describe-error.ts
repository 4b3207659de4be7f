import { ParseError } from '../parse/parse-error.ts';
import { ExecError } from '../run/exec-error.ts';
import { STOP_END, STOP_START } from './helm-functions.ts';

const STOP = new RegExp(`${STOP_START}([\\s\\S]*)${STOP_END}`);
const PREFIX = 'template: ';

/** A place, what ran there, and what went wrong. */
interface Step {
  readonly location: string;
  readonly action: string;
  readonly message: string;
}

/**
 * @param file the file that was rendered or parsed
 * @param nested what becomes of an error within others: Helm 4 tells it step by step, Helm 3 in one line
 * @returns an error as Helm tells it: `cleanupParseError` and `reformatExecErrorMsg` of pkg/engine/engine.go
 */
export function describeError(file: string, error: Error, nested: 'by-steps' | 'as-it-is' = 'by-steps'): string {
  if (error instanceof ParseError) return describeParseError(file, error);
  return error instanceof ExecError ? describeExecError(file, error, nested) : error.message;
}

function describeParseError(file: string, { message }: ParseError): string {
  const parts = message.split(': ');
  if (parts.length === 1) return `parse error in (${file}): ${message}`;
  return `parse error at (${parts[1]}): ${parts.at(-1)}`;
}

function describeExecError(file: string, error: ExecError, nested: 'by-steps' | 'as-it-is'): string {
  const [, location, ...rest] = error.message.split(': ');
  if (location === undefined || rest.length === 0) return `execution error in (${file}): ${error.message}`;
  const stop = STOP.exec(rest.join(': '));
  if (stop !== null) return `execution error at (${location}): ${stop[1]}`;
  if (nested === 'as-it-is') return error.message;
  const steps: Step[] = [];
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const step = readStep(each.message);
    if (step === undefined) return error.message;
    const last = steps.at(-1);
    const isNew = last === undefined || showStep(last) !== showStep(step);
    if (isNew) steps.push(step);
  }
  return steps.map(showStep).join('').trim();
}

function readStep(message: string): Step | undefined {
  if (!message.startsWith(PREFIX)) return undefined;
  const rest = message.slice(PREFIX.length);
  if (rest.startsWith('no template ')) return { location: '', action: '', message };
  const at = /^(.*?): executing "([^"]*)" at <(.*?)>: (.*)$/s.exec(rest);
  if (at !== null) {
    const [, location = '', name = '', source = '', what = ''] = at;
    return { location, action: `executing "${name}" at <${source}>:`, message: cut(what) };
  }
  const colon = rest.lastIndexOf(': ');
  if (colon < 0) return undefined;
  return { location: rest.slice(0, colon), action: '', message: cut(rest.slice(colon + 2)) };
}

/** What follows is another error, which has a step of its own. */
function cut(message: string): string {
  const at = message.indexOf(' template:');
  return at < 0 ? message : message.slice(0, at);
}

function showStep({ location, action, message }: Step): string {
  return (
    (location === '' ? '' : `${location}\n  `) +
    (action === '' ? '' : `${action}\n    `) +
    (message === '' ? '' : `${message}\n`)
  );
}
