import { overlayFleetOf } from '../../bench/fleet/overlay-fleet.ts';
import type { Stage } from '../model/http/stage/stage.ts';

const size = { clusters: 20, apps: 20 };
/** How many are open beside each other. */
const together = 2;

/**
 * A repository of another organization with large reviews: as soon as some of them are done, the next come.
 *
 * @returns what ends it, when what is under way is done
 */
export async function busyNeighbor({ github }: Stage): Promise<() => Promise<void>> {
  const { files, kinds } = overlayFleetOf(size, size.clusters * size.apps);
  const text = (all: ReadonlyMap<string, string>) => Object.fromEntries(all);
  const repository = await github.createRepository({ owner: 'neighbor', name: 'fleet', files: text(files) });
  let isOver = false;
  const work = async () => {
    for (let round = 0; !isOver; round += 1) {
      const pulls = await Promise.all(
        Array.from({ length: together }, async (_, index) => {
          const branch = `change-${round}-${index}`;
          const [change = new Map<string, string>()] = kinds[0]?.commits(round * together + index) ?? [];
          await repository.commit(branch, { from: 'main', write: text(change) });
          return repository.openPull({ head: branch });
        }),
      );
      for (const pull of pulls) await repository.waitForCheck(pull.headSha, 'blast-radius: main', 600_000);
      for (const pull of pulls) await pull.close();
    }
  };
  const done = work();
  return async () => {
    isOver = true;
    await done;
  };
}
