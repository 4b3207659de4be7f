import { type VariableSource, variableSources } from '../../../flux/kustomization/variables-for.ts';
import { readFluxKustomization } from '../../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { namespaceOf, objectTitle, refKey } from '../../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../../memo/by-value.ts';
import { nearest } from '../../../text/nearest.ts';
import { quoted } from '../../../text/quoted.ts';
import { isHidden } from '../../../yaml/node/hidden-scalar.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import { makerOfSecret } from '../../facts/providers.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const missingVariableSource: Rule = {
  id: 'missing-variable-source',
  severity: 'warning',
  title: 'A new source of variables that nothing creates',
  why: 'If a cluster lacks a required source of variables, Flux applies nothing that takes variables from it. Sources that are already in use are assumed to be in the cluster; a new one may not be.',
  fix: 'Correct the name, or make sure that the cluster has it before this is merged.',
  check: (view) => {
    const { before, after } = view;
    if (after === undefined || before?.inventory === after.inventory) return [];
    return usesIn(after).flatMap((use) =>
      isMissing(use, view, after) && !isTold(use, after) ? found(use, view, after) : [],
    );
  },
};

/** A FluxKustomization, and a source that it names. */
interface Use {
  readonly object: InventoryObject;
  readonly source: VariableSource;
}

const usesIn = onceEach((side: Side): readonly Use[] =>
  side.known
    .ofKind('kustomize.toolkit.fluxcd.io/Kustomization')
    .flatMap((object) => variableSources(readFluxKustomization(object.resource)).map((source) => ({ object, source })))
    .filter(({ source: { name, node } }) => name !== '' && !isHidden(nodeAt(node, 'name'))),
);

/** What is in use by any cluster is there by other means, and so is what the configuration gives the variables of. */
function isMissing({ source }: Use, { before, cluster, context }: ClusterView, side: Side): boolean {
  const { kind, namespace, name, optional } = source;
  const isConfigured = cluster.substitute.size > 0 && (kind === 'ConfigMap' || optional);
  if (isConfigured || [side, before].some((each) => each?.index.find(`/${kind}`, namespace, name) !== undefined))
    return false;
  if (kind === 'Secret' && makerOfSecret(side.inCluster, namespace, name) !== undefined) return false;
  return !context.before.fleet.some((each) => namedIn(each).has(keyOf(source)));
}

/** The root says itself what becomes of a source that only it would make. */
function isTold({ object, source: { node } }: Use, side: Side): boolean {
  const root = side.inventory.roots.find(({ flux }) => flux?.resource === object.resource);
  const { path, line } = side.placeOf(object, node);
  return root?.problems.some((problem) => problem.path === path && problem.line === line) ?? false;
}

const namedIn = onceEach((side: Side): ReadonlySet<string> => new Set(usesIn(side).map(({ source }) => keyOf(source))));

function keyOf({ kind, namespace, name }: VariableSource): string {
  return refKey({ group: '', kind, namespace, name });
}

/** A name that is nearly another one is a slip; any other may be of what people or other repositories make. */
function found({ object, source }: Use, { before }: ClusterView, side: Side): readonly Found[] {
  const { kind, namespace, name, optional, node } = source;
  const meant = nearest(name, namesIn(source, side, before));
  const elsewhere = side.index.ofKind(`/${kind}`).find(({ resource }) => resource.name === name);
  if (optional && meant === undefined && elsewhere === undefined) return [];
  const title = objectTitle({ kind, namespace, name });
  const together = (names: string, areMany = false) =>
    `${names} ${areMany ? 'take' : 'takes'} variables from ${title}, which nothing in the repository makes, and nothing has named before`;
  const isSlip = meant !== undefined || elsewhere !== undefined;
  const isSure = isSlip || (side.isWhole && !side.makesFluxObjects);
  return [
    {
      object,
      ...(isSure ? {} : { severity: 'notice' }),
      message: together(objectTitle(object.resource)),
      together,
      ...fixOf(source, meant, elsewhere),
      ...side.placeOf(object, nodeAt(node, 'name') ?? node),
    },
  ];
}

function fixOf(
  { kind, namespace }: VariableSource,
  meant: string | undefined,
  elsewhere: InventoryObject | undefined,
): Pick<Found, 'fix'> {
  if (elsewhere !== undefined) {
    const other = objectTitle(elsewhere.resource);
    return { fix: `Move ${other} to ${quoted(namespace)}: a FluxKustomization reads no ${kind} of another namespace.` };
  }
  return meant === undefined ? {} : { fix: `Correct the name: did you mean ${quoted(meant)}?` };
}

/** The sources that could be meant: those that are there, and those that were in use before the merge. */
function namesIn({ kind, namespace }: VariableSource, side: Side, before: Side | undefined): ReadonlySet<string> {
  const made = side.index.ofKind(`/${kind}`).filter(({ resource }) => namespaceOf(resource) === namespace);
  const used = before === undefined ? [] : usesIn(before).map(({ source }) => source);
  const usual = used.filter((each) => each.kind === kind && each.namespace === namespace);
  return new Set([...usual.map(({ name }) => name), ...made.map(({ resource }) => resource.name)]);
}
