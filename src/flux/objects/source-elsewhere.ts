import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { OciFollows, SourceRef } from '../../tree/sources/source-ref.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';
import { lineOf, Mapping, type Node } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { followedRef } from './followed-ref.ts';
import { unknownFieldIn } from './unknown-field.ts';

/** Why the files of a source are not known, at the line that decides it. */
export interface Unfetched {
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly fix: string;
  readonly path: string;
  readonly line: number | undefined;
}

/**
 * @param source an object that files are taken from
 * @returns what it refers to elsewhere, or why nobody can tell; `undefined` for kinds that are declared alone
 */
export function sourceElsewhere(source: Resource): SourceRef | Unfetched | undefined {
  const { kind, node } = source;
  if (kind !== 'GitRepository' && kind !== 'OCIRepository') return undefined;
  const spec = nodeAt(node, 'spec');
  const why = whySuspended(source) ?? whyHidden(source, 'spec', ['url', 'ref', 'layerSelector']);
  if (why !== undefined) return why;
  const url = textAt(spec, 'url').trim();
  if (kind === 'GitRepository') {
    const asks = textAt(spec, 'recurseSubmodules') === 'true';
    return { kind: 'git', url, follows: followedRef(node), ...(asks ? { submodules: true } : {}) };
  }
  const insecure = whyInsecure(source);
  if (insecure !== undefined) return insecure;
  return { kind: 'oci', url, follows: ociFollows(node), mediaType: textAt(spec, 'layerSelector', 'mediaType') };
}

/** @returns why what an object that is suspended stands for is not known */
export function whySuspended(object: Resource): Unfetched | undefined {
  const suspend = nodeAt(object.node, 'spec', 'suspend');
  if (textAt(suspend) !== 'true') return undefined;
  return unfetched(object, suspend, WHILE_SUSPENDED, 'Resume it to have it followed.');
}

/** @returns why a registry that is asked without TLS is not */
export function whyInsecure(source: Resource): Unfetched | undefined {
  const insecure = nodeAt(source.node, 'spec', 'insecure');
  if (textAt(insecure) !== 'true') return undefined;
  const reason = 'is requested without TLS, and nothing is fetched that way';
  return unfetched(source, insecure, reason, 'Remove spec.insecure.');
}

/**
 * @param path of what holds the fields, with points: `spec`, `spec.chart.spec`
 * @returns why nobody can tell what fields of an object say, or may tell it to others, at the line of the first
 */
export function whyHidden(object: Resource, path: string, fields: readonly string[]): Unfetched | undefined {
  const holder = nodeAt(object.node, ...path.split('.'));
  const secret = fields.flatMap((field) => secretsIn(nodeAt(holder, field)))[0];
  if (secret !== undefined) {
    const reason = 'uses a value of a Secret, which is never sent to another host';
    return unfetched(object, secret, reason, 'Write it without variables of a Secret.');
  }
  if (!(holder instanceof Mapping)) return undefined;
  const [unknown] = fields.flatMap((field) => unknownFieldIn(holder, field) ?? []);
  if (unknown === undefined) return undefined;
  const reason = `is known only to the cluster: ${path}.${unknown.name} is "${unknown.template}"`;
  const fix = 'List its variables under clusters[].substitute in the configuration.';
  return unfetched(object, unknown.node, reason, fix);
}

function secretsIn(node: Node | undefined): readonly Node[] {
  return node === undefined ? [] : hiddenIn(node).filter(({ hidden }) => hidden === 'secret');
}

const WHILE_SUSPENDED = 'is suspended: the cluster has the revision from before that, which is not known here';

/** @returns why what a source refers to is not had, at the line that says what it is */
export function unfetched(source: Resource, at: Node | undefined, reason: string, fix: string): Unfetched {
  const place = at === undefined ? followedAt(source) : { path: source.trail.origin.path, line: lineOf(at) };
  return { reason: `${objectTitle(source)} ${reason}`, fix, ...place };
}

/** In the order in which they win. */
const REF_FIELDS: Readonly<Record<string, readonly string[]>> = {
  GitRepository: ['commit', 'name', 'tag', 'semver', 'branch'],
  OCIRepository: ['digest', 'semver', 'tag'],
};

/** @returns the line of a source that says what it follows; its address where nothing does */
export function followedAt({ kind, node, trail }: Resource): Pick<Unfetched, 'path' | 'line'> {
  const field = REF_FIELDS[kind]?.find((each) => textAt(node, 'spec', 'ref', each) !== '');
  const ref = field === undefined ? undefined : nodeAt(node, 'spec', 'ref', field);
  return { path: trail.origin.path, line: lineOf(ref ?? nodeAt(node, 'spec', 'url') ?? node) };
}

/**
 * @param source an OCIRepository
 * @returns what it follows: its more exact fields win
 * @see fluxcd/source-controller OCIRepositoryReconciler.getArtifactRef
 */
export function ociFollows(source: Node): OciFollows {
  const ref = (field: string): string => textAt(source, 'spec', 'ref', field);
  if (ref('digest') !== '') return { kind: 'digest', value: ref('digest'), filter: '' };
  if (ref('semver') !== '') return { kind: 'semver', value: ref('semver'), filter: ref('semverFilter') };
  return { kind: 'tag', value: ref('tag') || 'latest', filter: '' };
}
