import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import type { Finding } from '../../src/review/contract/finding.ts';
import { runProgram } from '../cli/run-program.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster, type SmallFiles } from '../review/small-fleet.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @returns the path of a file of this repository */
export const inProject = (...parts: readonly string[]): string => join(root, ...parts);

/** What is said of a cluster that begins to run the App. */
interface Deployed {
  readonly cluster: ClusterReview;
  readonly findings: readonly Finding[];
}

/**
 * Reviews a fleet that holds `deploy` as it is, and whose cluster takes from it what is asked.
 *
 * @param files of the cluster, by their names
 * @param edit what is different in `deploy`
 */
export function deployed(files: SmallFiles, edit: (text: string) => string = (text) => text): Deployed {
  const before = cluster('prod');
  const own = Object.entries(files).map(([name, text]) => [`clusters/prod/${name}`, text]);
  const given = readdirSync(inProject('deploy'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path), edit(readFileSync(path, 'utf8'))]);
  const { clusters, findings } = reviewOf(before, { ...before, ...Object.fromEntries([...given, ...own]) });
  const { prod } = clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return { cluster: prod, findings };
}

/**
 * @param args of a command that prints objects
 * @returns the objects
 * @throws Error with what it says, where it fails
 */
export async function rendered(args: readonly string[]): Promise<readonly unknown[]> {
  const { code, stdout, stderr } = await runProgram(args);
  if (code !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).map((document) => document.toJS());
}
