import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  buildASTSchema,
  buildSchema,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  validate,
} from 'graphql';
import { excerpt } from './excerpt.ts';

/**
 * GitHub's published GraphQL schema, or as much of it as a query needs. Whole it takes half a second, which every test
 * file would pay: what is asked for here needs an excerpt, and what the excerpt refuses is judged by the whole. Neither is
 * read before the first query, and each only once.
 */
export const schemaFor = (document: DocumentNode): { schema: GraphQLSchema; errors: readonly GraphQLError[] } => {
  short ??= buildASTSchema(excerpt(published()), options);
  if (validate(short, document).length === 0) return { schema: short, errors: [] };
  whole ??= buildSchema(published(), options);
  return { schema: whole, errors: validate(whole, document) };
};

const options = { assumeValid: true, noLocation: true };
let short: GraphQLSchema | undefined;
let whole: GraphQLSchema | undefined;

/** Read as a file: the package's own entry reads five megabytes of JSON too, and exports nothing else. */
const published = (): string => {
  const folders = createRequire(import.meta.url).resolve.paths('@octokit/graphql-schema') ?? [];
  const files = folders.map((folder) => join(folder, '@octokit', 'graphql-schema', 'schema.graphql'));
  const found = files.find((file) => existsSync(file));
  if (found === undefined) throw new Error('the package @octokit/graphql-schema is not installed');
  return readFileSync(found, 'utf8');
};
