import type { Files, Found } from '../../tree/files/files.ts';
import { type OpenedSource, openSource } from '../../tree/files/open-source.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { mountPath } from '../../tree/sources/mount.ts';
import { type RepoSpec, repoSpec } from './repo-spec.ts';

/**
 * Follows a reference that leads out of the repository: kustomize downloads what is one file, and clones what is a
 * directory of a Git repository. Where the text does not tell which it is, it tries the one and then the other.
 *
 * @returns what stands there; off: nothing is fetched here
 * @throws Needs where it has not been resolved yet
 * @see kustomize api/internal/target KustTarget.accumulateResources; api/internal/loader FileLoader.Load and New
 */
export function openRemote(files: Files, target: string): OpenedSource | Found {
  const spec = repoSpec(target);
  const [address = ''] = target.split('?');
  const isManifest = /\.(ya?ml|json)$/i.test(address);
  const isOfRepository = spec !== undefined && isMarked(target, spec);
  const isFile = /^https?:\/\//i.test(target) && (isManifest || !isOfRepository);
  const file = isFile ? openSource(files, { kind: 'file', url: target }) : undefined;
  if (spec === undefined || (isManifest && !isOfRepository)) return file ?? { kind: 'off' };
  if (file?.kind === 'file' && !isPage(files, file)) return file;
  const cloned = openClone(files, spec);
  return cloned.kind === 'file' ? FILE_OF_REPOSITORY : cloned;
}

/** @see kustomize api/internal/loader newLoaderAtGitClone */
const FILE_OF_REPOSITORY: OpenedSource = {
  kind: 'unavailable',
  reason: 'it is a file of a repository, where kustomize takes only a directory',
  remedy: 'Refer to the directory that holds it, or to the address that it is downloaded from.',
};

/** A host of repositories answers the address of one with a page, which is no manifest. */
function isPage(files: Files, file: Extract<Found, { kind: 'file' }>): boolean {
  const blob = files.read(file);
  return blob.kind === 'bytes' && /^\s*</.test(new TextDecoder().decode(blob.bytes.subarray(0, 200)));
}

function openClone(files: Files, { repository, path, ref, submodules }: RepoSpec): OpenedSource | Found {
  const source = { kind: 'clone', repository, ref, submodules } as const;
  const opened = openSource(files, source);
  return opened.kind === 'directory' ? files.find(joinPath(mountPath(source), path) ?? '') : opened;
}

/** What only a repository has in its address; and GitHub serves files below few names. */
function isMarked(target: string, { repository }: RepoSpec): boolean {
  const [address = '', query = ''] = target.split('?');
  if (/(^|&)(ref|version|submodules|timeout)=/.test(query)) return true;
  if (/\.git(\/|$)|_git\/|[^:]\/\//.test(address)) return true;
  return repository.startsWith('https://github.com/') && !/\/(raw|releases|archive|blob)\//.test(address);
}
