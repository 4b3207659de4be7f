import type { Answer } from './answer.ts';

const documentation = 'https://docs.github.com/rest';

export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
  readonly value?: string;
}

/** Thrown anywhere behind the router, answered as GitHub answers: JSON with a message, and the status repeated. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly errors: readonly (FieldError | string)[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    errors?: readonly (FieldError | string)[],
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  toAnswer(): Answer {
    const { message, errors, status, headers } = this;
    const body = { message, ...(errors && { errors }), documentation_url: documentation, status: String(status) };
    return { status, headers, body };
  }
}

export const notFound = (): HttpProblem => new HttpProblem(404, 'Not Found');
export const badCredentials = (): HttpProblem => new HttpProblem(401, 'Bad credentials');
export const forbidden = (message = 'Resource not accessible by integration'): HttpProblem =>
  new HttpProblem(403, message);

/** The older endpoints name resource, field and code. */
export const validationFailed = (...errors: (FieldError | string)[]): HttpProblem =>
  new HttpProblem(422, 'Validation Failed', errors);

/** The endpoints that GitHub checks by schema say in one sentence what is wrong. */
export const invalidRequest = (sentence: string): HttpProblem =>
  new HttpProblem(422, `Invalid request.\n\n${sentence}`);
