import { isRecord } from './is-record.ts';

/** One request and what became of it, for tests that count. */
export interface Exchange {
  readonly kind: 'api' | 'git' | 'web';
  readonly method: string;
  /** Without the API prefix and without the query. */
  readonly path: string;
  readonly query: string;
  /** The route in the words of GitHub's OpenAPI, where one matched. */
  readonly template: string | null;
  readonly credential: 'anonymous' | 'app' | 'installation' | 'user' | 'refused';
  readonly status: number;
  readonly requestBody: unknown;
  readonly at: Date;
  /** Milliseconds. */
  readonly duration: number;
}

/** Whether an exchange may have changed something; of GraphQL only a mutation may. */
export const isWrite = ({ kind, method, path, requestBody }: Exchange): boolean => {
  if (kind !== 'api' || method === 'GET' || method === 'HEAD' || path.endsWith('/access_tokens')) return false;
  return path !== '/graphql' || (isRecord(requestBody) && /^\s*mutation\b/m.test(String(requestBody.query)));
};
