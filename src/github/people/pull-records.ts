import * as v from 'valibot';
import type { PersonReview } from '../../policy/approvals/grants-of.ts';
import type { GitHub } from '../api/github.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';

/** What GitHub itself has recorded of a pull request: nobody can edit it. */
export interface PullRecords {
  /** Logins of who opened, committed, co-authored, force-pushed, retargeted or reopened it. */
  readonly actors: readonly string[];
  /** Its commits: those that the head has and the base has not. */
  readonly commits: readonly string[];
  /** Heads that a force push took away, the newest first. */
  readonly forcedAway: readonly string[];
  /** Branches that it went into before, each once; it may go into one of them again. */
  readonly formerBases: readonly string[];
  /** Whether GitHub tells of no force push, no other base and no reopening. */
  readonly isUnmoved: boolean;
  /** When it went into another base last, ISO 8601 in whole seconds; `undefined` where it never was. */
  readonly intoBaseSince: string | undefined;
  /** The oldest first. Who approved before it was retargeted saw what goes into another branch: that counts no more. */
  readonly reviews: readonly PersonReview[];
  /** What GitHub did not tell to the end; `undefined` where it told all. */
  readonly unknown: string | undefined;
}

/** More are not read: a request for each hundred. */
const mostCommits = 1_000;

/**
 * Asks for all of it in one request for each hundred commits.
 *
 * @throws RequestError and GraphqlResponseError as GitHub refuses
 * @see https://docs.github.com/en/graphql/reference/objects#pullrequest
 */
export async function readPullRecords(github: GitHub, ref: PullRequestRef): Promise<PullRecords> {
  const first = await ask(github, ref, null);
  const commits = [...first.commits.nodes];
  let page = first.commits.pageInfo;
  while (page.hasNextPage && commits.length < mostCommits) {
    const { commits: more } = await ask(github, ref, page.endCursor);
    commits.push(...more.nodes);
    page = more.pageInfo;
  }
  const events = first.timelineItems.nodes;
  const intoBaseSince = retargetedAt(first);
  return {
    actors: unique([
      ...loginOf(first.author),
      ...commits.flatMap(({ commit }) => peopleOf(commit)),
      ...events.flatMap((event) => [...loginOf(event.actor), ...peopleOf(event.beforeCommit)]),
    ]),
    commits: commits.map(({ commit }) => commit.oid),
    forcedAway: events.flatMap(({ beforeCommit }) => beforeCommit?.oid ?? []).toReversed(),
    formerBases: unique(events.flatMap(({ previousRefName }) => previousRefName ?? [])),
    isUnmoved: events.length === 0,
    intoBaseSince,
    reviews: first.reviews.nodes.flatMap(reviewOf).map((review) => overtakenBy(review, intoBaseSince)),
    unknown: whatIsUnknown(first, page.hasNextPage),
  };
}

type PullAnswer = v.InferOutput<typeof PullSchema>;

async function ask(github: GitHub, { owner, repo, number }: PullRequestRef, after: string | null): Promise<PullAnswer> {
  const answer = await github.graphql(question, { owner, repo, number, after });
  return v.parse(AnswerSchema, answer).repository.pullRequest;
}

function whatIsUnknown({ timelineItems, commits }: PullAnswer, areMoreCommits: boolean): string | undefined {
  if (areMoreCommits) return `it has more than ${mostCommits} commits`;
  if (timelineItems.pageInfo.hasPreviousPage) return 'its history on GitHub is too long to be read';
  const many = commits.nodes.some(({ commit }) => commit.authors.nodes.length < commit.authors.totalCount);
  return many ? 'one of its commits has too many authors' : undefined;
}

function peopleOf(commit: v.InferOutput<typeof CommitSchema> | null | undefined): readonly string[] {
  if (!commit) return [];
  return [...commit.authors.nodes, commit.committer].flatMap((person) => loginOf(person?.user ?? null));
}

function reviewOf({ author, state, submittedAt, commit }: PullAnswer['reviews']['nodes'][number]): PersonReview[] {
  const [by] = loginOf(author);
  const said = reviewStates[state];
  if (by === undefined || said === undefined || submittedAt === null) return [];
  return [{ by, state: said, commit: commit?.oid ?? '', at: submittedAt }];
}

/** Where the timeline is longer than what GitHub lists of it, it may have been retargeted at any time before that. */
function retargetedAt({ timelineItems: { nodes, pageInfo } }: PullAnswer): string | undefined {
  const last = nodes.findLast(({ previousRefName }) => previousRefName !== undefined);
  return (last ?? (pageInfo.hasPreviousPage ? nodes[0] : undefined))?.createdAt;
}

function overtakenBy(review: PersonReview, intoBaseSince: string | undefined): PersonReview {
  const isOvertaken = intoBaseSince !== undefined && Date.parse(review.at) <= Date.parse(intoBaseSince);
  return isOvertaken && review.state === 'approved' ? { ...review, state: 'dismissed' } : review;
}

const reviewStates: Readonly<Partial<Record<string, PersonReview['state']>>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes_requested',
  DISMISSED: 'dismissed',
  COMMENTED: 'commented',
};

/** GraphQL leaves away what REST writes after the name of an App: `blast-radius[bot]`. */
function loginOf(actor: { readonly login: string; readonly __typename?: string | undefined } | null): string[] {
  if (actor === null) return [];
  return [actor.__typename === 'Bot' ? `${actor.login}[bot]` : actor.login];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** Where the branch that it went into was merged and deleted, GitHub gives it another base: nobody acts on what it holds. */
const question = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      author { __typename login }
      commits(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { commit { ...people } }
      }
      reviews(last: 100) {
        nodes { state submittedAt author { __typename login } commit { oid } }
      }
      timelineItems(last: 100, itemTypes: [
        HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, REOPENED_EVENT
      ]) {
        pageInfo { hasPreviousPage }
        nodes {
          __typename
          ... on HeadRefForcePushedEvent { createdAt actor { __typename login } beforeCommit { ...people } }
          ... on BaseRefChangedEvent { createdAt actor { __typename login } previousRefName }
          ... on AutomaticBaseChangeSucceededEvent { createdAt previousRefName: oldBase }
          ... on ReopenedEvent { createdAt actor { __typename login } }
        }
      }
    }
  }
}
fragment people on Commit {
  oid
  authors(first: 20) { totalCount nodes { user { login } } }
  committer { user { login } }
}`;

const PersonSchema = v.object({ user: v.nullable(v.object({ login: v.string() })) });
const ActorSchema = v.nullable(v.object({ __typename: v.string(), login: v.string() }));

const CommitSchema = v.object({
  oid: v.string(),
  authors: v.object({ totalCount: v.number(), nodes: v.array(PersonSchema) }),
  committer: v.nullable(PersonSchema),
});

const PullSchema = v.object({
  author: ActorSchema,
  commits: v.object({
    pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
    nodes: v.array(v.object({ commit: CommitSchema })),
  }),
  reviews: v.object({
    nodes: v.array(
      v.object({
        state: v.string(),
        submittedAt: v.nullable(v.string()),
        author: ActorSchema,
        commit: v.nullable(v.object({ oid: v.string() })),
      }),
    ),
  }),
  timelineItems: v.object({
    pageInfo: v.object({ hasPreviousPage: v.boolean() }),
    nodes: v.array(
      v.object({
        __typename: v.string(),
        createdAt: v.string(),
        actor: v.optional(ActorSchema, null),
        beforeCommit: v.optional(v.nullable(CommitSchema)),
        previousRefName: v.optional(v.string()),
      }),
    ),
  }),
});

const AnswerSchema = v.object({ repository: v.object({ pullRequest: PullSchema }) });
