import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import type { Chart, ChartFile } from '../../helm/chart/chart.ts';
import { HelmError } from '../../helm/chart/helm-error.ts';
import { IGNORE_FILE, readIgnoreRules } from '../../helm/load/ignore.ts';
import { loadFolder } from '../../helm/load/load-folder.ts';
import { MOST_FILE_BYTES, MOST_FILES } from '../../helm/load/load-limits.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { ChartInputs } from './chart-inputs.ts';
import { NotHad } from './not-had.ts';

type Directory = Extract<Found, { kind: 'directory' }>;

/** A file below a directory. */
interface FileBelow {
  /** Within the directory. */
  readonly path: string;
  /** Among all files. */
  readonly at: string;
  readonly id: ObjectId;
  readonly madeOf?: readonly { readonly path: string; readonly id: ObjectId }[];
}

/**
 * @param files of an artifact, which has no symbolic links
 * @param inputs gets what the chart is made of
 * @param role what the chart is to the one that is built
 * @returns the chart in a directory, without what its `.helmignore` leaves out, which is not read
 * @throws HelmError where there is none; NotHad; Needs where an object has not been fetched yet
 * @see fluxcd/source-controller internal/helm/chart/secureloader SecureLoadDir
 */
export function loadDirectory(files: Files, directory: Directory, inputs: ChartInputs, role: string): Chart {
  const rules = files.find(`${directory.path === '' ? '' : `${directory.path}/`}${IGNORE_FILE}`);
  const ignores = readIgnoreRules(rules.kind === 'file' ? textOf(files, rules) : '');
  const kept = filesBelow(files, directory, ignores);
  if (kept.length > MOST_FILES) throw new HelmError(`the chart holds more than ${MOST_FILES} files`);
  for (const { path, at, id } of kept) inputs.take(`${role} ${path}`, at, id);
  return loadFolder(mapAll(kept, (file) => readFile(files, file)));
}

/**
 * @param ignores what tells whether a path within the directory is left out, with all that is below it
 * @returns the files below a directory, in the order of their names
 * @throws NotHad where some are those of another repository; Needs
 */
export function filesBelow(
  files: Files,
  directory: Directory,
  ignores: (path: string, isDirectory: boolean) => boolean = () => false,
  within = '',
): readonly FileBelow[] {
  return mapAll(files.list(directory), ([name, { kind, id }]): readonly FileBelow[] => {
    const path = within === '' ? name : `${within}/${name}`;
    const at = directory.path === '' ? name : `${directory.path}/${name}`;
    if (kind === 'symlink' || ignores(path, kind !== 'file')) return [];
    if (kind === 'file') return [{ path, id, ...keptAt(files, at) }];
    const found = files.find(at);
    if (found.kind === 'directory') return filesBelow(files, found, ignores, path);
    if (found.kind !== 'absent' || found.why !== 'included') return [];
    const { reason = 'which is not fetched', remedy = 'Keep the chart in one repository.' } = found.lack ?? {};
    throw new NotHad(`${at} is the place of another repository, ${reason}`, remedy);
  }).flat();
}

/** In an artifact that is put together of others, a file has the path at which it is kept, or is made of others. */
function keptAt(files: Files, path: string): Pick<FileBelow, 'at' | 'madeOf'> {
  const found = files.find(path);
  if (found.kind !== 'file') return { at: path };
  return { at: found.path, ...(found.madeOf === undefined ? {} : { madeOf: found.madeOf }) };
}

/** @throws HelmError where it is larger than source-controller takes; Needs */
export function readFile(files: Files, { path, at, id }: FileBelow): ChartFile {
  const blob = files.read({ kind: 'file', path: at, id });
  if (blob.kind === 'missing') throw new NotHad(`${at} is not among the objects of the repository`, 'Fetch it whole.');
  const size = blob.kind === 'bytes' ? blob.bytes.length : blob.size;
  if (blob.kind === 'bytes' && size <= MOST_FILE_BYTES) return { path, bytes: blob.bytes };
  throw new HelmError(`cannot load file ${path} as file size (${size}) exceeds limit (${MOST_FILE_BYTES})`);
}

function textOf(files: Files, file: Extract<Found, { kind: 'file' }>): string {
  const blob = files.read(file);
  return blob.kind === 'bytes' ? decodeBytes(blob.bytes) : '';
}
