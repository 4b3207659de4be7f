import type { Permission } from './config.ts';

/** GitHub's roles, from the least to the most. */
export const permissions: readonly Permission[] = ['read', 'triage', 'write', 'maintain', 'admin'];
