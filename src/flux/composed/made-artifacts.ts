import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { mountOfKey } from '../../tree/sources/mount.ts';
import { lineOf } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import type { ArtifactFilter } from '../artifact/artifact-filter.ts';
import { type OpenedArtifact, openFilter } from '../artifact/open-filter.ts';
import {
  type ArtifactGenerator,
  isArtifactGenerator,
  type OutputArtifact,
  readArtifactGenerator,
} from '../objects/artifact-generator.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import type { FilesFrom } from '../objects/own-sources.ts';
import { type Asked, type AskedOf, askedArtifacts, CORRECT, TAKE_LESS } from './asked-artifacts.ts';
import { compose, contentFiles } from './composed-files.ts';
import type { Composition, OpenedContent } from './composition.ts';
import { type Included, includesItself, withIncluded } from './including.ts';
import { failing, makeOneTwice, type NotMade, notKnown, titleOf } from './not-made.ts';

/** What decides what artifacts a cluster has. */
interface MadeOf extends AskedOf {
  /** All objects of the cluster that are known so far; of two of one name the first is in force. */
  readonly resources: readonly Resource[];
  /** Where the files of a source are. */
  readonly from: (source: SourceRef) => FilesFrom;
}

/** An ExternalArtifact, as what selects it sees it. */
export interface ListedArtifact {
  readonly namespace: string;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  /** The name of the ArtifactGenerator that makes it; `undefined` where it is written. */
  readonly generator: string | undefined;
}

/** The artifacts that the ArtifactGenerators of a cluster make, each put together when it is asked for. */
export class MadeArtifacts {
  readonly #of: MadeOf;
  readonly #generators: readonly ArtifactGenerator[];
  readonly #asked = new Map<ArtifactGenerator, Asked>();
  readonly #made = new Map<OutputArtifact, OpenedContent>();
  /** Those of which it is being found out what they ask for. */
  readonly #open = new Set<ArtifactGenerator>();
  /** Sources of which it is being found out what they include. */
  readonly #including = new Set<string>();

  constructor(of: MadeOf) {
    this.#of = of;
    const byName = new Map<string, ArtifactGenerator>();
    for (const generator of of.resources.filter(isArtifactGenerator).map(readArtifactGenerator)) {
      const name = titleOf(generator);
      if (!byName.has(name)) byName.set(name, generator);
    }
    this.#generators = [...byName.values()];
  }

  /**
   * @param source an ExternalArtifact, or a source that an artifact may be made of
   * @returns what is in it; unknown: nothing known makes it
   * @throws Needs where something has not been resolved or fetched yet
   */
  open(source: SourceRef): OpenedContent {
    if (source.kind !== 'ExternalArtifact') return this.#openSource(source);
    const near = this.#generators.filter(({ namespace }) => namespace === source.namespace);
    const [first, second] = near.filter((generator) => this.#makes(generator, source.name));
    if (first === undefined) {
      // What a pattern finds in what is not known may have any name.
      const possible = near.filter(({ pathPattern }) => pathPattern !== '').map((each) => this.#askedOf(each));
      return possible.find((asked) => asked.kind !== 'asked' && asked.kind !== 'unknown') ?? { kind: 'unknown' };
    }
    if (second === undefined) return this.#openMade(first, source.name);
    return makeOneTwice(source, first, second);
  }

  /** As {@link open}, with its files. */
  openFiles(source: SourceRef): OpenedArtifact {
    const opened = this.open(source);
    if (opened.kind !== 'opened') return opened;
    const { content, at, revision } = opened;
    return { kind: 'opened', files: contentFiles(this.#of.files, content), base: at, revision };
  }

  /**
   * @param source what an artifact is made of; `undefined` where that is not in the repository
   * @param filter what it says of its own files
   * @returns its artifact, with the parts of others that it includes
   * @throws Needs where something has not been resolved or fetched yet
   */
  withIncluded(source: Resource | undefined, filter: ArtifactFilter): Included {
    if (source === undefined) return { content: filter, problems: [], waits: false };
    const name = fullName({ kind: source.kind, namespace: source.namespace || 'default', name: source.name });
    this.#including.add(name);
    try {
      return withIncluded(this.#of.files, source, filter, (each) => this.open(each));
    } finally {
      this.#including.delete(name);
    }
  }

  /** @returns why not all that a generator asks for is made here; `undefined` where it is */
  lackOf(resource: Resource): NotMade | undefined {
    const generator = this.#generators.find((each) => each.resource === resource);
    const asked = generator === undefined ? undefined : this.#askedOf(generator);
    if (generator === undefined || asked === undefined) return undefined;
    if (asked.kind !== 'asked') return asked;
    const last = asked.artifacts.at(-1);
    const opened = last && this.#openMade(generator, last.name);
    return opened === undefined || opened.kind === 'opened' ? undefined : opened;
  }

  /**
   * @param namespace of those that are asked for; `undefined` for all
   * @returns all ExternalArtifacts that are known to be there, with their labels; or why that is not known
   * @throws Needs where something has not been resolved or fetched yet
   */
  list(namespace: string | undefined): readonly ListedArtifact[] | NotMade {
    const near = <T extends Pick<SourceRef, 'namespace'>>(all: readonly T[]) =>
      namespace === undefined ? all : all.filter((each) => each.namespace === namespace);
    const found = new Map<string, ListedArtifact>();
    const add = (artifact: ListedArtifact) => found.set(`${artifact.namespace}/${artifact.name}`, artifact);
    for (const generator of near(this.#generators)) {
      const asked = this.#askedOf(generator);
      if (asked.kind !== 'asked') return asked;
      const lack = this.lackOf(generator.resource);
      if (lack !== undefined) return lack;
      for (const { name, labels } of asked.artifacts) {
        const own = [...labels, ['app.kubernetes.io/managed-by', 'source-watcher'] as const];
        add({ namespace: generator.namespace, name, labels: new Map(own), generator: generator.name });
      }
    }
    for (const resource of this.#of.resources.filter(({ kind }) => kind === 'ExternalArtifact')) {
      const { name } = resource;
      const artifact = {
        namespace: resource.namespace || 'default',
        name,
        labels: resource.labels(),
        generator: undefined,
      };
      if (near([artifact]).length > 0 && !found.has(`${artifact.namespace}/${name}`)) add(artifact);
    }
    return [...found.values()];
  }

  #openSource(source: SourceRef): OpenedContent {
    const from = this.#of.from(source);
    if (from.kind === 'unknown') return from;
    if (this.#including.has(fullName(source))) return includesItself(from.source, source);
    const opened = openFilter(this.#of.files, from);
    if (opened.kind !== 'opened') return opened;
    const { filter, revision } = opened;
    const { content, problems } = this.withIncluded(from.source, filter);
    const [problem] = problems;
    if (problem === undefined) return { kind: 'opened', content, at: filter.base, revision };
    const { message, fix = '', path = '', line } = problem;
    return { kind: 'gone', why: { reason: message, fix, path, line } };
  }

  #makes(generator: ArtifactGenerator, name: string): boolean {
    if (generator.pathPattern === '') return generator.artifacts.some((artifact) => artifact.name === name);
    const asked = this.#askedOf(generator);
    return asked.kind === 'asked' && asked.artifacts.some((artifact) => artifact.name === name);
  }

  /** They are made one after another, and the first that fails ends it. */
  #openMade(generator: ArtifactGenerator, name: string): OpenedContent {
    const asked = this.#askedOf(generator);
    if (asked.kind !== 'asked') return asked;
    const index = asked.artifacts.findIndex((artifact) => artifact.name === name);
    let opened: OpenedContent = { kind: 'unknown' };
    for (const artifact of asked.artifacts.slice(0, index + 1)) {
      opened = this.#made.get(artifact) ?? this.#make(generator, artifact, asked.sources);
      this.#made.set(artifact, opened);
      if (opened.kind === 'gone') break;
    }
    return opened;
  }

  #make(generator: ArtifactGenerator, artifact: OutputArtifact, sources: Composition['sources']): OpenedContent {
    const used = new Set(artifact.copies.map(({ from }) => /^@([^/]*)\//.exec(from)?.[1]));
    const content: Composition = {
      kind: 'composed',
      base: mountOfKey(`artifact ${JSON.stringify([generator.namespace, artifact.name])}`),
      sources: sources.filter(([alias]) => used.has(alias)),
      steps: artifact.copies,
    };
    const composed = compose(this.#of.files, content);
    if (composed.kind === 'unknown') {
      return notKnown(generator, composed.reason, { node: artifact.node, fix: TAKE_LESS });
    }
    if (composed.kind === 'failed') {
      const node = itemsAt(artifact.node, 'copy')[composed.step] ?? artifact.node;
      const reason = `${artifact.name} build failed: failed to apply copy operations: ${composed.message}`;
      return failing(generator, reason, { node, fix: CORRECT });
    }
    return {
      kind: 'opened',
      content,
      at: content.base,
      revision: this.#revisionOf(generator, artifact),
      by: { path: generator.resource.trail.origin.path, line: lineOf(artifact.node) },
    };
  }

  /** The digest of what is put together depends on how it is packed, which is not done here. */
  #revisionOf({ sources }: ArtifactGenerator, { revision }: OutputArtifact): string | undefined {
    const source = sources.find(({ alias }) => revision === `@${alias}`);
    const opened = source && this.open(source);
    return opened?.kind === 'opened' ? opened.revision : undefined;
  }

  #askedOf(generator: ArtifactGenerator): Asked {
    const known = this.#asked.get(generator);
    if (known !== undefined) return known;
    if (this.#open.has(generator)) {
      const reason = 'get sources failed: it waits for what it is to make itself';
      return failing(generator, reason, { node: undefined, fix: CORRECT });
    }
    this.#open.add(generator);
    try {
      const asked = askedArtifacts(generator, this.#of, (source) => this.open(source));
      this.#asked.set(generator, asked);
      return asked;
    } finally {
      this.#open.delete(generator);
    }
  }
}
