import type { RepositoryHandle } from './handles/repository-handle.ts';
import { type GitHub, startGitHub } from './start-github.ts';
import type { Permissions } from './state/app.ts';
import { tokenOf } from './token-of.ts';

export const permissions: Permissions = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  merge_queues: 'read',
  members: 'read',
};

export const events = ['pull_request', 'check_run', 'check_suite', 'push', 'issue_comment', 'issues'] as const;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** A value inside the JSON, by its path. */
  at(...path: (string | number)[]): unknown;
}

/** Any request, well-mannered unless told otherwise. */
export type Ask = (
  line: string,
  body?: unknown,
  options?: { token?: string | null; headers?: Record<string, string> },
) => Promise<Reply>;

export interface Scene {
  readonly github: GitHub;
  readonly repository: RepositoryHandle;
  /** Of the App's installation. */
  readonly token: string;
  readonly ask: Ask;
}

const inside = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce(
    (inner: unknown, key) =>
      typeof inner === 'object' && inner !== null ? new Map(Object.entries(inner)).get(String(key)) : undefined,
    value,
  );

/** A request maker: `POST /repos/…`, as the installation unless another token (null: none) is given. */
export const asker =
  (base: string, ours: string): Ask =>
  async (line, body, { token = ours, headers = {} } = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ');
    const response = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': 'test', ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      at: (...path) => inside(JSON.parse(text), path),
    };
  };

/** A GitHub with one private repository, on which the App is installed. */
export const setScene = async (
  files: Record<string, string> = { 'README.md': 'hello\n' },
  now?: () => Date,
): Promise<Scene> => {
  const github = await startGitHub({ app: { name: 'Blast Radius', permissions, events }, ...(now && { now }) });
  const repository = await github.createRepository({ owner: 'octo', name: 'fleet', private: true, files });
  const token = await tokenOf(github, repository);
  return { github, repository, token, ask: asker(github.apiUrl, token) };
};
