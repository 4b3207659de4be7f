import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { failAt } from './problem.ts';
import type { Trail } from './resource.ts';

const DOMAIN = 'internal.config.kubernetes.io';

/** Asks for a hash behind the name of a ConfigMap or Secret, whoever wrote it. */
const NEEDS_HASH = `${DOMAIN}/needsHashSuffix`;

/** Says that `namespace:` is not to move an object. */
export const HELM_GENERATED = `${DOMAIN}/helm-generated`;

const ENABLED = 'enabled';

/**
 * Reads what kustomize notes of an object on its way: it writes that into annotations, and so finds it where a manifest
 * brings it along.
 *
 * @param object as it stands in a file
 * @throws BuildError where its former names are not as many as their namespaces and kinds
 * @see kustomize api/resource BuildAnnotations, api/internal/utils PrevIds
 */
export function notesIn(object: Mapping, path: string): Partial<Trail> {
  const annotations = annotationsOf(object);
  if (annotations === undefined) return {};
  const list = (name: string) => textIn(annotations, name)?.split(',');
  const names = list('previousNames') ?? [];
  const [namespaces, kinds] = [list('previousNamespaces') ?? [''], list('previousKinds') ?? ['']];
  if (names.length > 0 && (names.length !== namespaces.length || names.length !== kinds.length)) {
    const message = `the annotation ${DOMAIN}/previousNames must name as many as previousNamespaces and previousKinds`;
    throw failAt('invalid-object', message, { path, node: annotations, fix: 'Remove it: it is for kustomize itself.' });
  }
  return {
    prefixes: list('prefixes') ?? [],
    suffixes: list('suffixes') ?? [],
    previousIds: names.map((name, at) => ({ name, namespace: namespaces[at] ?? '', kind: kinds[at] ?? '' })),
  };
}

/** @returns whether an object asks for a hash behind its name by itself. */
export function asksForHash(object: Mapping): boolean {
  return isEnabled(object, 'needsHashSuffix');
}

/** @returns an object that no longer asks for a hash. */
export function withoutHash(object: Mapping): Mapping {
  const metadata = object.get('metadata');
  const annotations = annotationsOf(object);
  if (!(metadata instanceof Mapping) || annotations?.get(NEEDS_HASH) === undefined) return object;
  return object.with('metadata', metadata.with('annotations', annotations.without(NEEDS_HASH)));
}

/** @returns what a patch says that it may change, beside its options. @see kustomize Resource.NameChangeAllowed */
export function allowedBy(patch: Mapping): { readonly name: boolean; readonly kind: boolean } {
  return { name: isEnabled(patch, 'allowNameChange'), kind: isEnabled(patch, 'allowKindChange') };
}

/**
 * Refuses a patch that brings along what kustomize has noted of another object: what that does to those it is merged
 * into is not done here.
 *
 * @throws BuildError where it does
 */
export function refuseNotes(patch: Mapping, path: string): void {
  const annotations = annotationsOf(patch);
  for (const name of ['prefixes', 'suffixes', 'previousNames', 'previousNamespaces', 'previousKinds']) {
    const node = annotations?.get(`${DOMAIN}/${name}`);
    if (node === undefined) continue;
    const message = `the annotation ${DOMAIN}/${name} is internal to kustomize, and its effect in a patch is unknown`;
    throw failAt('unsupported-field', message, { path, node, fix: 'Remove it.' });
  }
}

function isEnabled(object: Mapping, name: string): boolean {
  return textIn(annotationsOf(object), name) === ENABLED;
}

function textIn(annotations: Mapping | undefined, name: string): string | undefined {
  const value: Node | undefined = annotations?.get(`${DOMAIN}/${name}`);
  return value instanceof Scalar ? value.text : undefined;
}

function annotationsOf(object: Mapping): Mapping | undefined {
  const metadata = object.get('metadata');
  const annotations = metadata instanceof Mapping ? metadata.get('annotations') : undefined;
  return annotations instanceof Mapping ? annotations : undefined;
}
