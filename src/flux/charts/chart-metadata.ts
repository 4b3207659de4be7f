import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { explained, HelmError } from '../../helm/chart/helm-error.ts';
import { type Metadata, NO_METADATA } from '../../helm/chart/metadata.ts';
import { checkMetadata } from '../../helm/load/check-metadata.ts';
import { readMetadata } from '../../helm/load/read-metadata.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import type { ChartInputs } from './chart-inputs.ts';

/**
 * Reads what source-controller reads of a directory before it loads the chart, whatever `.helmignore` says.
 *
 * @param shown the directory as messages name it
 * @param inputs gets what was read
 * @throws HelmError where there is no chart; Needs where an object has not been fetched yet
 * @see fluxcd/source-controller internal/helm/chart LoadChartMetadataFromDir
 */
export function chartMetadata(
  files: Files,
  directory: Extract<Found, { kind: 'directory' }>,
  shown: string,
  inputs: ChartInputs,
): Metadata {
  const textOf = (name: string): string | undefined => {
    const found = files.find(directory.path === '' ? name : `${directory.path}/${name}`);
    if (found.kind !== 'file') return undefined;
    inputs.take(`metadata ${name}`, found.path, found.id);
    const blob = files.read(found);
    return blob.kind === 'bytes' ? decodeBytes(blob.bytes) : undefined;
  };
  const definition = textOf('Chart.yaml');
  if (definition === undefined) {
    throw new HelmError(`open ${shown === '' ? '' : `${shown}/`}Chart.yaml: no such file or directory`);
  }
  const own = explained("cannot load 'Chart.yaml'", () => readMetadata(definition, NO_METADATA));
  const named = { ...own, apiVersion: own.apiVersion || 'v1' };
  const requirements = textOf('requirements.yaml');
  if (requirements === undefined) return checkMetadata(named);
  return checkMetadata(explained("cannot load 'requirements.yaml'", () => readMetadata(requirements, named)));
}
