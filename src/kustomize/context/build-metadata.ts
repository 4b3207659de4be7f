import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { printYaml } from '../../yaml/print/print.ts';
import type { Resource } from '../model/resource.ts';
import { unshare } from '../nodes/shared-scalars.ts';
import { stringValues } from '../nodes/string-values.ts';
import { type OriginPlace, originOfFile, type TargetOf } from './target.ts';

export const ORIGIN = 'config.kubernetes.io/origin';
const TRANSFORMATIONS = 'alpha.config.kubernetes.io/transformations';

/**
 * Where an object, or a change to it, comes from, as kustomize writes it into an annotation.
 *
 * @see kustomize api/resource Origin
 */
export type OriginNote = OriginPlace | (Omit<OriginPlace, 'path'> & Configurer & { readonly configuredIn: string });

/** What configures a change: a builtin, or an object. */
interface Configurer {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What of a kustomization says which notes are wanted. */
export interface BuildMetadata {
  readonly buildMetadata: readonly Scalar[];
}

/** @returns whether a root's `buildMetadata` asks for something. */
export function asksFor({ buildMetadata }: BuildMetadata, option: string): boolean {
  return buildMetadata.some((each) => each.text === option);
}

/** @returns the note of a builtin of a kustomization file; `undefined` where no notes are wanted. */
export function builtinNote(target: TargetOf, kind: string): OriginNote | undefined {
  const origin = originOfFile(target);
  return origin && configuredBy(origin, { apiVersion: 'builtin', kind });
}

/** @returns the note of what something changes that is configured at a place */
export function configuredBy({ path, ...repository }: OriginPlace, by: Configurer): OriginNote {
  return { ...repository, configuredIn: path, ...by };
}

/** @returns where an object was noted to come from */
export function placeNoted(resource: Resource): OriginPlace | undefined {
  const lines = resource.annotations().get(ORIGIN)?.trimEnd().split('\n') ?? [];
  const noted = (key: string) => lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
  const [path, repo, ref] = ['path', 'repo', 'ref'].map(noted);
  return path === undefined ? undefined : { path, ...(repo && { repo }), ...(ref && { ref }) };
}

/** Notes where an object comes from, over what its manifest may say of that. */
export function noteOrigin(resource: Resource, note: OriginNote | undefined): Resource {
  return note === undefined ? resource : annotate(resource, ORIGIN, originText(note));
}

/** Notes a change; an object of unknown origin is taken for one that the change has made. */
export function noteTransformation(resource: Resource, note: OriginNote): Resource {
  const annotations = resource.annotations();
  if (!annotations.has(ORIGIN)) return annotate(resource, ORIGIN, originText(note));
  const [first = '', ...rest] = originText(note).trimEnd().split('\n');
  const item = [`- ${first}`, ...rest.map((line) => `  ${line}`), ''].join('\n');
  return annotate(resource, TRANSFORMATIONS, (annotations.get(TRANSFORMATIONS) ?? '') + item);
}

/** Removes notes that are not wanted. */
export function dropNotes(resource: Resource, kustomization: BuildMetadata): Resource {
  const unwanted = [
    ...(asksFor(kustomization, 'originAnnotations') ? [] : [ORIGIN]),
    ...(asksFor(kustomization, 'transformerAnnotations') ? [] : [TRANSFORMATIONS]),
  ];
  const metadata = resource.node.get('metadata');
  const annotations = metadata instanceof Mapping ? metadata.get('annotations') : undefined;
  if (!(metadata instanceof Mapping) || !(annotations instanceof Mapping)) return resource;
  const kept = unwanted.reduce((all, key) => all.without(key), annotations);
  return resource.withNode(resource.node.with('metadata', metadata.with('annotations', kept)));
}

function annotate(resource: Resource, key: string, text: string): Resource {
  const metadata = resource.node.get('metadata');
  const mapping = metadata instanceof Mapping ? metadata : new Mapping([]);
  const written = mapping.get('annotations');
  const standing = written && unshare(written);
  const annotations = standing instanceof Mapping ? stringValues(standing) : new Mapping([]);
  const annotated = mapping.with('annotations', annotations.with(key, new Scalar(text, 'str')));
  return resource.rewritten(resource.node.with('metadata', annotated));
}

function originText(note: OriginNote): string {
  const from = [
    ['repo', note.repo],
    ['ref', note.ref],
  ] as const;
  const repository = from.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${scalar(value)}`]));
  if ('path' in note) return [`path: ${scalar(note.path)}`, ...repository, ''].join('\n');
  const by = [
    ['apiVersion', note.apiVersion],
    ['kind', note.kind],
    ['name', note.name],
    ['namespace', note.namespace],
  ] as const;
  const lines = by.flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [`  ${key}: ${scalar(value)}`],
  );
  return [...repository, `configuredIn: ${scalar(note.configuredIn)}`, 'configuredBy:', ...lines, ''].join('\n');
}

function scalar(text: string): string {
  return printYaml(new Scalar(text, 'str')).trimEnd();
}
