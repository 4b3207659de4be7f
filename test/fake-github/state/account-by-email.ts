import type { Account } from './account.ts';
import type { World } from './world.ts';

/** GitHub knows the account behind a commit by the address; here `<login>@…` or `<id>+<login>@…` is that account. */
export const accountByEmail = (world: World, email: string): Account | undefined =>
  world.accounts.get((email.split('@')[0] ?? '').replace(/^\d+\+/, '').toLowerCase());
