import { ActionError } from './action-error.ts';

/** What a workflow asks of the action. */
export interface Inputs {
  readonly token: string;
  /** `required`: the job fails as `blast-radius diff` does. `advisory`: it never does. */
  readonly mode: 'advisory' | 'required';
  readonly comment: boolean;
  readonly check: boolean;
}

/** By their names in `action.yml`. */
const DEFAULTS = { 'github-token': '', mode: 'advisory', comment: 'true', check: 'true' } as const;

/**
 * @param variables of the process: a runner gives the input `mode` as `INPUT_MODE`
 * @throws ActionError
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
export function readInputs(variables: NodeJS.ProcessEnv): Inputs {
  const given = (name: keyof typeof DEFAULTS): string =>
    variables[`INPUT_${name.toUpperCase()}`]?.trim() || DEFAULTS[name];
  const yesOrNo = (name: 'comment' | 'check'): boolean => {
    const value = given(name);
    if (value === 'true' || value === 'false') return value === 'true';
    throw new ActionError(`The input ${name} is "${value}"; write true or false.`);
  };
  const mode = given('mode');
  if (mode !== 'advisory' && mode !== 'required')
    throw new ActionError(`The input mode is "${mode}"; write advisory or required.`);
  const token = given('github-token');
  if (token === '') throw new ActionError('The input github-token is empty; leave it out to use the token of the job.');
  return { token, mode, comment: yesOrNo('comment'), check: yesOrNo('check') };
}
