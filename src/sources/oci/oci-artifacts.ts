import { RE2JS, RE2JSException } from 're2js';
import type { OciFollows, SourceRef } from '../../tree/sources/source-ref.ts';
import type { ObjectFormat } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Downloads } from '../http/download.ts';
import { LAYER_LIMITS, limitsWith } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import { newestWithin } from '../versions/newest-version.ts';
import { DIGEST } from './manifest.ts';
import { pullTag } from './pull-tag.ts';
import { type Pulled, Registry } from './registry.ts';
import { type OciRepository, ociRepository } from './repository.ts';
import { unpack } from './unpack.ts';

type OciSource = Extract<SourceRef, { kind: 'oci' }>;

/** The layer that holds a chart: its tags have a `_` where versions have a `+`. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/**
 * Brings what an OCIRepository follows, as a tree of Git objects.
 *
 * @see fluxcd/source-controller internal/controller OCIRepositoryReconciler
 */
export class OciArtifacts {
  readonly #downloads: Downloads;
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;

  constructor(downloads: Downloads, artifacts: GitArtifacts, revisions: Revisions) {
    this.#downloads = downloads;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /** @throws FetchError */
  async get(source: OciSource, format: ObjectFormat, options: FetchOptions): Promise<Found> {
    const { url, follows, mediaType } = source;
    const repository = ociRepository(url, options.rights);
    const { scope } = repository.right;
    const reference = [scope, url, follows.kind, follows.value, follows.filter, mediaType];
    const known = await this.#revisions.find(reference, follows.kind === 'digest' ? 'for good' : 'a while');
    const kept = known === undefined ? undefined : await this.#artifacts.find(placeOf(source, known, scope, format));
    if (known !== undefined && kept !== undefined) return { ...kept, revision: known, follows: inWords(follows) };
    const registry = new Registry(this.#downloads, options);
    const { tag, pulled } = await this.#find(registry, repository, source);
    const revision = tag === undefined ? pulled.digest : `${tag}@${pulled.digest}`;
    const place = placeOf(source, revision, scope, format);
    const bring = async () => {
      const layer = await registry.blob(repository, layerIn(pulled, mediaType), limitsWith(LAYER_LIMITS, options));
      return this.#artifacts.keepFiles(place, format, await unpack(layer));
    };
    const artifact = (await this.#artifacts.find(place)) ?? (await bring());
    await this.#revisions.keep(reference, revision);
    return { ...artifact, revision, follows: inWords(follows) };
  }

  async #find(
    registry: Registry,
    repository: OciRepository,
    { follows: { kind, value, filter }, mediaType }: OciSource,
  ): Promise<{ readonly tag: string | undefined; readonly pulled: Pulled }> {
    if (kind === 'digest') {
      if (DIGEST.test(value)) return { tag: undefined, pulled: await registry.pull(repository, value) };
      throw new FetchError('no-such-ref', `"${value}" is no digest that is read here`, 'Write it as sha256:….');
    }
    if (kind === 'tag') return { tag: value, pulled: await pullTag(registry, repository, value) };
    const isChart = mediaType === CHART_LAYER;
    const tags = (await registry.tags(repository)).filter(matcherOf(filter));
    const versions = tags.map((tag) => ({ tag, version: isChart ? tag.replaceAll('_', '+') : tag }));
    const [newest, ...others] = newestWithin(versions, value);
    if (newest === undefined) {
      const message = `${repository.name} has no tag within "${value}"${filter === '' ? '' : ` that matches "${filter}"`}`;
      throw new FetchError('no-such-ref', message, 'Choose another range.');
    }
    const pulled = await registry.pull(repository, newest.tag);
    for (const other of others.slice(0, MOST_TWINS)) {
      if ((await registry.pull(repository, other.tag)).digest === pulled.digest) continue;
      const message = `${newest.tag} and ${other.tag} are tags of one version, and differ`;
      throw new FetchError('not-found', message, 'Follow one of them.');
    }
    return { tag: newest.tag, pulled };
  }
}

/** Tags of one version that are compared. */
const MOST_TWINS = 3;

function layerIn({ manifest: { layers } }: Pulled, mediaType: string): string {
  const layer = mediaType === '' ? layers[0] : layers.find((each) => each.mediaType === mediaType);
  if (layer !== undefined) return layer.digest;
  const what = mediaType === '' ? 'a layer' : `a layer of the type "${mediaType}"`;
  throw new FetchError('no-such-ref', `what is there does not have ${what}`, 'Correct spec.layerSelector.');
}

function matcherOf(filter: string): (tag: string) => boolean {
  if (filter === '') return () => true;
  try {
    const pattern = RE2JS.compile(filter);
    return (tag) => pattern.matcher(tag).find();
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw new FetchError(
      'no-such-ref',
      `"${filter}" is not a regular expression of Go`,
      'Correct spec.ref.semverFilter.',
    );
  }
}

function inWords({ kind, value }: OciFollows): string | undefined {
  if (kind === 'digest') return undefined;
  return kind === 'tag' ? `tag ${value}` : `versions ${value}`;
}

function placeOf(
  { url, mediaType }: OciSource,
  revision: string,
  scope: string,
  format: ObjectFormat,
): readonly string[] {
  return [scope, 'artifact', url, revision.replace(/^.*@/s, ''), mediaType, format];
}
