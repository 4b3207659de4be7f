import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { fillBareDirectory, type ObjectFormat } from '../objects/bare-directory.ts';

/** A git directory of our own, over the objects of another. */
export interface ScratchDirectory {
  /** Absolute path. */
  readonly path: string;
  /** Reads the objects of these bare git directories too, and of no others that were given before. */
  readonly readAlso: (gitDirectories: Iterable<string>) => void;
  readonly remove: () => void;
}

/** What is still there when the process ends, however it does. */
const standing = new Set<string>();
process.on('exit', () => {
  for (const path of standing) rmSync(path, { recursive: true, force: true });
});

/** Of this machine, and of this container: another one that shares the folder has processes of its own. */
const PREFIX = `blast-radius-git-${encodeURIComponent(hostname())}-${processNamespace()}-`;

/**
 * Makes an empty bare repository in the system's temporary folder that has another's objects as alternates. In it git
 * reads every object of the other and writes new ones (a merge's) here, and it never sees the other's configuration,
 * attributes, hooks, replaced objects or promisor remotes: nothing of it can be executed, fetched or changed. (All that
 * git does there is renew the time of an object that it would otherwise have written again.)
 *
 * @param common absolute path of the repository's common git directory: its `objects` and `shallow` are used
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function scratchDirectory(common: string, format: ObjectFormat): ScratchDirectory {
  removeLeftovers();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  standing.add(path);
  fillBareDirectory(path, format);
  const alternates = join(path, 'objects', 'info', 'alternates');
  const readAlso = (gitDirectories: Iterable<string>) => {
    const lines = [common, ...gitDirectories].map((each) => `${quoted(join(each, 'objects'))}\n`);
    // Git may read it at any moment.
    writeFileSync(`${alternates}.new`, lines.join(''));
    renameSync(`${alternates}.new`, alternates);
  };
  readAlso([]);
  if (existsSync(join(common, 'shallow'))) copyFileSync(join(common, 'shallow'), join(path, 'shallow'));
  return {
    path,
    readAlso,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
      standing.delete(path);
    },
  };
}

/** Tells containers of one machine apart, which may bear one name: the containers of a pod do. @see man 7 namespaces */
function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '';
  }
}

/** What processes have left that were killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!isRunning(pid)) removeIfMay(join(tmpdir(), name));
  }
}

function removeIfMay(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // What another user has left is theirs to remove.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of another user it may not be asked, which says that it is there.
    return !(isNativeError(error) && 'code' in error && error.code === 'ESRCH');
  }
}

/** As git quotes paths: it reads a line that begins with a quote that way, so a path may hold anything. */
function quoted(path: string): string {
  const escaped = path.replace(/["\\]/g, '\\$&').replace(/[\n\r\t]/g, (character) => octal(character));
  return `"${escaped}"`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
