import { emit } from '../events/emit.ts';
import { accountPayload } from '../payloads/account.ts';
import type { Hooks } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { Repository, Role } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { foldedRole } from './folded-role.ts';

/** Gives somebody a role in a repository, or another one: `member`, added or edited. */
export const setRole = (world: World, repository: Repository, account: Account, role: Role): void => {
  const login = account.login.toLowerCase();
  const before = repository.collaborators.get(login);
  if (before === role) return;
  repository.collaborators.set(login, role);
  const member = () => accountPayload(world, account);
  const frame = { event: 'member', repository, sender: repository.owner };
  const to = foldedRole[role];
  const added = () =>
    ({ member: member(), changes: { permission: { to }, role_name: { to: role } } }) satisfies Pick<
      Hooks['webhook-member-added'],
      'member' | 'changes'
    >;
  const edited = (from: Role) => () =>
    ({ member: member(), changes: { permission: { from: foldedRole[from], to } } }) satisfies Pick<
      Hooks['webhook-member-edited'],
      'member' | 'changes'
    >;
  if (before === undefined) emit(world, { ...frame, action: 'added', about: added });
  else emit(world, { ...frame, action: 'edited', about: edited(before) });
};

/** Takes somebody's role away: `member`, removed. */
export const removeRole = (world: World, repository: Repository, account: Account): void => {
  if (!repository.collaborators.delete(account.login.toLowerCase())) return;
  const about = () =>
    ({ member: accountPayload(world, account) }) satisfies Pick<Hooks['webhook-member-removed'], 'member'>;
  emit(world, { event: 'member', action: 'removed', repository, sender: repository.owner, about });
};
