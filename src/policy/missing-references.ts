import { makesSecret, mayHoldMore } from './providers.ts';
import { type Reference, type ReferredKind, referencesOf } from './references.ts';
import type { Found } from './rule.ts';
import type { Side } from './side.ts';

/** What is in every namespace without being told. */
const BUILT_IN: Readonly<Record<ReferredKind, string>> = {
  '/ConfigMap': 'kube-root-ca.crt',
  '/Secret': '',
  '/ServiceAccount': 'default',
};

/**
 * @returns what a cluster's workloads refer to and is not there: certain where this merge takes it away, else a warning,
 *   since people make such objects by hand; where charts, operators or other repositories make them, a notice
 */
export function missingReferences(side: Side, former: Side | undefined, kind: ReferredKind): readonly Found[] {
  return referencesOf(side)
    .filter((reference) => reference.kind === kind && !isThere(side, reference))
    .map((reference) => describe(side, former, reference));
}

function isThere(side: Side, { kind, namespace, name }: Reference): boolean {
  if (name === BUILT_IN[kind] || side.index.find(kind, namespace, name) !== undefined) return true;
  return kind === '/Secret' && makesSecret(side, namespace, name);
}

function describe(side: Side, former: Side | undefined, reference: Reference): Found {
  const { kind, namespace, name, from, node } = reference;
  const title = `${kind.slice(1)} ${namespace}/${name}`;
  const together = (names: string) => `${title} does not exist, and is needed by ${names}`;
  const severity = severityOf(side, former, reference);
  return {
    object: from,
    ...(severity === undefined ? {} : { severity }),
    message: together(`${from.resource.kind}/${from.resource.name}`),
    together,
    ...side.placeOf(from, node),
    fix: `Add ${title} to what the cluster refers to, or correct the name.`,
  };
}

function severityOf(
  side: Side,
  former: Side | undefined,
  { kind, namespace, name }: Reference,
): 'notice' | 'warning' | undefined {
  if (mayHoldMore(side, namespace)) return 'notice';
  if (former === undefined) return 'warning';
  if (former.index.find(kind, namespace, name) !== undefined) return undefined;
  // What others did without its being in the repository is there by other means.
  const isUsed = referencesOf(former).some(
    (other) => other.kind === kind && other.namespace === namespace && other.name === name,
  );
  return isUsed ? 'notice' : 'warning';
}
