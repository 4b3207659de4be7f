import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  type TypeNode,
} from 'graphql';

/** The types whose objects this server answers with; their scalars, enums and inputs come with them. */
const answered = [
  'Actor',
  'BaseRefChangedEvent',
  'BaseRefForcePushedEvent',
  'Bot',
  'ClosedEvent',
  'Commit',
  'ConvertToDraftEvent',
  'GitActor',
  'GitActorConnection',
  'GitObject',
  'GitSignature',
  'GpgSignature',
  'HeadRefDeletedEvent',
  'HeadRefForcePushedEvent',
  'Issue',
  'IssueComment',
  'MergedEvent',
  'Mutation',
  'Organization',
  'PageInfo',
  'PullRequest',
  'PullRequestCommit',
  'PullRequestCommitConnection',
  'PullRequestConnection',
  'PullRequestReview',
  'PullRequestReviewConnection',
  'PullRequestTimelineItems',
  'PullRequestTimelineItemsConnection',
  'Query',
  'ReadyForReviewEvent',
  'Ref',
  'RenamedTitleEvent',
  'ReopenedEvent',
  'Repository',
  'RepositoryOwner',
  'ReviewDismissedEvent',
  'UpdateRefsPayload',
  'User',
  'UserContentEdit',
  'UserContentEditConnection',
];

/**
 * The part of a schema that speaks of these types alone: their fields of other types, and those types, are left out.
 *
 * @param text a schema in GraphQL's own language, one definition after the other at the beginning of a line
 */
export const excerpt = (text: string): DocumentNode => {
  const definitions = new Map(
    text
      .replace(/"""[\s\S]*?"""/g, '')
      .split(/\n(?=(?:type|interface|union|enum|input|scalar) )/)
      .flatMap((part): [string, string][] => {
        const name = /^(?:type|interface|union|enum|input|scalar) (\w+)/.exec(part)?.[1];
        return name === undefined ? [] : [[name, part]];
      }),
  );
  const isPlain = (name: string) => /^(?:enum|input|scalar) /.test(definitions.get(name) ?? '');
  const has = (type: TypeNode) =>
    answered.includes(nameOf(type)) || isPlain(nameOf(type)) || builtIn.test(nameOf(type));
  const kept = answered.map((name) => keepOnly(parse(definitions.get(name) ?? '', options).definitions[0], has));
  const plain = new Map<string, DefinitionNode>();
  const add = (type: TypeNode): void => {
    const name = nameOf(type);
    const definition = definitions.get(name);
    if (definition === undefined || !isPlain(name) || plain.has(name)) return;
    const [node] = parse(definition, options).definitions;
    if (node) plain.set(name, node);
    if (node?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) for (const field of node.fields ?? []) add(field.type);
  };
  for (const definition of kept) for (const type of typesIn(definition)) add(type);
  return { kind: Kind.DOCUMENT, definitions: [...kept, ...plain.values()] };
};

const options = { noLocation: true };
const builtIn = /^(?:Int|Float|String|Boolean|ID)$/;

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

/** A definition without fields, arguments, members and interfaces of other types. */
const keepOnly = (definition: DefinitionNode | undefined, has: (type: TypeNode) => boolean): DefinitionNode => {
  switch (definition?.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return {
        ...definition,
        directives: [],
        interfaces: definition.interfaces?.filter(has) ?? [],
        fields: definition.fields?.filter(({ type }) => has(type)).map(withoutDirectives) ?? [],
      };
    case Kind.UNION_TYPE_DEFINITION:
      return { ...definition, types: definition.types?.filter(has) ?? [] };
    default:
      throw new Error('GitHub’s schema has changed: a type that is answered here is no object, interface or union');
  }
};

const withoutDirectives = (field: FieldDefinitionNode): FieldDefinitionNode => ({
  ...field,
  directives: [],
  arguments: field.arguments?.map((argument): InputValueDefinitionNode => ({ ...argument, directives: [] })) ?? [],
});

const typesIn = (definition: DefinitionNode): TypeNode[] => {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
  return (definition.fields ?? []).flatMap(({ type, arguments: args = [] }) => [
    type,
    ...args.map((each) => each.type),
  ]);
};
