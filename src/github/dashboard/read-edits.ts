import * as v from 'valibot';
import type { GitHub } from '../api/github.ts';
import type { RepositoryRef } from '../api/pull-request-ref.ts';
import { digestOf } from '../record/digest-of.ts';

/** Who a text that was changed is by. */
export interface Editor {
  readonly login: string;
  readonly id: number;
}

/** What has become of the issue since this App wrote it last. */
export interface EditsSince {
  readonly body: string;
  /** Names the last of them; empty where there is none. */
  readonly last: string;
  /** When that was, ISO 8601. */
  readonly at: string;
  readonly by: /** All by one person. */
    | { readonly kind: 'person'; readonly editor: Editor }
    /** By other programs alone. */
    | { readonly kind: 'programs' }
    | { readonly kind: 'several' }
    /** The history does not say whose the text is. */
    | { readonly kind: 'unknown' };
}

/** More versions since the last of this App are nobody's in particular. */
const MOST = 30;

const query = `query Edits($owner: String!, $repo: String!, $number: Int!, $most: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      body
      userContentEdits(first: $most) {
        nodes { id editedAt deletedAt diff editor { __typename login ... on User { databaseId } } }
      }
    }
  }
}`;

const EditSchema = v.object({
  id: v.string(),
  editedAt: v.string(),
  deletedAt: v.nullable(v.string()),
  diff: v.nullable(v.string()),
  editor: v.nullable(
    v.object({ __typename: v.string(), login: v.string(), databaseId: v.optional(v.nullable(v.number())) }),
  ),
});

type Edit = v.InferOutput<typeof EditSchema>;

const AnswerSchema = v.object({
  repository: v.object({
    issue: v.object({
      body: v.string(),
      userContentEdits: v.nullable(v.object({ nodes: v.array(EditSchema) })),
    }),
  }),
});

/**
 * Reads the text of the issue and, with it, who has changed it since this App wrote it last. GitHub keeps each version
 * with its editor, newest first, and calls the whole text of a version its difference.
 *
 * @param login the App's own account, `blast-radius[bot]`, which GraphQL gives without its end
 * @throws RequestError as GitHub refuses
 * @see https://docs.github.com/graphql/reference/objects#usercontentedit
 */
export async function readEdits(
  github: GitHub,
  { owner, repo }: RepositoryRef,
  number: number,
  login: string,
): Promise<EditsSince> {
  const answer = await github.graphql(query, { owner, repo, number, most: MOST });
  const { body, userContentEdits: edits } = v.parse(AnswerSchema, answer).repository.issue;
  const nodes = edits?.nodes ?? [];
  const own = nodes.findIndex(({ editor }) => editor?.__typename === 'Bot' && `${editor.login}[bot]` === login);
  const since = nodes.slice(0, own < 0 ? nodes.length : own);
  const [last] = since;
  if (last === undefined) return { body, last: '', at: '', by: { kind: 'unknown' } };
  const isWhole = own >= 0 && since.every(({ deletedAt }) => deletedAt === null);
  // What stands has to be what the last of them wrote.
  const isLast = last.diff !== null && digestOf(last.diff) === digestOf(body);
  return { body, last: last.id, at: last.editedAt, by: isWhole && isLast ? whose(since) : { kind: 'unknown' } };
}

function whose(edits: readonly Edit[]): EditsSince['by'] {
  const editors = edits.map(({ editor }) => editor);
  if (editors.every((editor) => editor?.__typename === 'Bot')) return { kind: 'programs' };
  const [first] = editors;
  if (first?.__typename !== 'User' || typeof first.databaseId !== 'number') return { kind: 'several' };
  if (editors.some((editor) => editor?.__typename !== 'User' || editor.databaseId !== first.databaseId))
    return { kind: 'several' };
  return { kind: 'person', editor: { login: first.login, id: first.databaseId } };
}
