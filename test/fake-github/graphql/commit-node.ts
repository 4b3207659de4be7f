import type { Commit } from '@octokit/graphql-schema';
import type { CommitFacts } from '../git/objects.ts';
import { verificationOf } from '../git/verified-commits.ts';
import { nodeId } from '../payloads/schemas.ts';
import { fullName, type Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { gitActorNode } from './actor-node.ts';
import { connect, type PageArgs } from './connection.ts';
import type { Node } from './node.ts';

/** The author, and whom the trailers at the end of the message name beside them; each address once. */
const authorsOf = ({ author, message }: CommitFacts): CommitFacts['author'][] => {
  const trailers = message.split(/\n\s*\n/).at(-1) ?? '';
  const named = [...trailers.matchAll(/^co-authored-by:\s*(.*?)\s*<([^<>\s]+)>\s*$/gim)];
  const all = [author, ...named.map(([, name = '', email = '']) => ({ name, email, date: author.date }))];
  return all.filter(({ email }, index) => all.findIndex((other) => other.email === email) === index);
};

export const commitNode = (world: World, repository: Repository, commit: CommitFacts) => {
  const { verified } = verificationOf(commit.sha);
  const [messageHeadline = '', ...rest] = commit.message.split('\n');
  return {
    __typename: 'Commit',
    id: nodeId('Commit', commit.sha),
    oid: commit.sha,
    abbreviatedOid: commit.sha.slice(0, 7),
    url: `${world.url}/${fullName(repository)}/commit/${commit.sha}`,
    message: commit.message,
    messageHeadline,
    messageBody: rest.join('\n').trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    author: gitActorNode(world, commit.author),
    committer: gitActorNode(world, commit.committer),
    authors: (args: PageArgs) => connect('authors', authorsOf(commit), args, (author) => gitActorNode(world, author)),
    signature: verified ? { __typename: 'GpgSignature', isValid: true, state: 'VALID', wasSignedByGitHub: true } : null,
  } satisfies Node<Commit>;
};
