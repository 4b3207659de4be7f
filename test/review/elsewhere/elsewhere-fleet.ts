import type { Review } from '../../../src/review/contract/review.ts';
import { type ReviewRequest, review } from '../../../src/review.ts';
import { sourceKey } from '../../../src/tree/sources/source-ref.ts';
import { type Elsewhere, treeWithSources } from '../../tree/tree-with-sources.ts';
import { AS_GIVEN, type Layout } from '../review-of.ts';

/** What is resolved, by the keys of references. */
export type Table = Readonly<Record<string, Elsewhere>>;

export const GIT = 'https://github.com/acme/app';

/** @returns the key of a GitRepository that follows a tag, or something else */
export function gitKey(
  value: string,
  kind: 'tag' | 'branch' | 'semver' | 'commit' | 'name' = 'tag',
  url = GIT,
): string {
  return sourceKey({ kind: 'git', url, follows: { kind, value } });
}

/** A GitRepository, and a FluxKustomization that takes its files from it; each has lines of its spec more. */
export function app(
  ref: string,
  path = './deploy',
  source: readonly string[] = [],
  spec: readonly string[] = [],
): string {
  return [
    'apiVersion: source.toolkit.fluxcd.io/v1',
    'kind: GitRepository',
    'metadata: { name: app, namespace: flux-system }',
    'spec:',
    `  url: ${GIT}`,
    `  ref: ${ref}`,
    ...source.map((line) => `  ${line}`),
    '---',
    'apiVersion: kustomize.toolkit.fluxcd.io/v1',
    'kind: Kustomization',
    'metadata: { name: app, namespace: flux-system }',
    'spec:',
    `  path: ${path}`,
    '  prune: true',
    '  sourceRef: { kind: GitRepository, name: app }',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** A ConfigMap with one value. */
export function config(name: string, value: string, namespace = 'web'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata:\n  key: ${value}\n`;
}

/** Reviews a change over one table for both sides; by the defaults, where nothing else is said. */
export function reviewedWith(
  before: Layout,
  after: Layout,
  table: Table,
  more: Partial<Omit<ReviewRequest, 'before' | 'after'>> = {},
): Review {
  return review({
    ...AS_GIVEN,
    before: treeWithSources(before, table),
    after: treeWithSources(after, table),
    ...more,
  });
}
