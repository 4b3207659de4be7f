import { nearest } from '../../text/nearest.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { isWithin, joinPath, relativePath } from '../../tree/objects/paths.ts';
import { isCloned, isMounted, shownPath } from '../../tree/sources/mount.ts';
import { decodeText } from '../../yaml/node/decode-text.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import type { Source } from '../../yaml/node/source.ts';
import type { KeyRules } from '../../yaml/read/composer.ts';
import { LIMITS } from '../model/limits.ts';
import { hasOnlyOddKeys } from '../model/odd-keys.ts';
import { type BuildError, failAt } from '../model/problem.ts';
import { absent, failYaml, isRemote, type Reference, remoteProblem } from './load-problems.ts';
import { type ParsedBlob, parseOnce } from './parse-once.ts';
import { openRemote } from './remote-reference.ts';
import { plainDocument, type SopsFormat, standInFor } from './sops.ts';
import { SourcePaths } from './source-paths.ts';

type FileFound = Extract<Found, { kind: 'file' }>;
type DirectoryFound = Extract<Found, { kind: 'directory' }>;
type SubmoduleFound = Extract<Found, { kind: 'submodule' }>;

/** Reads what a build refers to, and remembers under which path each text was read. */
export class Loader {
  readonly files: Files;
  /** Under which path each text was read. */
  readonly paths = new SourcePaths();
  #decrypted: ReadonlyMap<string, SopsFormat>;
  #generated = 0;

  constructor(files: Files, decrypted: ReadonlyMap<string, SopsFormat> = new Map()) {
    this.files = files;
    this.#decrypted = decrypted;
  }

  /** Files that are decrypted before the build reads them, and the format of each. */
  get decrypted(): ReadonlyMap<string, SopsFormat> {
    return this.#decrypted;
  }

  /** From now on gives what stands here for the plain text of these files. */
  decrypt(files: ReadonlyMap<string, SopsFormat>): void {
    this.#decrypted = files;
  }

  /** How many bytes generators have read. */
  get generated(): number {
    return this.#generated;
  }

  /** Takes on what was read for a part of the build. */
  include({ paths, generated }: { readonly paths: SourcePaths; readonly generated: number }): void {
    this.paths.include(paths);
    this.#generated += generated;
  }

  /** @returns one that reads other files for a part of the build. */
  over(files: Files): Loader {
    return new Loader(files, this.#decrypted);
  }

  /**
   * Finds what a reference names, relative to a directory.
   *
   * @throws BuildError where it is remote, absent, a submodule, a link out of the repository
   */
  find(directory: string, target: string, from: Reference): FileFound | DirectoryFound {
    const path = target.startsWith('/') ? undefined : joinPath(directory, target);
    const found = path === undefined ? undefined : this.files.find(path);
    if (found?.kind === 'file' || found?.kind === 'directory') return inClone(directory, found, target, from);
    if (isRemote(target)) return this.#elsewhere(target, from);
    if (found === undefined) throw absent({ why: 'outside' }, target, from);
    if (found.kind === 'submodule') throw submoduleProblem(found, target, from);
    const near = this.#nearest(found.path);
    throw absent(found, target, from, near && relativePath(directory, near));
  }

  #elsewhere(target: string, from: Reference): FileFound | DirectoryFound {
    const found = openRemote(this.files, target);
    if (found.kind === 'file' || found.kind === 'directory') return found;
    if (found.kind === 'off' || found.kind === 'unavailable') throw remoteProblem(target, from, found);
    throw found.kind === 'submodule' ? submoduleProblem(found, target, from) : absent(found, target, from);
  }

  /** @returns the path with its first missing part replaced by what stands there and reads most like it. */
  #nearest(path: string): string | undefined {
    const segments = path.split('/');
    for (let length = 0; length < segments.length; length++) {
      const parent = this.files.find(segments.slice(0, length).join('/'));
      const wanted = segments[length] ?? '';
      if (parent.kind !== 'directory') return undefined;
      const names = this.files.peek(parent);
      if (names.has(wanted)) continue;
      const near = nearest(wanted, names.keys());
      if (near === undefined) return undefined;
      const until = [...segments.slice(0, length), near];
      const whole = [...until, ...segments.slice(length + 1)].join('/');
      return this.files.find(whole).kind === 'absent' ? until.join('/') : whole;
    }
    return undefined;
  }

  /** @throws BuildError where the reference does not lead to a readable file */
  file(directory: string, target: string, from: Reference): FileFound {
    const found = this.find(directory, target, from);
    if (found.kind === 'file') return found;
    throw failAt('not-a-file', `"${target}" is a directory where a file is needed`, from);
  }

  /** @throws BuildError where the reference does not lead to a directory */
  directory(directory: string, target: string, from: Reference): DirectoryFound {
    const found = this.find(directory, target, from);
    if (found.kind === 'directory') return found;
    throw failAt('not-a-directory', `"${target}" is a file where a directory is needed`, from);
  }

  /** @throws BuildError where the file is too large to be read, or not in the object store */
  bytes(file: FileFound, from: Reference): Uint8Array {
    const blob = this.files.read(file);
    if (blob.kind === 'bytes') return blob.bytes;
    if (blob.kind === 'too-large') {
      throw failAt('too-large', `${file.path} is ${blob.size} bytes, too large for a manifest`, {
        ...from,
        fix: 'Split it into several files.',
      });
    }
    throw failAt('not-found', `the content of ${file.path} is missing from the object store`, from);
  }

  /**
   * @returns what a generator takes from a file; where that is decrypted, what stands for it here
   * @throws BuildError where all of it together is more than a build may hold
   */
  content(file: FileFound, from: Reference): { readonly bytes: Uint8Array; readonly isDecrypted: boolean } {
    const bytes = this.bytes(file, from);
    this.#generated += bytes.length;
    if (this.#generated <= LIMITS.generated) {
      const format = this.#decrypted.get(file.path);
      const isDecrypted = format !== undefined;
      return { bytes: isDecrypted ? standInOf(bytes, format) : bytes, isDecrypted };
    }
    const message = `the generators of this build read more than ${LIMITS.generated} bytes`;
    throw failAt('too-large', message, { ...from, fix: 'Split the root into several.' });
  }

  /** @throws BuildError where the file is not text */
  text(file: FileFound, from: Reference): Source {
    return this.#read(file, from, 'strict').source;
  }

  /**
   * @returns the documents of a YAML file, parsed once for all builds
   * @throws BuildError at the first thing that is wrong in it
   */
  yaml(file: FileFound, from: Reference, keys: KeyRules = 'strict'): ParsedBlob {
    const parsed = this.#read(file, from, keys);
    const [problem] = parsed.problems;
    if (problem !== undefined) throw failYaml(file.path, problem);
    return parsed;
  }

  /**
   * @returns the documents of a file that kustomize reads as JSON: of equal keys the last one counts
   * @throws BuildError at the first thing that is wrong in it
   */
  lenientYaml(file: FileFound, from: Reference): ParsedBlob {
    return this.yaml(file, from, 'lenient');
  }

  /**
   * @returns the documents of a patch, whose keys may be numbers, or repeat
   * @throws BuildError at the first thing that is wrong in it
   */
  patchYaml(file: FileFound, from: Reference): ParsedBlob {
    const parsed = this.#read(file, from, 'strict');
    return hasOnlyOddKeys(parsed) ? parsed : this.yaml(file, from);
  }

  #read(file: FileFound, from: Reference, keys: KeyRules): ParsedBlob {
    const parsed = parseOnce(this.files.memory, file.id, keys, () => this.#decode(file, from));
    this.paths.add(parsed.source, file.path);
    const format = this.#decrypted.get(file.path);
    if (format === undefined) return parsed;
    if (format === 'yaml' || format === 'json') return { ...parsed, documents: parsed.documents.map(plainDocument) };
    const message = `${file.path} is encrypted as a whole, so its content is not known here`;
    throw failAt('unsupported-field', message, from);
  }

  #decode(file: FileFound, from: Reference): string {
    const text = decodeText(this.bytes(file, from));
    if (typeof text !== 'string') throw failYaml(file.path, text);
    return text;
  }
}

function standInOf(bytes: Uint8Array, format: SopsFormat): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return new TextEncoder().encode(standInFor(text, format));
}

/**
 * What kustomize clones may read no file above the kustomization that names it, whatever else may.
 *
 * @see kustomize api/internal/loader newLoaderAtGitClone, RestrictionRootOnly
 */
function inClone<F extends FileFound | DirectoryFound>(
  directory: string,
  found: F,
  target: string,
  from: Reference,
): F {
  if (found.kind === 'directory' || !isCloned(directory) || isWithin(found.path, directory)) return found;
  throw failAt(
    'outside-repository',
    `"${target}" is not below the kustomization that names it, as it must be in what is cloned`,
    from,
  );
}

/** kustomize fetches the submodules of what it clones; here they are left out where one cannot be had. */
function submoduleProblem({ path, lack }: SubmoduleFound, target: string, from: Reference): BuildError {
  if (isMounted(path)) {
    const what = `"${target}" is a Git submodule of ${shownPath(path)}, whose content was not fetched`;
    const fix = 'Copy it into this repository, or refer to the repository of the submodule.';
    const message = lack === undefined ? what : `${what}: ${lack.reason}`;
    return failAt('remote-base', message, { ...from, fix: lack?.remedy ?? fix });
  }
  return failAt('submodule', `"${target}" is a Git submodule, whose content is not in this repository`, from);
}

/** @returns the first document of a file, or the null that an empty one amounts to, on its first line. */
export function firstDocument({ documents, source }: ParsedBlob): Node {
  return documents[0] ?? new Scalar('', 'null', 'plain', { source, offset: 0 });
}
