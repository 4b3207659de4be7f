/** What of a Git repository is followed. @see fluxcd/source-controller api/v1 GitRepositoryRef */
export interface GitFollows {
  /** name: the full name of a ref. */
  readonly kind: 'branch' | 'tag' | 'semver' | 'commit' | 'name';
  readonly value: string;
}

/** What of a repository of a registry is followed. @see fluxcd/source-controller api/v1 OCIRepositoryRef */
export interface OciFollows {
  readonly kind: 'tag' | 'semver' | 'digest';
  readonly value: string;
  /** A regular expression of Go that tags match; empty for all. */
  readonly filter: string;
}

/**
 * Which names of a repository are taken.
 *
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md, Filter
 */
export interface NameFilter {
  /** Regular expressions of Go that a name must match, and must not; empty for none. */
  readonly include: string;
  readonly exclude: string;
  /** Of tags, a range of versions; empty for all, whatever they are called. */
  readonly semver: string;
  /** How many at most. */
  readonly limit: number;
}

/**
 * Which pull requests are taken.
 *
 * @see flux-operator docs/api/v1/resourcesetinputprovider.md, Filter, Skip
 */
export interface PullFilter extends Pick<NameFilter, 'include' | 'exclude' | 'limit'> {
  readonly labels: readonly string[];
  /** Labels by which one is left as it was; with a `!`, by whose absence. */
  readonly skip: readonly string[];
}

/**
 * What a repository refers to elsewhere: all that decides what is fetched, and nothing else.
 *
 * clone: a Git repository as kustomize clones it for a remote base. file: what it downloads, one file. git and oci: what a
 * source of Flux follows. chart: the archive of a chart, one file. image: whether it is there; nothing of it is fetched.
 * names: the branches or tags that a repository has, as one file with a line for each: what it leads to, and its name. pulls:
 * the pull requests that are open, as one file, a list in JSON of `id`, `sha`, `branch`, `author` and `title`.
 */
export type SourceRef =
  | {
      readonly kind: 'clone';
      /** As git takes it: `https://github.com/org/app`, `git@example.com:org/app.git`. */
      readonly repository: string;
      /** A branch, a tag or a commit; empty for the default branch. */
      readonly ref: string;
      readonly submodules: boolean;
    }
  | { readonly kind: 'file'; readonly url: string }
  | {
      readonly kind: 'git';
      readonly url: string;
      readonly follows: GitFollows;
      /** Left out where they are not asked for. */
      readonly submodules?: true;
    }
  | {
      readonly kind: 'oci';
      /** `oci://ghcr.io/org/app` */
      readonly url: string;
      readonly follows: OciFollows;
      /** Of the layer that is unpacked; empty for the first one. */
      readonly mediaType: string;
    }
  | {
      readonly kind: 'chart';
      /** Of a repository of charts, as a HelmRepository has it: `https://…` or `oci://…`. */
      readonly url: string;
      readonly name: string;
      /** A version or a range; empty for the newest that is no pre-release. */
      readonly version: string;
    }
  | {
      readonly kind: 'image';
      /** `oci://ghcr.io/org/app` */
      readonly url: string;
      /** A tag or a digest. */
      readonly reference: string;
    }
  | {
      readonly kind: 'names';
      /** Of a Git repository, `https://…`, or of one in a registry, `oci://…`. */
      readonly url: string;
      readonly of: 'branches' | 'tags';
      readonly filter: NameFilter;
    }
  | { readonly kind: 'pulls'; readonly url: string; readonly filter: PullFilter };

/** @returns a text that two references share only where they are the same */
export function sourceKey(source: SourceRef): string {
  if (source.kind === 'file') return `file ${source.url}`;
  if (source.kind === 'git') {
    const { kind, value } = source.follows;
    return `git ${JSON.stringify([source.url, kind, value, ...(source.submodules === true ? ['submodules'] : [])])}`;
  }
  if (source.kind === 'oci') {
    const { kind, value, filter } = source.follows;
    return `oci ${JSON.stringify([source.url, kind, value, filter, source.mediaType])}`;
  }
  if (source.kind === 'chart') return `chart ${JSON.stringify([source.url, source.name, source.version])}`;
  if (source.kind === 'image') return `image ${JSON.stringify([source.url, source.reference])}`;
  if (source.kind === 'names') return `names ${JSON.stringify([source.url, namesInWords(source)])}`;
  if (source.kind === 'pulls') return `pulls ${JSON.stringify([source.url, pullsInWords(source.filter)])}`;
  const { repository, ref, submodules } = source;
  return `clone ${placeIn(repository, '', ref)}${submodules ? '' : ' without submodules'}`;
}

/** @returns which pull requests are taken, as {@link namesInWords} has it */
function pullsInWords({ labels, skip, ...names }: PullFilter): string {
  const of = ['open pull requests', ...(labels.length === 0 ? [] : [`labelled ${JSON.stringify(labels)}`])].join(' ');
  const kept = skip.length === 0 ? '' : `, but for ${JSON.stringify(skip)}`;
  return `${wordsOf(of, { ...names, semver: '' })}${kept}`;
}

/** @returns which names are taken, so that two filters share it only where they are the same: `tags within "1.x", at most 1` */
function namesInWords({ of, filter }: Extract<SourceRef, { kind: 'names' }>): string {
  return wordsOf(of, filter);
}

function wordsOf(of: string, { include, exclude, semver, limit }: NameFilter): string {
  const words = [
    ...(semver === '' ? [] : [`within ${JSON.stringify(semver)}`]),
    ...(include === '' ? [] : [`that match ${JSON.stringify(include)}`]),
    ...(exclude === '' ? [] : [`without ${JSON.stringify(exclude)}`]),
  ];
  return `${[of, ...words].join(' ')}, at most ${limit}`;
}

/** @returns whether something is read of what the reference with a key brings: of an image nothing is */
export function isRead(key: string): boolean {
  return !key.startsWith('image ');
}

/**
 * @returns whether a reference is one of kustomize's, for which it clones a repository: in what Flux makes artifacts of,
 *   no symbolic link leads anywhere, and a kustomization may read what is above it
 */
export function isClone(key: string): boolean {
  return key.startsWith('clone ');
}

/**
 * @returns a path in a reference as people write and read it: of a remote base as kustomize spells it, of a source of Flux
 *   as `github.com/org/app@v1.4 deploy/app.yaml`, of a file its address, of a chart as `kyverno 3.5.2 templates/app.yaml`,
 *   of an artifact that is put together as `ExternalArtifact flux-system/apps base/app.yaml`
 */
export function shownInSource(key: string, path: string): string {
  const { kind, address, ref } = partsOf(key);
  if (kind === 'file') return address;
  if (kind === 'clone') return placeIn(address, path, ref);
  return [`${address}${ref}`, path].join(' ').trimEnd();
}

/**
 * @returns a text that is the same for a path in whatever version of what is elsewhere; of a single file its host, of a
 *   chart its name wherever it is from
 */
export function anyVersion(key: string, path: string): string {
  const { kind, address } = partsOf(key);
  if (kind === 'file') return new URL(address).host;
  return kind === 'clone' ? placeIn(address, path, '') : [address, path].join(' ').trimEnd();
}

/** Of a key: what it is of, without what is followed, and what is followed as it is shown behind that. */
function partsOf(key: string): { readonly kind: string; readonly address: string; readonly ref: string } {
  const [, kind = '', rest = ''] = /^(\w+) (.*)$/s.exec(key) ?? [];
  if (kind === 'file') return { kind, address: rest, ref: '' };
  if (kind === 'chart') {
    const [, name = '', version = ''] = textsIn(rest);
    return { kind, address: name, ref: version === '' ? '' : ` ${version}` };
  }
  if (kind === 'image') {
    const [address = '', reference = ''] = textsIn(rest);
    return { kind, address: plain(address), ref: `${reference.includes(':') ? '@' : ':'}${reference}` };
  }
  if (kind === 'artifact') {
    const [namespace = '', name = ''] = textsIn(rest);
    return { kind, address: `ExternalArtifact ${namespace}/${name}`, ref: '' };
  }
  if (kind === 'names' || kind === 'pulls') {
    const [address = '', words = ''] = textsIn(rest);
    return { kind, address: plain(address), ref: ` ${words}` };
  }
  if (kind === 'git' || kind === 'oci') {
    const [address = '', follows = '', value = ''] = textsIn(rest);
    const mark = kind === 'oci' && follows === 'tag' ? ':' : '@';
    return { kind, address: plain(address), ref: `${mark}${value.replace(/[0-9a-f]{40,}/g, (id) => id.slice(0, 12))}` };
  }
  const [address = '', ref = ''] = rest.replace(/ without submodules$/, '').split('?ref=');
  return { kind, address, ref };
}

function textsIn(json: string): readonly string[] {
  const texts: unknown = JSON.parse(json);
  return Array.isArray(texts) ? texts.map(String) : [];
}

/** Without what goes without saying, and without what may be a password. */
function plain(address: string): string {
  const shown = address.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1').replace(/^(https|oci|ssh):\/\//i, '');
  return shown.replace(/(\.git)?\/*$/, '');
}

function placeIn(repository: string, path: string, ref: string): string {
  return `${repository}${path === '' ? '' : `//${path}`}${ref === '' ? '' : `?ref=${ref}`}`;
}
