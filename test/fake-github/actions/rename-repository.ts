import { emit } from '../events/emit.ts';
import type { Account } from '../state/account.ts';
import { fullName, type Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';

/** Renames, and says so: `repository.renamed`. */
export const renameRepository = (world: World, repository: Repository, actor: Account, name: string): void => {
  const from = repository.name;
  world.formerNames.set(fullName(repository).toLowerCase(), repository);
  world.repositories.delete(fullName(repository).toLowerCase());
  repository.name = name;
  world.repositories.set(fullName(repository).toLowerCase(), repository);
  const about = () => ({ changes: { repository: { name: { from } } } });
  emit(world, { event: 'repository', action: 'renamed', repository, sender: actor, about });
};
