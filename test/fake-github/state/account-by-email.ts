import type { Account } from './account.ts';
import { accountOf, type World } from './world.ts';

/** The committer of what GitHub itself commits. */
export const webFlowEmail = 'noreply@github.test';

/**
 * GitHub knows the account behind a commit by the address: `<id>+<login>@…` is the account of that id, whatever its login
 * is by now; here `<login>@…` at any host is that account, and GitHub's own address is `web-flow`.
 */
export const accountByEmail = (world: World, email: string): Account | undefined => {
  if (email === webFlowEmail) return accountOf(world, 'web-flow');
  const [, id, login = ''] = /^(?:(\d+)\+)?([^@]*)/.exec(email) ?? [];
  const numbered = id === undefined ? undefined : [...world.accounts.values()].find((each) => each.id === Number(id));
  return numbered ?? world.accounts.get(login.toLowerCase());
};
