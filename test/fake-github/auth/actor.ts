import type { Account } from '../state/account.ts';
import type { App, Token } from '../state/app.ts';

/** Who a request comes from. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'installation'; readonly token: Extract<Token, { kind: 'installation' }> }
  | { readonly kind: 'user'; readonly user: Account };

/** The account an actor's deeds are shown under; nobody acts anonymously. */
export const accountBehind = (actor: Actor): Account | undefined => {
  if (actor.kind === 'user') return actor.user;
  if (actor.kind === 'installation') return actor.token.installation.app.bot;
  return undefined;
};

export const appBehind = (actor: Actor): App | undefined => {
  if (actor.kind === 'installation') return actor.token.installation.app;
  return actor.kind === 'app' ? actor.app : undefined;
};
