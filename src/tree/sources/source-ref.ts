/**
 * What a repository refers to elsewhere: all that decides what is fetched, and nothing else.
 *
 * clone: a Git repository as kustomize clones it for a remote base. file: what it downloads, one file.
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
  | { readonly kind: 'file'; readonly url: string };

/** @returns a text that two references share only where they are the same */
export function sourceKey(source: SourceRef): string {
  if (source.kind === 'file') return `file ${source.url}`;
  const { repository, ref, submodules } = source;
  return `clone ${placeIn(repository, '', ref)}${submodules ? '' : ' without submodules'}`;
}

/** @returns a path in a reference as people write and read it: kustomize's spelling of a remote base, or the address */
export function shownInSource(key: string, path: string): string {
  const { isFile, address, ref } = partsOf(key);
  return isFile ? address : placeIn(address, path, ref);
}

/** @returns a text that is the same for a path in whatever version of what is elsewhere; of a single file its host */
export function anyVersion(key: string, path: string): string {
  const { isFile, address } = partsOf(key);
  return isFile ? new URL(address).host : placeIn(address, path, '');
}

function partsOf(key: string): { readonly isFile: boolean; readonly address: string; readonly ref: string } {
  const [, kind, rest = ''] = /^(\w+) (.*)$/s.exec(key) ?? [];
  if (kind === 'file') return { isFile: true, address: rest, ref: '' };
  const [address = '', ref = ''] = rest.replace(/ without submodules$/, '').split('?ref=');
  return { isFile: false, address, ref };
}

function placeIn(repository: string, path: string, ref: string): string {
  return `${repository}${path === '' ? '' : `//${path}`}${ref === '' ? '' : `?ref=${ref}`}`;
}
