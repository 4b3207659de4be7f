import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Node } from '../../yaml/node/node.ts';
import { pathInRepository } from '../artifact/artifact-root.ts';
import {
  type ArtifactGenerator,
  type GeneratorSource,
  type OutputArtifact,
  pausedBy,
} from '../objects/artifact-generator.ts';
import { clampPath, type SourceRef } from '../objects/flux-kustomization.ts';
import { contentFiles } from './composed-files.ts';
import type { Composition, OpenedContent, SourceContent } from './composition.ts';
import { CopyFailure, NotComposed } from './copy/not-composed.ts';
import { SourceFiles } from './copy/source-files.ts';
import { failing, type NotMade, notKnown } from './not-made.ts';
import { artifactRequests } from './path-pattern.ts';
import { InvalidGenerator, validateGenerator } from './validate-generator.ts';

/** What a generator asks for, as far as that is known. */
export type Asked =
  | { readonly kind: 'asked'; readonly artifacts: readonly OutputArtifact[]; readonly sources: Composition['sources'] }
  | NotMade;

/** What decides what a generator asks for. */
export interface AskedOf {
  /** The repository, and what was resolved of what it refers to. */
  readonly files: Files;
  /** The cluster's own directories. */
  readonly clusters: readonly string[];
  /** Why the controller does nothing with a generator; `undefined` where it does, and where nothing is known of it. */
  readonly refusalOf: (
    generator: Resource,
  ) => { readonly reason: string; readonly node: Node | undefined; readonly fix: string } | undefined;
}

const PAUSED = 'is paused and makes nothing new: what it made before is not known here';

/** What to do where the controller refuses what is asked for, or cannot find it. */
export const CORRECT = 'Correct it: it asks for something that does not exist.';
/** What to do where that is more than is looked at here. */
export const TAKE_LESS = 'Copy less, or only what can be read here.';
const TAKE_ELSEWHERE = 'Take it from a GitRepository or an OCIRepository to have it followed.';

/**
 * @param open gives the artifact of a source
 * @throws Needs where something has not been resolved or fetched yet
 * @see fluxcd/source-watcher internal/controller ArtifactGeneratorReconciler.Reconcile
 */
export function askedArtifacts(
  generator: ArtifactGenerator,
  { files, clusters, refusalOf }: AskedOf,
  open: (source: SourceRef) => OpenedContent,
): Asked {
  const { resource } = generator;
  const node = pausedBy(resource);
  if (node !== undefined)
    return notKnown(generator, PAUSED, { node, fix: 'Remove the annotation to have it followed.' });
  const refusal = refusalOf(resource);
  if (refusal !== undefined) return failing(generator, refusal.reason, refusal);
  try {
    validateGenerator(generator);
    const sources: (readonly [string, SourceContent])[] = [];
    for (const source of generator.sources) {
      const opened = open(source);
      if (opened.kind === 'opened')
        sources.push([source.alias, placed(generator, source, opened, { files, clusters })]);
      else if (opened.kind !== 'external' || opened.unfetched !== undefined) return opened;
      else {
        const reason = `takes from ${objectTitle(source)}, which is not fetched`;
        return notKnown(generator, reason, { node: source.node, fix: TAKE_ELSEWHERE });
      }
    }
    const artifacts = artifactRequests(generator, (alias) => {
      const found = sources.find(([each]) => each === alias)?.[1];
      return found && new SourceFiles(contentFiles(files, found.content), found.at);
    });
    return { kind: 'asked', artifacts, sources };
  } catch (error) {
    if (error instanceof InvalidGenerator) return failing(generator, error.message, { node: error.node, fix: CORRECT });
    if (error instanceof CopyFailure) {
      const reason = `failed to expand path pattern: ${error.message}`;
      return failing(generator, reason, { node: resource.node.get('spec'), fix: CORRECT });
    }
    if (!(error instanceof NotComposed)) throw error;
    return notKnown(generator, error.message, { node: undefined, fix: TAKE_LESS });
  }
}

/** What was pushed was pushed from a directory of the repository: the one in which its paths lead somewhere. */
function placed(
  { artifacts, pathPattern }: ArtifactGenerator,
  { alias, kind }: GeneratorSource,
  { content, at }: Extract<OpenedContent, { kind: 'opened' }>,
  { files, clusters }: Pick<AskedOf, 'files' | 'clusters'>,
): SourceContent {
  if (at !== '' || kind === 'ExternalArtifact') return { content, at };
  const patterns = [pathPattern, ...artifacts.flatMap(({ copies }) => copies.map(({ from }) => from))];
  for (const pattern of patterns.filter((each) => each.startsWith(`@${alias}/`))) {
    const path = clampPath(literalPart(pattern.slice(alias.length + 2)));
    const there = pathInRepository(path, kind, clusters, (each) => files.find(each).kind !== 'absent');
    if (there !== path) return { content, at: there.slice(0, path === '' ? there.length : -path.length - 1) };
  }
  return { content, at };
}

function literalPart(pattern: string): string {
  const segments = pattern.split('/');
  const special = segments.findIndex((segment) => /[*?[{\\]/.test(segment));
  return (special < 0 ? segments : segments.slice(0, special)).join('/');
}
