import { createHash } from 'node:crypto';
import { basename, normalizePath, segmentsOf } from '../../../tree/objects/paths.ts';
import type { Copy } from '../../objects/artifact-generator.ts';
import { compileDoubleStar } from './double-star.ts';
import { isExcluded } from './exclusion.ts';
import { extractedFiles, isTarball } from './extract.ts';
import { filesMatching, globIn } from './glob.ts';
import { mergedYaml } from './merged-yaml.ts';
import { CopyFailure } from './not-composed.ts';
import type { SourceFiles } from './source-files.ts';
import { isDirectory, type MadeFile, type Place, type Staged, type Staging } from './staging.ts';

/** A copy whose source and destination are known to be there. */
interface Step {
  readonly copy: Copy;
  readonly staging: Staging;
  readonly source: SourceFiles;
  readonly sources: ReadonlyMap<string, SourceFiles>;
  readonly alias: string;
  /** As written, within the artifact. */
  readonly to: string;
}

/**
 * Carries out one step of putting an artifact together, as `cp` does: a directory goes into the destination, a file
 * becomes it, or goes into it where it is a directory, what a pattern matches keeps its path.
 *
 * @param sources by their alias
 * @throws CopyFailure in the controller's words; NotComposed; Needs
 * @see fluxcd/source-watcher internal/builder applyCopyOperation
 */
export function applyCopy(staging: Staging, sources: ReadonlyMap<string, SourceFiles>, copy: Copy): void {
  try {
    const { alias, pattern } = parseFrom(copy.from);
    const to = parseTo(copy.to);
    const source = sources.get(alias);
    if (source === undefined) throw new CopyFailure(`source alias '${alias}' not found`);
    const wrong = copy.exclude.find((each) => compileDoubleStar(each) === undefined);
    if (wrong !== undefined) throw new CopyFailure(`invalid exclude pattern '${wrong}'`);
    const step = { copy, staging, source, sources, alias, to };
    if (/[*?[\]]/.test(pattern)) copyMatches(step, pattern);
    else copyOne(step, pattern);
  } catch (error) {
    if (!(error instanceof CopyFailure)) throw error;
    const of = `failed to apply copy operation from '${copy.from}' to '${copy.to}'`;
    throw new CopyFailure(`${of}: ${error.message}`);
  }
}

function parseFrom(from: string): { readonly alias: string; readonly pattern: string } {
  if (!from.startsWith('@')) throw new CopyFailure(`invalid copy source '${from}': source must start with '@'`);
  const slash = from.indexOf('/');
  if (slash < 0) throw new CopyFailure(`invalid copy source '${from}': source format must be '@alias/pattern'`);
  return { alias: from.slice(1, slash), pattern: from.slice(slash + 1) };
}

function parseTo(to: string): string {
  const prefix = '@artifact/';
  if (to.startsWith(prefix)) return to.slice(prefix.length);
  throw new CopyFailure(`invalid copy destination '${to}': destination must start with '@artifact/'`);
}

function copyOne(step: Step, pattern: string): void {
  const { source, copy, alias } = step;
  const path = pattern.startsWith('/') ? undefined : normalizePath(pattern);
  if (path === undefined) throw new CopyFailure(`failed to stat source '${pattern}': path escapes from parent`);
  const found = source.find(path);
  if (found.kind === 'directory') {
    if (copy.strategy === 'Extract') {
      throw new CopyFailure(`extract strategy is not supported for directories, got '${path || '.'}'`);
    }
    copyDirectory(step, { alias, path }, joined(step.to, basename(path)), path);
  } else if (found.kind === 'file') copySingleFile(step, path);
  else throw new CopyFailure(`source '${path || '.'}' does not exist`);
}

function copySingleFile(step: Step, path: string): void {
  const { copy, staging, alias, to } = step;
  if (isExcluded({ patterns: copy.exclude, from: '' }, path)) return;
  if (copy.strategy === 'Extract') {
    if (!isTarball(path)) {
      throw new CopyFailure(`extract strategy requires tarball file (.tar.gz or .tgz), got '${path}'`);
    }
    extract(step, path);
    return;
  }
  const there = staging.find(segmentsIn(to));
  const isInto = copy.to.endsWith('/') || (there !== undefined && isDirectory(there));
  copyFile(step, { alias, path }, isInto ? joined(to, basename(path)) : to);
}

function copyMatches(step: Step, pattern: string): void {
  const { copy, source, alias, to } = step;
  const found = matchesOf(step, pattern);
  if (found.length === 0) throw new CopyFailure(`no files match pattern '${pattern}' in source '${alias}'`);
  const from = literalPart(pattern);
  const kept = found.filter((path) => !isExcluded({ patterns: copy.exclude, from }, path));
  if (kept.length === 0) {
    throw new CopyFailure(`all files matching pattern '${pattern}' in source '${alias}' were excluded`);
  }
  for (const path of kept) {
    if (copy.strategy === 'Extract') {
      if (isTarball(path)) extract(step, path);
      continue;
    }
    const into = joined(to, withoutPrefix(path, pattern));
    if (source.find(path).kind === 'directory') copyDirectory(step, { alias, path }, into, from);
    else copyFile(step, { alias, path }, into);
  }
}

function matchesOf({ copy, source }: Step, pattern: string): readonly string[] {
  try {
    return copy.strategy === 'Extract' ? filesMatching(source, pattern) : globIn(source, pattern);
  } catch (error) {
    if (!(error instanceof CopyFailure)) throw error;
    throw new CopyFailure(`invalid glob pattern '${pattern}': ${error.message}`);
  }
}

/** What `dir/**` matches loses the `dir`. */
function withoutPrefix(path: string, pattern: string): string {
  const prefix = pattern.endsWith('/**') ? `${pattern.slice(0, -'/**'.length)}/` : undefined;
  return prefix !== undefined && path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** @see fluxcd/source-watcher internal/builder sourceSelectionRoot */
function literalPart(pattern: string): string {
  const segments = segmentsOf(normalizePath(pattern) ?? '');
  const special = segments.findIndex((segment) => /[*?[\]]/.test(segment));
  return segments.slice(0, special < 0 ? segments.length : special).join('/');
}

function copyDirectory({ copy, staging }: Step, at: Place, into: string, from: string): void {
  staging.putDirectory(segmentsIn(into), { kind: 'linked', at, leavesOut: { patterns: copy.exclude, from } });
}

function copyFile(step: Step, at: Place, into: string): void {
  const { copy, staging, source } = step;
  const segments = segmentsIn(into);
  const there = copy.strategy === 'Merge' ? staging.find(segments) : undefined;
  if (there === undefined) {
    staging.put(segments, { kind: source.find(at.path).kind === 'file' ? 'file' : 'other', at });
    return;
  }
  if (isDirectory(there)) throw new CopyFailure(`read ${into}: is a directory`);
  const text = mergedYaml(bytesOf(there, step), source.bytes(at.path));
  const parts = [...(there.kind === 'made' ? there.file.of : [there.at]), at];
  staging.put(segments, { kind: 'made', file: madeOf(new TextEncoder().encode(text), parts) });
}

function extract({ staging, source, alias, to }: Step, path: string): void {
  staging.makeDirectory(segmentsIn(to));
  for (const { name, bytes } of extractedFiles(source.bytes(path), path)) {
    staging.put(segmentsIn(joined(to, name)), { kind: 'made', file: madeOf(bytes, [{ alias, path }]) });
  }
}

function bytesOf(staged: Exclude<Staged, { kind: 'linked' | 'directory' }>, { sources }: Step): Uint8Array {
  if (staged.kind === 'made') return staged.file.bytes;
  const { alias, path } = staged.at;
  return sources.get(alias)?.bytes(path) ?? new Uint8Array();
}

function madeOf(bytes: Uint8Array, of: readonly Place[]): MadeFile {
  return { bytes, of, id: `made ${createHash('sha256').update(bytes).digest('hex')}` };
}

/** As Go's `filepath.Join`. */
function joined(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}

/** @throws CopyFailure where a destination is not within the artifact */
function segmentsIn(path: string): readonly string[] {
  const normal = path.startsWith('/') ? undefined : normalizePath(path);
  if (normal === undefined) throw new CopyFailure('path escapes from parent');
  return segmentsOf(normal);
}
