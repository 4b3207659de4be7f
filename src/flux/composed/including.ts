import { fullName, objectTitle, plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { basename, isWithin, joinPath } from '../../tree/objects/paths.ts';
import type { Lack } from '../../tree/sources/source-table.ts';
import { lineOf } from '../../yaml/node/node.ts';
import { type ArtifactFilter, type NotIncluded, WHOLE_ARTIFACT } from '../artifact/artifact-filter.ts';
import { SOURCE_IGNORE, sourceIgnores } from '../artifact/source-ignores.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { type IncludedRepository, includedBy } from '../objects/included-repositories.ts';
import { compose, contentFiles } from './composed-files.ts';
import type { ArtifactContent, Including, OpenedContent, SourceContent } from './composition.ts';
import { CHECKOUT, type Placement } from './copy/apply-placement.ts';
import type { NotMade } from './not-made.ts';

/** The artifact of a source, with the parts of others that it includes. */
export interface Included {
  readonly content: ArtifactContent;
  /** What keeps Flux from putting it together. */
  readonly problems: readonly Problem[];
  /** Whether it includes what is not among the objects that are known so far. */
  readonly waits: boolean;
}

/** A part that is had, as it is put in its place. */
interface Part {
  readonly item: IncludedRepository;
  readonly alias: string;
  readonly opened: Extract<OpenedContent, { kind: 'opened' }>;
}

/**
 * Puts the artifacts that a GitRepository includes in their places in its own, before that is filtered. One that is not
 * had leaves its place unknown, and nothing else.
 *
 * @param filter what the source says of its own files
 * @param open gives the artifact of a source of the same namespace
 * @throws Needs where something has not been resolved or fetched yet
 * @see fluxcd/source-controller GitRepositoryReconciler.fetchIncludes, reconcileInclude
 */
export function withIncluded(
  files: Files,
  source: Resource,
  filter: ArtifactFilter,
  open: (source: SourceRef) => OpenedContent,
): Included {
  const items = source.kind === 'GitRepository' ? includedBy(source) : [];
  if (items.length === 0) return { content: filter, problems: [], waits: false };
  const namespace = source.namespace || 'default';
  const parts: Part[] = [];
  const lacking: NotIncluded[] = [];
  const problems: Problem[] = [];
  let waits = false;
  for (const [index, item] of items.entries()) {
    const reference = { kind: 'GitRepository', namespace, name: item.name };
    const opened = open(reference);
    if (opened.kind === 'opened') parts.push({ item, alias: `${index} ${item.name}`, opened });
    else lacking.push({ at: placeOf(filter, item), lack: whyNot(opened, reference) });
    if (opened.kind === 'unknown') waits = true;
    if (opened.kind === 'gone') problems.push(unavailableProblem(source, item, opened));
  }
  if (parts.length === 0) return { content: { ...filter, includes: lacking }, problems, waits };
  const content = includingOf(files, filter, parts, lacking);
  const composed = compose(files, content.of);
  if (composed.kind === 'composed') return { content, problems, waits };
  if (composed.kind === 'failed') {
    // The first step is the checkout.
    const item = parts[composed.step - 1]?.item;
    if (item !== undefined) problems.push(copyProblem(source, item, composed.message));
  }
  const reason = composed.kind === 'failed' ? composed.message : `${objectTitle(source)} ${composed.reason}`;
  const lack: Lack = { reason, remedy: 'Correct what it includes.' };
  const includes = items.map((item) => ({ at: placeOf(filter, item), lack }));
  return { content: { ...filter, includes }, problems, waits };
}

/** @returns that a source waits for its own artifact */
export function includesItself(source: Resource | undefined, reference: SourceRef): NotMade {
  const reason = `${plainTitle(reference)} includes itself, and so waits for its own artifact`;
  const fix = 'Remove one of the two includes.';
  const [item] = includedBy(source);
  return { kind: 'gone', why: { reason, fix, path: source?.trail.origin.path ?? '', line: item && lineOf(item.node) } };
}

function placeOf({ base }: ArtifactFilter, { to }: IncludedRepository): string {
  return joinPath(base, to) ?? base;
}

/** Its own files are checked out as they are: what is left out of an artifact is left out of the whole. */
function includingOf(
  files: Files,
  filter: ArtifactFilter,
  parts: readonly Part[],
  includes: readonly NotIncluded[],
): Including {
  const { base, sparseCheckout, recurseSubmodules } = filter;
  const checkout = { ...WHOLE_ARTIFACT, base, sparseCheckout, recurseSubmodules };
  const sources: Including['of']['sources'] = [
    [CHECKOUT, { content: checkout, at: base }],
    ...parts.map(({ alias, opened: { content, at } }) => [alias, { content, at }] as const),
  ];
  const steps: readonly Placement[] = [
    { alias: CHECKOUT, from: '', to: '' },
    ...parts.map(({ alias, item: { from, to } }) => ({ alias, from, to })),
  ];
  const hasPatterns = filter.hasPatterns || parts.some(({ item, opened }) => bringsIgnores(files, opened, item));
  return {
    kind: 'including',
    of: { kind: 'composed', base, sources, steps },
    filter: { ...filter, hasPatterns, sparseCheckout: undefined, recurseSubmodules: false, includes },
  };
}

/** @returns whether a part holds ignore files: they count in the whole too */
function bringsIgnores(files: Files, source: SourceContent, { from, to }: IncludedRepository): boolean {
  if (basename(to) === SOURCE_IGNORE) return true;
  return ignoresIn(files, source.content).some((path) => isWithin(path, from));
}

/** @returns the ignore files that are in an artifact, relative to its root */
function ignoresIn(files: Files, content: ArtifactContent): readonly string[] {
  if ('kind' in content && content.kind === 'composed') return [];
  const base = 'kind' in content ? content.of.base : content.base;
  const own = sourceIgnores(files, base);
  const others = 'kind' in content ? content.of.steps.flatMap((step) => ignoresOfPart(files, content, step)) : [];
  const seen = contentFiles(files, content);
  return [...own, ...others].filter((path) => seen.find(joinPath(base, path) ?? base).kind === 'file');
}

function ignoresOfPart(files: Files, { of }: Including, step: Including['of']['steps'][number]): readonly string[] {
  if (!('alias' in step) || step.alias === CHECKOUT) return [];
  const part = of.sources.find(([alias]) => alias === step.alias)?.[1];
  const below = part === undefined ? [] : ignoresIn(files, part.content).filter((path) => isWithin(path, step.from));
  return below.map((path) => joinPath(step.to, step.from === '' ? path : path.slice(step.from.length + 1)) ?? path);
}

function whyNot(opened: Exclude<OpenedContent, { kind: 'opened' }>, reference: SourceRef): Lack | undefined {
  if (opened.kind === 'gone') return { reason: opened.why.reason, remedy: opened.why.fix };
  if (opened.kind === 'unknown') {
    const reason = `${objectTitle(reference)} is not among the known objects`;
    return { reason, remedy: `Add ${fullName(reference)} to the repository to have it followed.` };
  }
  const { unfetched } = opened;
  return unfetched && { reason: unfetched.reason, remedy: unfetched.fix };
}

/** A source waits for what it includes, and stays at what it was. */
function unavailableProblem(
  source: Resource,
  { name, node }: IncludedRepository,
  { why }: Extract<OpenedContent, { kind: 'gone' }>,
): Problem {
  return noArtifact(source, node, `it includes ${name}, which has none either: ${why.reason}`, why.fix);
}

function copyProblem(source: Resource, { name, from, to, node }: IncludedRepository, message: string): Problem {
  const reason = `failed to copy '${name}' include from ${from || '.'} to ${to || '.'}: ${message}`;
  return noArtifact(source, node, reason, 'Name a fromPath that exists, and a toPath where nothing is yet.');
}

function noArtifact(source: Resource, node: IncludedRepository['node'], reason: string, fix: string): Problem {
  return {
    code: 'no-artifact',
    message: `${plainTitle(source)} gives Flux no artifact for this revision, so everything built from it stays as it was: ${reason}`,
    path: source.trail.origin.path,
    line: lineOf(node),
    fix,
  };
}
