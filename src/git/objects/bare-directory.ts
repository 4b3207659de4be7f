import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a repository names its objects. */
export type ObjectFormat = 'sha1' | 'sha256';

/**
 * Fills a folder as an empty bare repository, without the templates of `git init`: there are no hooks, attributes or
 * excludes in it.
 *
 * @param path absolute path of an existing, empty folder
 * @see https://git-scm.com/docs/gitrepository-layout
 */
export function fillBareDirectory(path: string, format: ObjectFormat): void {
  mkdirSync(join(path, 'refs'));
  mkdirSync(join(path, 'objects', 'info'), { recursive: true });
  mkdirSync(join(path, 'objects', 'pack'));
  writeFileSync(join(path, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(path, 'config'), configOf(format));
}

function configOf(format: ObjectFormat): string {
  if (format === 'sha1') return '[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n';
  return '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n';
}
