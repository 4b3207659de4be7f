import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
} from 'graphql';
import * as v from 'valibot';
import { maySee } from '../auth/access.ts';
import { type Actor, accountBehind } from '../auth/actor.ts';
import { ok } from '../http/answer.ts';
import type { Context } from '../http/context.ts';
import { isRecord } from '../http/is-record.ts';
import { forbidden, HttpProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { findRepository, type World } from '../state/world.ts';
import { actorNode } from './actor-node.ts';
import { GraphqlProblem } from './problem.ts';
import { repositoryNode } from './repository-node.ts';
import { schemaFor } from './schema.ts';
import { updateRefsMutation } from './update-refs.ts';

const request = v.object({
  query: v.string(),
  variables: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  operationName: v.optional(v.nullable(v.string())),
});

/** Answers one GraphQL request against GitHub's published schema; what that does not allow is refused. */
const serveGraphql = async ({ world, actor, body }: Context) => {
  if (actor.kind === 'anonymous') throw new HttpProblem(401, 'This endpoint requires you to be authenticated.');
  if (actor.kind === 'app') throw forbidden();
  const asked = v.safeParse(request, body);
  if (!asked.success) throw new HttpProblem(400, 'A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = asked.output;
  const read = readQuery(query);
  if ('refused' in read) return ok({ errors: read.refused.map(shownError) });
  const { schema, document } = read;
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: rootOf(world, actor),
    ...(variables && { variableValues: variables }),
    ...(operationName != null && { operationName }),
    fieldResolver: readField,
  });
  for (const { originalError } of errors ?? [])
    if (originalError && !(originalError instanceof GraphqlProblem)) throw originalError;
  return ok({ ...(data !== undefined && { data }), ...(errors && { errors: errors.map(shownError) }) });
};

type ReadQuery =
  | { readonly schema: GraphQLSchema; readonly document: DocumentNode }
  | { readonly refused: readonly GraphQLError[] };

/** What a program asks, it asks again and again, with other variables. */
const readQuery = (query: string): ReadQuery => {
  const read = queries.get(query) ?? checkQuery(query);
  queries.set(query, read);
  return read;
};
const queries = new Map<string, ReadQuery>();

const checkQuery = (query: string): ReadQuery => {
  const document = parseQuery(query);
  if (document instanceof GraphQLError) return { refused: [document] };
  const { schema, errors } = schemaFor(document);
  return errors.length > 0 ? { refused: errors } : { schema, document };
};

const parseQuery = (query: string) => {
  try {
    return parse(query);
  } catch (problem) {
    if (problem instanceof GraphQLError) return problem;
    throw problem;
  }
};

/** Beside the fields of the GraphQL specification GitHub names the kind of a failure. */
const shownError = (error: GraphQLError) => ({
  ...(error.originalError instanceof GraphqlProblem && { type: error.originalError.type }),
  ...error.toJSON(),
});

/** A field that no object here has is a gap of this server: it must fail the test, not read as null. */
const readField: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, { fieldName, parentType }) => {
  if (!isRecord(source) || !(fieldName in source))
    throw new Error(`the local GitHub does not answer ${parentType.name}.${fieldName}`);
  const value = source[fieldName];
  return typeof value === 'function' ? Reflect.apply(value, undefined, [args]) : value;
};

const rootOf = (world: World, actor: Actor) => ({
  viewer: () => {
    const account = accountBehind(actor);
    return account && { ...actorNode(world, account), login: account.login };
  },
  repository: ({ owner, name }: { owner: string; name: string }) => {
    const repository = findRepository(world, owner, name);
    if (!repository || !maySee(actor, repository))
      throw new GraphqlProblem('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return repositoryNode(world, actor, repository);
  },
  updateRefs: ({ input }: { input: Parameters<typeof updateRefsMutation>[2] }) =>
    updateRefsMutation(world, actor, input),
});

export const graphqlRoutes: readonly Route[] = [route('POST /graphql', serveGraphql)];
