import { filesReadBy } from '../plan/files-read-by.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { reworded } from '../plan/stage-words.ts';

/** A host, an address or a link; not a path of files. */
const ADDRESS = /^(?!\.{0,2}\/).*([\w-]\.[A-Za-z0-9]|@|:\/\/)/;

/**
 * @returns what gives a text the target's words; a host or an address only where the target has it already: none is made up
 */
export function valueWords({ draft }: Plan, { source, target }: Route): (text: string) => string {
  const isKnown = (part: string): boolean =>
    filesReadBy(target.inventory).some((path) => /\.ya?ml$/.test(path) && draft.read(path)?.includes(part) === true);
  return (text) =>
    text
      .split(/([\s"'`,;=]+)/)
      .map((part) => {
        const named = reworded(part, source.cluster, target.cluster);
        return named === part || !ADDRESS.test(part) || isKnown(named) ? named : part;
      })
      .join('');
}
