import type { AppHandle } from './handles/app-handle.ts';
import type { RepositoryHandle } from './handles/repository-handle.ts';
import type { GitHub } from './start-github.ts';

/** An installation token, fetched the way an App fetches it. */
export const tokenOf = async (
  github: GitHub,
  repository: RepositoryHandle,
  app: AppHandle = github.app,
  body: object = {},
): Promise<string> => {
  const id = app.installationOn(repository)?.id;
  const response = await fetch(`${github.apiUrl}/app/installations/${id}/access_tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.jwt()}`, 'user-agent': 'test' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  const token = typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : undefined;
  if (typeof token !== 'string') throw new Error(`no token: ${response.status} ${JSON.stringify(answer)}`);
  return token;
};
