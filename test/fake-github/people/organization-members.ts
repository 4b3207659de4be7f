import { emit } from '../events/emit.ts';
import { accountPayload, organizationPayload } from '../payloads/account.ts';
import type { Hooks } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { World } from '../state/world.ts';

const keyOf = ({ login }: Account): string => login.toLowerCase();

/** Who is in an organization: by name, or by a team of it. */
export const isMember = (world: World, organization: Account, account: Account): boolean =>
  world.members.get(keyOf(organization))?.has(keyOf(account)) === true ||
  [...world.teams.values()].some(
    (team) => team.organization === organization && team.members.get(keyOf(account)) === 'active',
  );

/** Brings somebody into an organization, by name; who is in a team of it is in it already. */
export const addMember = (world: World, organization: Account, account: Account): void => {
  if (isMember(world, organization, account)) return;
  const members = world.members.get(keyOf(organization)) ?? new Set();
  world.members.set(keyOf(organization), members.add(keyOf(account)));
  announce(world, organization, account, 'member_added');
};

/** Takes somebody out of an organization, and so out of its teams and off its repositories. */
export const removeMember = (world: World, organization: Account, account: Account): void => {
  if (!isMember(world, organization, account)) return;
  world.members.get(keyOf(organization))?.delete(keyOf(account));
  for (const team of world.teams.values()) if (team.organization === organization) team.members.delete(keyOf(account));
  for (const { owner, collaborators } of world.repositories.values())
    if (owner === organization) collaborators.delete(keyOf(account));
  announce(world, organization, account, 'member_removed');
};

/** The `organization` event. */
const announce = (
  world: World,
  organization: Account,
  account: Account,
  action: 'member_added' | 'member_removed',
): void => {
  const { url } = organizationPayload(world, organization);
  const about = () =>
    ({
      membership: {
        url: `${url}/memberships/${account.login}`,
        organization_url: url,
        role: 'member',
        state: action === 'member_added' ? 'active' : 'inactive',
        user: accountPayload(world, account),
      },
    }) satisfies Pick<Hooks['webhook-organization-member-added'], 'membership'>;
  emit(world, { event: 'organization', action, organization, sender: organization, about });
};
