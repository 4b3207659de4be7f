import type * as rest from '@octokit/openapi-types';
import type * as webhooks from '@octokit/openapi-webhooks-types';

/** GitHub's own words for what a response and a delivery hold. */
export type Rest = rest.components['schemas'];
export type Hooks = webhooks.components['schemas'];

/** GitHub writes whole seconds. */
export const timestamp = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

export const timestampOrNull = (date: Date | null): string | null => date && timestamp(date);

/** Opaque to clients, as on GitHub; equal for equal things. */
export const nodeId = (kind: string, id: number | string): string => Buffer.from(`${kind}:${id}`).toString('base64url');
