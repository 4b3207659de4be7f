/** What a request holds, as Octokit hands it over. */
export type Params = Readonly<Record<string, unknown>>;

/** The App asked something that the model's GitHub does not know: the model must learn it. */
export class ModelGap extends Error {
  constructor(what: string) {
    super(`the model has no answer to ${what}`);
    this.name = 'ModelGap';
  }
}

export function textOf(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new ModelGap(`a request without ${name}`);
  return value;
}

export function numberOf(params: Params, name: string): number {
  const value = Number(params[name]);
  if (!Number.isInteger(value)) throw new ModelGap(`a request without ${name}`);
  return value;
}

/** One kind of request, as GitHub's documentation has it: `GET /repos/{owner}/{repo}/pulls`. */
export interface Route {
  readonly route: string;
  readonly method: string;
  readonly parts: readonly RoutePart[];
}

interface RoutePart {
  readonly text: string;
  /** The name of a parameter; `undefined` where the text itself has to stand there. */
  readonly parameter: string | undefined;
}

export function readRoute(route: string): Route {
  const [method = '', template = ''] = route.split(' ');
  const parts = template.split('/').map((text) => ({ text, parameter: /^\{(.*)\}$/.exec(text)?.[1] }));
  return { route, method, parts };
}

const host = 'https://api.github.com';

/**
 * Octokit writes the parameters of lists into the address before anybody else sees the request.
 *
 * @param url a whole address
 * @returns which of the routes a request is of, and its parameters; `undefined` where it is of none
 */
export function findRoute<Each extends Route>(
  routes: readonly Each[],
  method: string,
  url: string,
): { readonly found: Each; readonly params: Params } | undefined {
  const [path = '', query = ''] = url.replace(host, '').split('?');
  const parts = path.split('/');
  const found = routes.find((each) => each.method === method && isOf(each, parts));
  if (found === undefined) return undefined;
  const params: Record<string, unknown> = Object.fromEntries(new URLSearchParams(query));
  for (const [index, { parameter }] of found.parts.entries())
    if (parameter !== undefined) params[parameter] = decodeURIComponent(parts[index] ?? '');
  return { found, params };
}

function isOf({ parts }: Route, given: readonly string[]): boolean {
  return (
    parts.length === given.length &&
    parts.every(({ text, parameter }, index) => parameter !== undefined || text === given[index])
  );
}
