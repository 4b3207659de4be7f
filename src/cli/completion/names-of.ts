import type { TreeOptions } from '../open/tree-options.ts';
import type { Io } from '../process/io.ts';
import type { Named } from './completed-command.ts';

/** Shells take words apart, and some run what is in them: what is no plain word has to be typed. */
const plain = /^\w[\w./@+-]*$/;

/**
 * @returns the names of what is in the clone that somebody is in, at its HEAD, as far as a shell may be given them
 * @throws CliError where there is no clone
 */
export async function namesOf(named: Named, io: Io): Promise<readonly string[]> {
  const all = await NAMES[named]({ repo: '.', rev: 'HEAD' }, io);
  return all.filter((name) => plain.test(name));
}

const NAMES: Readonly<Record<Named, (options: TreeOptions, io: Io) => Promise<readonly string[]>>> = {
  clusters: async (options) => {
    const { withTree } = await import('../open/with-tree.ts');
    const { drive } = await import('../../tree/objects/drive.ts');
    const { plainFiles } = await import('../../tree/files/plain-files.ts');
    const { findClusters } = await import('../../fleet/find/find-clusters.ts');
    return withTree(options, ({ tree, config, reader }) =>
      drive(reader.fetch, () =>
        findClusters([plainFiles(tree, { symlinks: 'absent' })], config).map(({ name }) => name),
      ),
    );
  },
  units: async (options, io) => {
    const { ask } = await import('../open/ask.ts');
    const { found } = await ask({ kind: 'where', asked: undefined }, options, io);
    return found.units.map(({ unit }) => unit);
  },
  rules: async () => {
    const { RULES } = await import('../../policy/judge/rules.ts');
    return RULES.map(({ id }) => id).sort();
  },
};
