import { GoMap, type Value } from '../../../gotemplate/value/value.ts';
import type { CheckContext, Scope } from '../model/check-context.ts';
import type { Problem } from '../model/problem.ts';

/** @returns how a value fails a schema that is referred to */
export function checkReference(context: CheckContext, schema: Value, keyword: string): Problem | undefined {
  const problem = context.self(schema, keyword);
  if (problem === undefined) return undefined;
  const causes = problem.kind === 'group' ? problem.causes : [problem];
  return { at: context.at, text: 'validation failed', causes, kind: 'reference' };
}

/** `$recursiveRef` of 2019, which 2020 still follows here, and `$dynamicRef` of 2020. */
export function checkDynamicReferences(context: CheckContext): void {
  const { document, schema, draft } = context;
  const recursive = schema.get('$recursiveRef');
  if (typeof recursive === 'string') {
    const target = document.resolve(schema, recursive);
    const isOpen = target instanceof GoMap && target.get('$recursiveAnchor') === true;
    const found = isOpen
      ? outermost(context, (root) => (root.get('$recursiveAnchor') === true ? root : undefined))
      : undefined;
    context.addAll(checkReference(context, found ?? target, '$recursiveRef'));
  }
  const dynamic = schema.get('$dynamicRef');
  if (typeof dynamic === 'string' && draft === 2020) {
    const target = document.resolve(schema, dynamic);
    const anchor = dynamic.split('#')[1] ?? '';
    const isOpen = target instanceof GoMap && anchor !== '' && target.get('$dynamicAnchor') === anchor;
    const found = isOpen ? outermost(context, (root) => document.resource(root).dynamicAnchors.get(anchor)) : undefined;
    context.addAll(checkReference(context, found ?? target, '$dynamicRef'));
  }
}

function outermost(context: CheckContext, find: (root: GoMap) => GoMap | undefined): GoMap | undefined {
  let found: GoMap | undefined;
  for (let scope: Scope | undefined = context.scope; scope !== undefined; scope = scope.parent) {
    if (!(scope.schema instanceof GoMap)) continue;
    const { root } = context.document.resource(scope.schema);
    if (root instanceof GoMap) found = find(root) ?? found;
  }
  return found;
}
