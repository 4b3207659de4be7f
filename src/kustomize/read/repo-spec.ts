import { normalizePath } from '../../tree/objects/paths.ts';

/** A directory of a Git repository, as an entry of a kustomization names it. */
export interface RepoSpec {
  /** As git takes it. */
  readonly repository: string;
  /** Of the directory, normalized. */
  readonly path: string;
  /** A branch, a tag or a commit; empty for the default branch. */
  readonly ref: string;
  readonly submodules: boolean;
}

const SCHEMES = ['ssh://', 'https://', 'http://', 'file://'] as const;

/**
 * Reads `https://host/org/repo//path?ref=v1`, `git@host:org/repo.git`, `github.com/org/repo/path` and their like.
 *
 * @returns undefined where kustomize takes the text for no repository, or refuses it
 * @see kustomize api/internal/git NewRepoSpecFromURL
 */
export function repoSpec(text: string): RepoSpec | undefined {
  if (text.startsWith('/')) return undefined;
  const [address, ...query] = text.split('?');
  const host = splitHost((address ?? '').replace(/^git::/i, ''));
  const parts = host && splitPath(host.rest, host.host.startsWith('file://'));
  if (host === undefined || parts === undefined || parts.repository === '') return undefined;
  const path = normalizePath(parts.path);
  if (path === undefined) return undefined;
  return { repository: `${host.host}${parts.repository}`, path, ...readQuery(query.join('?')) };
}

interface Host {
  /** With its scheme, the user and the separator behind it. */
  readonly host: string;
  readonly rest: string;
}

/** @see kustomize api/internal/git extractHost */
function splitHost(text: string): Host | undefined {
  const scheme = SCHEMES.find((each) => text.toLowerCase().startsWith(each)) ?? '';
  const behind = text.slice(scheme.length);
  if (scheme === 'file://') return { host: scheme, rest: behind };
  const [user = ''] = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(behind) ?? [];
  const from = behind.slice(user.length);
  const isGitHub = /^github\.com[/:]/i.test(from);
  const isScp = scheme === '' && (user !== '' || isGitHub);
  if (scheme === '' && !isScp) return undefined;
  const end = separator(from, isScp);
  const host = end < 0 ? from : from.slice(0, end + 1);
  const rest = end < 0 ? '' : from.slice(end + 1);
  if (host === '') return undefined;
  if (!isGitHub) return { host: `${scheme}${user}${host}`, rest };
  const byKey = scheme === 'ssh://' || user !== '';
  return { host: byKey ? `${user}github.com:` : 'https://github.com/', rest };
}

/** In `user@host:path` a colon ends the host, unless a slash comes first. */
function separator(text: string, isScp: boolean): number {
  const slash = text.indexOf('/');
  const colon = isScp ? text.indexOf(':') : -1;
  return slash < 0 || (colon > 0 && colon < slash) ? Math.max(colon, slash < 0 ? colon : 0) : slash;
}

/** @see kustomize api/internal/git parsePathParts */
function splitPath(text: string, isFile: boolean): { readonly repository: string; readonly path: string } | undefined {
  const at = (end: number, next: number) => ({ repository: text.slice(0, end), path: text.slice(next) });
  const azure = text.indexOf('_git/');
  if (azure >= 0) {
    const end = text.indexOf('/', azure + '_git/'.length);
    return end < 0 ? at(text.length, text.length) : at(end, end + 1);
  }
  const doubled = text.indexOf('//');
  if (doubled >= 0) return at(doubled, doubled + 2);
  const suffix = text.indexOf('.git');
  if (suffix >= 0) return at(suffix + '.git'.length, suffix + '.git'.length);
  if (isFile) return at(text.length, text.length);
  const segments = text.split('/');
  if (segments.length < 2) return undefined;
  return { repository: segments.slice(0, 2).join('/'), path: segments.slice(2).join('/') };
}

/** `timeout` decides nothing of what is fetched. @see kustomize api/internal/git parseQuery */
function readQuery(query: string): Pick<RepoSpec, 'ref' | 'submodules'> {
  // Go refuses all of a query that holds one of these.
  const values = new URLSearchParams(/;|%(?![0-9a-f]{2})/i.test(query) ? '' : query);
  return {
    ref: values.get('ref') || values.get('version') || '',
    submodules: !/^(0|f|F|false|False|FALSE)$/.test(values.get('submodules') ?? ''),
  };
}
