import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fullName, pullsOf } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { indexPage } from './index-page.ts';
import { folderLinks } from './layout.ts';
import { pullPage } from './pull-page.ts';

/** Writes the index and every pull request's page as files that need no server. */
export const writePages = async (world: World, directory: string): Promise<void> => {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'index.html'), indexPage(world, folderLinks('')));
  for (const issue of [...world.repositories.values()].flatMap(pullsOf)) {
    const folder = join(directory, ...fullName(issue.repository).split('/'), 'pull', String(issue.number));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'index.html'), pullPage(issue, folderLinks('../../../../')));
  }
};
