import type { Remote } from '../../kustomize/model/problem.ts';
import { listed } from '../../text/counted.ts';
import { placeText, type problemLine } from '../../text/place-text.ts';
import { visibleLines } from '../../text/visible-text.ts';
import { problemText } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';

type Problem = Parameters<typeof problemLine>[0] & { readonly remote?: Remote | undefined };

/** What is not known of a cluster. */
interface PartlyRendered {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/**
 * Says what of clusters is not rendered: a line for each problem, whichever clusters have it, and one for all remote
 * addresses that the same clusters refer to and nobody fetches.
 *
 * @returns 0, or 2 where something is not rendered
 */
export function sayPartlyRendered(clusters: readonly PartlyRendered[], io: Io): 0 | 2 {
  const byLine = new Map<string, { readonly problem: Problem; readonly names: Set<string> }>();
  for (const { name, problems } of clusters)
    for (const problem of problems) {
      const line = problemText(problem);
      const same = byLine.get(line) ?? { problem, names: new Set() };
      same.names.add(name);
      byLine.set(line, same);
    }
  const unfetched = new Map<string, Problem[]>();
  const lines = new Set<string>();
  for (const [line, { problem, names }] of byLine) {
    const who = listed([...names]);
    const is = `${who} ${names.size === 1 ? 'is' : 'are'} only partly rendered`;
    if (problem.remote?.off === true) unfetched.set(is, [...(unfetched.get(is) ?? []), problem]);
    else lines.add(`${is}: ${line}`);
  }
  for (const [is, problems] of unfetched) lines.add(`${is}: ${unfetchedText(problems)}`);
  for (const line of lines) io.err(`blast-radius: ${line}\n`);
  return byLine.size === 0 ? 0 : 2;
}

function unfetchedText(problems: readonly Problem[]): string {
  const addresses = problems.map(({ remote, path, line }) => {
    const address = remote?.target ?? '';
    return path === undefined ? address : `${address} (${placeText({ path, line })})`;
  });
  const what = addresses.length === 1 ? 'a remote address is' : `${addresses.length} remote addresses are`;
  return visibleLines(`${what} not fetched, as FETCH=on does: ${listed(addresses, MOST_NAMED)}`);
}

/** What nobody reads to its end tells less. */
const MOST_NAMED = 3;
