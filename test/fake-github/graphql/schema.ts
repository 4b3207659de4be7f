import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';

/**
 * GitHub's published GraphQL schema. It is a megabyte: read at the first request, once in a process, so that a server
 * that never hears GraphQL does not pay. The package's own entry is not imported because it also reads five megabytes of
 * JSON, and it exports no other file.
 */
export const gitHubSchema = (): GraphQLSchema => {
  shared ??= buildSchema(readFileSync(findSchema(), 'utf8'), { assumeValid: true, noLocation: true });
  return shared;
};

let shared: GraphQLSchema | undefined;

const findSchema = (): string => {
  const folders = createRequire(import.meta.url).resolve.paths('@octokit/graphql-schema') ?? [];
  const files = folders.map((folder) => join(folder, '@octokit', 'graphql-schema', 'schema.graphql'));
  const found = files.find((file) => existsSync(file));
  if (found === undefined) throw new Error('the package @octokit/graphql-schema is not installed');
  return found;
};
