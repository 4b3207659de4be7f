import type { Bot, GitActor, Organization, User } from '@octokit/graphql-schema';
import { accountPayload } from '../payloads/account.ts';
import type { Account } from '../state/account.ts';
import { accountByEmail } from '../state/account-by-email.ts';
import type { World } from '../state/world.ts';
import type { Node } from './node.ts';

const common = (world: World, account: Account) => {
  const { node_id, avatar_url, html_url } = accountPayload(world, account);
  return {
    id: node_id,
    databaseId: account.id,
    login: account.login,
    avatarUrl: avatar_url,
    url: html_url,
    resourcePath: new URL(html_url).pathname,
  };
};

/** Whose something is. */
export const ownerNode = (world: World, account: Account): Node<Organization> | Node<User> => {
  const shown = common(world, account);
  return account.type === 'Organization' ? { ...shown, __typename: 'Organization' } : { ...shown, __typename: 'User' };
};

/** Who did something. A bot's login is without the `[bot]` that REST shows. */
export const actorNode = (world: World, account: Account): Node<Bot> | Node<Organization> | Node<User> =>
  account.type === 'Bot'
    ? { ...common(world, account), __typename: 'Bot', login: account.login.replace(/\[bot\]$/, '') }
    : ownerNode(world, account);

/** GitHub's `User` of an address, which for a bot's address is the bot, with its whole login. */
const userNode = (world: World, account: Account): Node<User> => ({
  ...common(world, account),
  __typename: 'User',
  name: account.name,
});

/** A name and an address as a commit has them, and the account that the address belongs to. */
export const gitActorNode = (
  world: World,
  { name, email, date }: { name: string; email: string; date: string },
): Node<GitActor> => {
  const account = accountByEmail(world, email);
  return { __typename: 'GitActor', name, email, date, user: account ? userNode(world, account) : null };
};
