import { Mapping, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { type Gvk, isSelected } from '../../model/gvk.ts';
import { NO_NAMESPACE } from '../../model/identity.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';

/** A name somewhere in an object, and what it may refer to. */
export interface Query {
  readonly referrer: Resource;
  /** The kind that the field refers to. */
  readonly referred: Gvk;
  readonly name: string;
  /** The namespace written beside the name, if the field has a place for one. */
  readonly namespace: string | undefined;
  /** Whether the referral's namespace is written too, so that it must be as clear as the name. */
  readonly takesNamespace: boolean;
  readonly isRoleRef: boolean;
}

/**
 * The objects of a build by the names they had: an object that kept its name all along is never a referral, since
 * there is nothing to follow.
 */
export class Referrals {
  readonly #byFormerName = new Map<string, Named>();
  readonly #byOriginalNamespace = new Map<string, Resource[]>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      for (const name of new Set(resource.trail.previousIds.map((id) => id.name))) this.#note(name, resource);
      push(this.#byOriginalNamespace, resource.original.namespace, resource);
    }
  }

  /** Whether any object had the name. */
  readonly isNamed = (name: string): boolean => this.#byFormerName.has(name);

  /**
   * @returns the one object that a name means, `undefined` where it means none of them
   * @throws BuildError where it could mean several with different names
   * @see kustomize api/filters/nameref Filter.selectReferral
   */
  find(query: Query): Resource | undefined {
    const { referrer } = query;
    const named = within(this.#byFormerName.get(query.name), referrer);
    if (named === undefined) return undefined;
    const inReach = reachOf(referrer);
    const roleRef = query.isRoleRef ? roleRefOf(referrer) : undefined;
    const candidates = this.#inNamespace(named, query, inReach).filter(
      (each) =>
        inReach(each) &&
        wasKind(each, query.referred) &&
        (roleRef === undefined || wasKind(each, roleRef)) &&
        sharesNamespace(each, referrer),
    );
    if (candidates.length === 1) return candidates[0];
    let nearest = candidates.filter((each) => affixesMatch(each, referrer, true));
    if (nearest.length > 1) nearest = nearest.filter((each) => affixesMatch(each, referrer, false));
    const [first] = nearest;
    if (nearest.every((each) => isSame(each, first, query.takesNamespace))) return first;
    throw ambiguous(query, nearest);
  }

  #note(name: string, resource: Resource): void {
    const named: Named = this.#byFormerName.get(name) ?? { all: [], byNamespace: new Map(), isEverywhere: false };
    this.#byFormerName.set(name, named);
    named.all.push(resource);
    push(named.byNamespace, resource.effectiveNamespace, resource);
    named.isEverywhere ||= resource.clusterScoped;
  }

  /** A written namespace means the one people wrote, or failing that the one objects are in now. */
  #inNamespace(
    named: readonly Resource[],
    { namespace }: Query,
    inReach: (resource: Resource) => boolean,
  ): readonly Resource[] {
    if (namespace === undefined) return named;
    const meansOriginal = (this.#byOriginalNamespace.get(namespace) ?? []).some(inReach);
    if (namespace === NO_NAMESPACE) return [];
    return named.filter((each) => (meansOriginal ? each.original.namespace : each.effectiveNamespace) === namespace);
  }
}

/** The objects that had a name. */
interface Named {
  readonly all: Resource[];
  readonly byNamespace: Map<string, Resource[]>;
  /** Whether one of them has no namespace, and so can be named from each. */
  isEverywhere: boolean;
}

/** @returns those that could be in reach: an app that is in a hundred namespaces has a hundred objects of a name */
function within(named: Named | undefined, { clusterScoped, kind, effectiveNamespace }: Resource) {
  const isFar = clusterScoped || kind === 'RoleBinding' || named?.isEverywhere;
  return isFar ? named?.all : named?.byNamespace.get(effectiveNamespace);
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** @see kustomize api/resmap resWrangler.SubsetThatCouldBeReferencedByResource */
function reachOf(referrer: Resource): (candidate: Resource) => boolean {
  if (referrer.clusterScoped) return () => true;
  const namespace = referrer.effectiveNamespace;
  const others = referrer.kind === 'RoleBinding' ? serviceAccountNamespaces(referrer) : new Set<string>();
  return (candidate) =>
    candidate.clusterScoped || candidate.effectiveNamespace === namespace || others.has(candidate.namespace);
}

/**
 * Refuses a RoleBinding with a ServiceAccount whose namespace is not a text, whether a name in it has changed or not:
 * kustomize looks for what each object could refer to before it looks for names.
 *
 * @throws BuildError where there is one
 * @see kustomize api/resmap getNamespacesForRoleBinding
 */
export function refuseBlankSubjects(referrer: Resource): void {
  if (referrer.kind === 'RoleBinding' && !referrer.clusterScoped) serviceAccountNamespaces(referrer);
}

function serviceAccountNamespaces(binding: Resource): ReadonlySet<string> {
  const subjects = binding.node.get('subjects');
  const namespaces = new Set<string>();
  if (!(subjects instanceof Sequence)) return namespaces;
  for (const subject of subjects.items) {
    if (!(subject instanceof Mapping)) continue;
    const kind = subject.get('kind');
    const namespace = subject.get('namespace');
    if (namespace === undefined || !(kind instanceof Scalar) || kind.text !== 'ServiceAccount') continue;
    if (!(namespace instanceof Scalar) || namespace.tag !== 'str') {
      const message = `the namespace of a subject of ${describeResource(binding)} must be a string`;
      const fix = 'Write the namespace of the ServiceAccount, or leave the field out.';
      throw failAt('invalid-object', message, { path: binding.trail.origin.path, node: namespace, fix });
    }
    namespaces.add(namespace.text);
  }
  return namespaces;
}

function roleRefOf(referrer: Resource): Gvk | undefined {
  const roleRef = referrer.node.get('roleRef');
  if (!(roleRef instanceof Mapping)) return undefined;
  const group = roleRef.get('apiGroup');
  const kind = roleRef.get('kind');
  if (!(group instanceof Scalar) || !(kind instanceof Scalar)) return undefined;
  return { group: group.text, version: '', kind: kind.text };
}

function wasKind(resource: Resource, selector: Gvk): boolean {
  return resource.trail.previousIds.some((id) => isSelected({ ...resource.gvk, kind: id.kind }, selector));
}

/** A service account may be named from any namespace, by a role binding. */
function sharesNamespace(candidate: Resource, referrer: Resource): boolean {
  return (
    referrer.clusterScoped ||
    candidate.clusterScoped ||
    candidate.kind === 'ServiceAccount' ||
    candidate.effectiveNamespace === referrer.effectiveNamespace
  );
}

/** @see kustomize api/resource Resource.PrefixesSuffixesEquals */
function affixesMatch(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  return (
    endsMatch(a.trail.prefixes, b.trail.prefixes, allowEmpty) &&
    endsMatch(a.trail.suffixes, b.trail.suffixes, allowEmpty)
  );
}

function endsMatch(a: readonly string[], b: readonly string[], allowEmpty: boolean): boolean {
  if (allowEmpty && (a.length === 0 || b.length === 0)) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter === 0) return a.length === b.length;
  for (let back = 1; back <= shorter; back++) if (a[a.length - back] !== b[b.length - back]) return false;
  return true;
}

function isSame(a: Resource, b: Resource | undefined, withNamespace: boolean): boolean {
  return b !== undefined && a.name === b.name && (!withNamespace || a.namespace === b.namespace);
}

function ambiguous({ referrer, name }: Query, candidates: readonly Resource[]): Error {
  const names = candidates.map(describeResource).join(', ');
  return failAt('ambiguous-reference', `"${name}" in ${describeResource(referrer)} could refer to any of ${names}`, {
    path: referrer.trail.origin.path,
    node: referrer.node,
    fix: 'Give the objects different names, or move the reference next to the object it refers to.',
  });
}
