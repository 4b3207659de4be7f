import type { Files } from '../tree/files/files.ts';
import { Source } from '../yaml/node/source.ts';

export const configPath = '.github/blast-radius.yml';

const [folder, name] = ['.github', 'blast-radius.yml'];
/** What people call it instead. Whoever wrote it takes it to be in force. */
const MISNAMED = /^\.?blast[-_. ]?radius\.ya?ml$/i;

/** Far above any configuration that a person wrote. */
const maxBytes = 1_000_000;

/** Absent, unreadable and invalid are three answers: only the first means the defaults. The third is `readConfig`'s. */
export type FoundConfig =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly message: string; readonly fix: string }
  | { readonly kind: 'found'; readonly source: Source };

/**
 * Looks for the configuration in a tree, without what it takes to understand it: most repositories have none.
 *
 * @throws Needs when an object on the way to the file has not been fetched.
 */
export function findConfig(files: Files): FoundConfig {
  const found = files.find(configPath);
  if (found.kind === 'absent') {
    if (found.why === 'symlink')
      return unreadable('is behind a symbolic link, which is not followed', 'put the file itself there');
    if (found.why !== 'not-found' && found.why !== 'not-a-directory')
      return unreadable('is a symbolic link that leads nowhere in the repository', 'replace the link with the file');
    const [other] = misnamedConfigs(files);
    if (other === undefined) return { kind: 'absent' };
    return unreadable(`is not there, and ${other} is not read`, `rename it to ${configPath}`);
  }
  if (found.kind !== 'file') return unreadable(`is a ${found.kind}`, 'make it a file');
  const blob = files.read(found);
  if (blob.kind === 'missing') return unreadable('is not in the clone', 'fetch the whole repository');
  if (blob.kind === 'too-large' || blob.bytes.length > maxBytes)
    return unreadable('is larger than a megabyte', 'shorten it');
  const text = decode(blob.bytes);
  if (text === undefined) return unreadable('is not UTF-8 text', 'save it as UTF-8');
  return { kind: 'found', source: new Source(text, found.id) };
}

/** @returns what somebody has written as the configuration under a name that is nearly its own */
export function misnamedConfigs(files: Files): readonly string[] {
  const found = files.find(folder);
  if (found.kind !== 'directory') return [];
  const names = [...files.list(found).keys()].filter((each) => each !== name && MISNAMED.test(each));
  return names.sort().map((each) => `${folder}/${each}`);
}

function unreadable(what: string, fix: string): FoundConfig {
  return { kind: 'unreadable', message: `${configPath} ${what}`, fix };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
