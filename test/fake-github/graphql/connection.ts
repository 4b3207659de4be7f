import { GraphqlProblem } from './problem.ts';

export interface PageArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

const cursorOf = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64');

const indexOf = (cursor: string, argument: string): number => {
  const index = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (index === undefined)
    throw new GraphqlProblem(
      'INVALID_CURSOR_ARGUMENTS',
      `\`${cursor}\` does not appear to be a valid cursor. (${argument})`,
    );
  return Number(index);
};

const boundary = (name: string, argument: 'first' | 'last', value: number | null | undefined): void => {
  if (value == null) return;
  if (value < 0)
    throw new GraphqlProblem(
      'EXCESSIVE_PAGINATION',
      `\`${argument}\` on the \`${name}\` connection cannot be less than zero.`,
    );
  if (value > 100)
    throw new GraphqlProblem(
      'EXCESSIVE_PAGINATION',
      `Requesting ${value} records on the \`${name}\` connection exceeds the \`${argument}\` limit of 100 records.`,
    );
};

/**
 * The asked-for page of a list.
 *
 * @param name the connection's, for the refusal
 * @throws GraphqlProblem without `first` and `last`, with more than 100 of either, with a cursor that is none
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit
 */
export const connect = <Item, Shown>(
  name: string,
  all: readonly Item[],
  { first, last, after, before }: PageArgs,
  show: (item: Item) => Shown,
) => {
  if (first == null && last == null)
    throw new GraphqlProblem(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  boundary(name, 'first', first);
  boundary(name, 'last', last);
  const from = after == null ? 0 : indexOf(after, 'after') + 1;
  const to = before == null ? all.length : indexOf(before, 'before');
  const end = first == null ? to : Math.min(to, from + first);
  const start = last == null ? from : Math.max(from, end - last);
  const items = all.slice(start, end);
  const nodes = items.map(show);
  return {
    totalCount: all.length,
    nodes,
    edges: nodes.map((node, index) => ({ cursor: cursorOf(start + index), node })),
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: items.length > 0 ? cursorOf(start) : null,
      endCursor: items.length > 0 ? cursorOf(end - 1) : null,
    },
  };
};
