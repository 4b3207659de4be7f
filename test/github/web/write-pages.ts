import type { World } from '../state/world.ts';

export const writePages = async (_world: World, _directory: string): Promise<void> => undefined;
