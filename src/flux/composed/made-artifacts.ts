import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { mountOfKey } from '../../tree/sources/mount.ts';
import { lineOf, type Node } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import { pathInRepository } from '../artifact/artifact-root.ts';
import { type OpenedArtifact, type OpenedFilter, openFilter } from '../artifact/open-filter.ts';
import {
  type ArtifactGenerator,
  isArtifactGenerator,
  type OutputArtifact,
  pausedBy,
  readArtifactGenerator,
} from '../objects/artifact-generator.ts';
import { clampPath, type SourceRef } from '../objects/flux-kustomization.ts';
import type { FilesFrom } from '../objects/own-sources.ts';
import { type Unfetched, unfetched } from '../objects/source-elsewhere.ts';
import { compose, contentFiles } from './composed-files.ts';
import type { ArtifactContent, Composition, SourceContent } from './composition.ts';
import { CopyFailure, NotComposed } from './not-composed.ts';
import { artifactRequests } from './path-pattern.ts';
import { SourceFiles } from './source-files.ts';
import { InvalidGenerator, validateGenerator } from './validate-generator.ts';

/** An artifact of a cluster, whatever makes it. */
export type OpenedContent =
  | {
      readonly kind: 'opened';
      readonly content: ArtifactContent;
      /** The path of its root among all files. */
      readonly at: string;
      readonly revision: string | undefined;
      /** What asks for it, where that is a generator. */
      readonly by?: FileLine;
    }
  | Exclude<OpenedFilter, { kind: 'opened' }>;

type NotOpened = Exclude<OpenedContent, { kind: 'opened' }>;

/** What decides what artifacts a cluster has. */
export interface ArtifactsOf {
  /** The repository, and what was resolved of what it refers to. */
  readonly files: Files;
  /** All objects of the cluster that are known so far; of two of one name the first is in force. */
  readonly resources: readonly Resource[];
  /** Where the files of a source are. */
  readonly from: (source: SourceRef) => FilesFrom;
  /** The cluster's own directories. */
  readonly clusters: readonly string[];
  /** Why the controller does nothing with a generator; `undefined` where it does, and where nothing is known of it. */
  readonly refusalOf: (
    generator: Resource,
  ) => { readonly reason: string; readonly node: Node | undefined; readonly fix: string } | undefined;
}

/** What a generator asks for, as far as that is known. */
type Requests =
  | { readonly kind: 'asked'; readonly artifacts: readonly OutputArtifact[]; readonly sources: Composition['sources'] }
  | NotOpened;

/** The artifacts that the ArtifactGenerators of a cluster make, each put together when it is asked for. */
export class MadeArtifacts {
  readonly #of: ArtifactsOf;
  readonly #generators: readonly ArtifactGenerator[];
  readonly #requests = new Map<ArtifactGenerator, Requests>();
  readonly #made = new Map<OutputArtifact, OpenedContent>();
  readonly #open = new Set<ArtifactGenerator>();

  constructor(of: ArtifactsOf) {
    this.#of = of;
    const names = new Set<string>();
    this.#generators = of.resources.filter(isArtifactGenerator).flatMap((resource) => {
      const generator = readArtifactGenerator(resource);
      const name = `${generator.namespace}/${generator.name}`;
      if (names.has(name)) return [];
      names.add(name);
      return [generator];
    });
  }

  /**
   * @param source an ExternalArtifact, or a source that an artifact may be made of
   * @throws Needs where something has not been resolved or fetched yet
   */
  open(source: SourceRef): OpenedContent {
    if (source.kind !== 'ExternalArtifact') return this.#openSource(source);
    const found = this.#generators
      .filter(({ namespace }) => namespace === source.namespace)
      .map((generator) => ({ generator, opened: this.#openMade(generator, source.name) }));
    const [first, second] = found.filter(({ opened }) => opened.kind !== 'unknown');
    if (first === undefined) return { kind: 'unknown' };
    if (second === undefined) return first.opened;
    const reason = `makes ${objectTitle(source)}, which ${titleOf(second.generator)} makes too`;
    return { kind: 'external', unfetched: why(first.generator, undefined, reason, 'Let one of them make it.') };
  }

  /** As {@link open}, with its files. */
  openFiles(source: SourceRef): OpenedArtifact {
    const opened = this.open(source);
    if (opened.kind !== 'opened') return opened;
    const { content, at, revision } = opened;
    return { kind: 'opened', files: contentFiles(this.#of.files, content), base: at, revision };
  }

  /** @returns why not all that a generator asks for is made here; `undefined` where it is */
  lackOf(resource: Resource): NotOpened | undefined {
    const generator = this.#generators.find((each) => each.resource === resource);
    if (generator === undefined) return undefined;
    const requests = this.#requestsOf(generator);
    if (requests.kind !== 'asked') return requests;
    const last = requests.artifacts.at(-1);
    const opened = last && this.#openMade(generator, last.name);
    return opened === undefined || opened.kind === 'opened' ? undefined : opened;
  }

  #openSource(source: SourceRef): OpenedContent {
    const opened = openFilter(this.#of.files, this.#of.from(source));
    if (opened.kind !== 'opened') return opened;
    const { filter, revision } = opened;
    return { kind: 'opened', content: filter, at: filter.base, revision };
  }

  /** unknown: nothing says that the generator makes it. */
  #openMade(generator: ArtifactGenerator, name: string): OpenedContent {
    const requests = this.#requestsOf(generator);
    // What a pattern would find is not known where its source is not: it may be any name.
    if (requests.kind !== 'asked') return mayMake(generator, name) ? requests : { kind: 'unknown' };
    const index = requests.artifacts.findIndex((artifact) => artifact.name === name);
    if (index < 0) return { kind: 'unknown' };
    // They are made one after another, and the first that fails ends it.
    let opened: OpenedContent = { kind: 'unknown' };
    for (const artifact of requests.artifacts.slice(0, index + 1)) {
      opened = this.#make(generator, artifact, requests.sources);
      if (opened.kind !== 'opened') break;
    }
    return opened;
  }

  #make(generator: ArtifactGenerator, artifact: OutputArtifact, sources: Composition['sources']): OpenedContent {
    const known = this.#made.get(artifact);
    if (known !== undefined) return known;
    const base = mountOfKey(`artifact ${JSON.stringify([generator.namespace, artifact.name])}`);
    const used = new Set(artifact.copies.map(({ from }) => aliasIn(from)));
    const content: Composition = {
      kind: 'composed',
      base,
      sources: sources.filter(([alias]) => used.has(alias)),
      copies: artifact.copies,
    };
    const composed = compose(this.#of.files, content);
    const opened = this.#opened(generator, artifact, content, composed);
    this.#made.set(artifact, opened);
    return opened;
  }

  #opened(
    generator: ArtifactGenerator,
    artifact: OutputArtifact,
    content: Composition,
    composed: ReturnType<typeof compose>,
  ): OpenedContent {
    if (composed.kind === 'unknown') {
      return {
        kind: 'external',
        unfetched: why(generator, artifact.node, composed.reason, 'Take less, or what is at hand.'),
      };
    }
    if (composed.kind === 'failed') {
      const copy = itemsAt(artifact.node, 'copy')[composed.copy] ?? artifact.node;
      return failed(generator, `${artifact.name} build failed: ${composed.message}`, copy);
    }
    const alias = aliasIn(`${artifact.revision}/`);
    const source = artifact.revision === '' ? undefined : generator.sources.find((each) => each.alias === alias);
    const revision = source && this.open(source);
    return {
      kind: 'opened',
      content,
      at: content.base,
      revision: revision?.kind === 'opened' ? revision.revision : undefined,
      by: { path: generator.resource.trail.origin.path, line: lineOf(artifact.node) },
    };
  }

  #requestsOf(generator: ArtifactGenerator): Requests {
    const known = this.#requests.get(generator);
    if (known !== undefined) return known;
    // Of artifacts that are made of each other, none is ever made.
    if (this.#open.has(generator)) {
      return failed(generator, 'get sources failed: it is made of what it makes itself', generator.resource.node);
    }
    this.#open.add(generator);
    const requests = this.#ask(generator);
    this.#open.delete(generator);
    this.#requests.set(generator, requests);
    return requests;
  }

  #ask(generator: ArtifactGenerator): Requests {
    const { resource } = generator;
    const paused = pausedBy(resource);
    if (paused !== undefined) {
      return {
        kind: 'external',
        unfetched: why(generator, paused, PAUSED, 'Remove the annotation to have it followed.'),
      };
    }
    const refusal = this.#of.refusalOf(resource);
    if (refusal !== undefined) return failed(generator, refusal.reason, refusal.node ?? resource.node, refusal.fix);
    try {
      validateGenerator(generator);
      const sources: (readonly [string, SourceContent])[] = [];
      for (const source of generator.sources) {
        const opened = this.#sourceOf(generator, source);
        if (opened.kind !== 'opened') return opened;
        sources.push([source.alias, this.#placed(generator, source, opened)]);
      }
      const { files } = this.#of;
      const artifacts = artifactRequests(generator, (alias) => {
        const found = sources.find(([each]) => each === alias)?.[1];
        return found && new SourceFiles(contentFiles(files, found.content), found.at);
      });
      return { kind: 'asked', artifacts, sources };
    } catch (error) {
      if (error instanceof InvalidGenerator) return failed(generator, error.message, error.node);
      if (error instanceof CopyFailure) {
        const node = resource.node.get('spec') ?? resource.node;
        return failed(generator, `failed to expand path pattern: ${error.message}`, node);
      }
      if (!(error instanceof NotComposed)) throw error;
      return {
        kind: 'external',
        unfetched: why(generator, undefined, error.message, 'Take less, or what is at hand.'),
      };
    }
  }

  #sourceOf(generator: ArtifactGenerator, source: ArtifactGenerator['sources'][number]): OpenedContent {
    const opened = this.open(source);
    if (opened.kind !== 'external' || opened.unfetched !== undefined) return opened;
    const reason = `takes from ${objectTitle(source)}, which is not fetched`;
    return {
      kind: 'external',
      unfetched: why(
        generator,
        source.node,
        reason,
        'Take it from a GitRepository or an OCIRepository to have it followed.',
      ),
    };
  }

  /** What was pushed was pushed from a directory of the repository: the one in which its paths lead somewhere. */
  #placed(
    { artifacts, pathPattern }: ArtifactGenerator,
    { alias, kind }: ArtifactGenerator['sources'][number],
    { content, at }: Extract<OpenedContent, { kind: 'opened' }>,
  ): SourceContent {
    const { files, clusters } = this.#of;
    if (at !== '' || kind === 'ExternalArtifact') return { content, at };
    const patterns = [pathPattern, ...artifacts.flatMap(({ copies }) => copies.map(({ from }) => from))];
    for (const pattern of patterns.filter((each) => aliasIn(each) === alias)) {
      const path = clampPath(literalPart(pattern.slice(alias.length + 2)));
      const there = pathInRepository(path, kind, clusters, (each) => files.find(each).kind !== 'absent');
      if (there !== path) return { content, at: there.slice(0, path === '' ? there.length : -path.length - 1) };
    }
    return { content, at };
  }
}

const PAUSED = 'makes nothing new as long as it is paused: what it has made is not known here';

function why(generator: ArtifactGenerator, at: Node | undefined, reason: string, fix: string): Unfetched {
  return unfetched(generator.resource, at ?? generator.resource.node, reason, fix);
}

function failed(
  generator: ArtifactGenerator,
  reason: string,
  at: Node,
  fix = FIX,
): Extract<NotOpened, { kind: 'gone' }> {
  const { path } = generator.resource.trail.origin;
  const message = `${titleOf(generator)} makes nothing new, so that all that is built from it stays as it was: ${reason}`;
  return { kind: 'gone', why: { reason: message, fix, path, line: lineOf(at) } };
}

const FIX = 'Correct it: what it asks for is not there, or cannot be.';

function titleOf({ namespace, name }: ArtifactGenerator): string {
  return objectTitle({ kind: 'ArtifactGenerator', namespace, name });
}

function mayMake({ artifacts, pathPattern }: ArtifactGenerator, name: string): boolean {
  return artifacts.some((artifact) => artifact.name === name || (pathPattern !== '' && /[{}]/.test(artifact.name)));
}

function aliasIn(from: string): string {
  return /^@([^/]*)\//.exec(from)?.[1] ?? '';
}

function literalPart(pattern: string): string {
  const segments = pattern.split('/');
  const special = segments.findIndex((segment) => /[*?[{\\]/.test(segment));
  return (special < 0 ? segments : segments.slice(0, special)).join('/');
}
