import * as v from 'valibot';
import type { Params } from './params.ts';
import type { Commit, Pull, World } from './world.ts';

const QuestionSchema = v.object({ variables: v.object({ number: v.number() }) });

/** What GitHub has recorded of one pull request: the one question that the App asks by GraphQL. */
export function answerGraphql(world: World, params: Params): unknown {
  const { variables } = v.parse(QuestionSchema, params);
  return { data: { repository: { pullRequest: records(world, world.pull(variables.number)) } } };
}

function records(world: World, pull: Pull) {
  const { author, reviews, timeline } = pull;
  return {
    author: person(author),
    commits: {
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: world.commitsOf(pull).map((commit) => ({ commit: commitNode(commit) })),
    },
    reviews: {
      nodes: reviews.map(({ by, state, commit, at }) => ({
        state,
        submittedAt: at,
        author: person(by),
        commit: { oid: commit },
      })),
    },
    timelineItems: {
      pageInfo: { hasPreviousPage: false },
      nodes: timeline.map(({ kind, at, actor, before, from }) => ({
        __typename: kind,
        createdAt: at,
        actor: person(actor),
        ...(before === undefined ? {} : { beforeCommit: commitNode(before) }),
        ...(from === undefined ? {} : { previousRefName: from }),
      })),
    },
  };
}

function person(login: string) {
  return { __typename: 'User', login };
}

function commitNode({ id, authors }: Commit) {
  const nodes = authors.map((login) => ({ user: { login } }));
  return { oid: id, authors: { totalCount: nodes.length, nodes }, committer: nodes[0] ?? null };
}
