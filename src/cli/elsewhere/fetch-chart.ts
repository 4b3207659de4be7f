import { PERSON } from '../../sources/settings/asker.ts';
import { type SourceRef, sourceKey } from '../../tree/sources/source-ref.ts';
import { cannotTell } from '../process/cli-error.ts';
import { withRemedy } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';
import type { FetchOptions } from './fetch-options.ts';
import { openSources } from './open-sources.ts';

/**
 * Fetches what the person at the terminal names, unless the environment says that nothing is fetched.
 *
 * @returns the archive
 * @throws CliError with the reason and the remedy
 */
export async function fetchChart(
  chart: Extract<SourceRef, { kind: 'chart' }>,
  options: FetchOptions,
  io: Io,
): Promise<Uint8Array> {
  const sources = await openSources('on', options);
  const key = sourceKey(chart);
  try {
    io.progress(`fetching ${chart.name} …`);
    const found = (await sources.resolve(new Map([[key, chart]]), { format: 'sha1', asker: PERSON })).get(key);
    if (found?.kind === 'file') return await readBlob(found.gitDirectory, found.id);
    const { reason, remedy } = found?.kind === 'unavailable' ? found : NOTHING;
    throw cannotTell(withRemedy({ reason: `${chart.name} is not fetched: ${reason}`, remedy }));
  } finally {
    io.progress('');
    sources.close();
  }
}

const NOTHING = { reason: 'what is there is not one file', remedy: 'Check the address.' };

async function readBlob(gitDirectory: string, id: string): Promise<Uint8Array> {
  const { GitObjects } = await import('../../git/objects/git-objects.ts');
  const objects = new GitObjects(gitDirectory);
  try {
    const held = (await objects.read([id])).get(id);
    if (held?.kind === 'blob' && held.blob.kind === 'bytes') return held.blob.bytes;
    throw new Error(`a chart that was just fetched is not in ${gitDirectory}`);
  } finally {
    await objects.close();
  }
}
