import { type BuildOptions, buildRoot } from '../../kustomize/build/build-root.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { drive } from '../../tree/objects/drive.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { printYamlDocuments } from '../../yaml/print/print.ts';
import type { Io } from '../process/io.ts';
import { problemText } from '../process/problem-text.ts';

/**
 * Prints what `kustomize build` prints, or nothing and why.
 *
 * @returns 0, or 2 where anything is not known
 */
export async function runBuild(
  directory: string,
  revision: string | undefined,
  io: Io,
  options: BuildOptions = {},
): Promise<number> {
  const { openDirectory } = await import('../open/open-directory.ts');
  const opened = await openDirectory(directory, revision);
  try {
    const files = plainFiles(opened.tree, { symlinks: 'follow' });
    const { resources, problems } = await drive(opened.fetch, () => buildRoot(files, opened.path, options));
    for (const problem of problems) {
      const path = problem.path === undefined ? undefined : opened.shown(problem.path);
      io.err(`blast-radius: ${problemText({ ...problem, path })}\n`);
    }
    if (problems.length > 0) return 2;
    io.out(printYamlDocuments(resources.map(({ node }) => node)));
    return 0;
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    io.err(`blast-radius: ${error.message}\n`);
    return 2;
  } finally {
    await opened.close();
  }
}
