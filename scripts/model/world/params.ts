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

/**
 * Octokit writes the parameters of lists into the address before anybody else sees the request.
 *
 * @param template as GitHub's documentation has it: `/repos/{owner}/{repo}/pulls`
 * @returns the parameters of a request that is of this kind; `undefined` for others
 */
export function paramsOf(template: string, url: string, params: Params): Params | undefined {
  if (url === template) return params;
  const { pathname, searchParams } = new URL(url, 'https://api.github.com');
  const parts = pathname.split('/');
  const names = template.split('/');
  if (parts.length !== names.length) return undefined;
  const found: Record<string, unknown> = { ...params, ...Object.fromEntries(searchParams) };
  for (const [index, name] of names.entries()) {
    const [, parameter] = /^\{(.*)\}$/.exec(name) ?? [];
    const part = parts[index] ?? '';
    if (parameter !== undefined) found[parameter] = decodeURIComponent(part);
    else if (name !== part) return undefined;
  }
  return found;
}
