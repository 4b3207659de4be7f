import { type SourceRef, sourceKey } from '../../tree/sources/source-ref.ts';
import { cannotTell } from '../process/cli-error.ts';
import { withRemedy } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';
import { Elsewhere } from './elsewhere.ts';
import type { FetchOptions } from './fetch-options.ts';

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
  const elsewhere = new Elsewhere(io, options, 'on');
  const key = sourceKey(chart);
  try {
    const found = (await elsewhere.resolve(new Map([[key, chart]]), 'sha1')).get(key);
    if (found?.kind === 'file') return await readBlob(found.gitDirectory, found.id);
    const { reason, remedy } = found?.kind === 'unavailable' ? found : NOTHING;
    throw cannotTell(withRemedy({ reason: `${chart.name} is not fetched: ${reason}`, remedy }));
  } finally {
    elsewhere.close();
  }
}

const NOTHING = { reason: 'it is not a single file', remedy: 'Check the address.' };

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
