import { writeYaml } from '../../../gotemplate/functions/encoding/yaml.ts';
import { decodeBytes } from '../../../gotemplate/value/bytes.ts';
import { GoError } from '../../../gotemplate/value/go-error.ts';
import { HelmError } from '../../../helm/chart/helm-error.ts';
import { mergeMaps, readValues } from '../../../helm/values/read-values.ts';
import { CopyFailure } from './not-composed.ts';

/**
 * @returns two YAML files as one, the second over the first, as Helm merges values: lists are replaced whole
 * @throws CopyFailure where one is none
 * @see fluxcd/source-watcher internal/builder mergeYAML
 */
export function mergedYaml(base: Uint8Array, overlay: Uint8Array): string {
  try {
    const over = readValues(decodeBytes(overlay));
    return `${writeYaml(mergeMaps(readValues(decodeBytes(base)), over))}\n`;
  } catch (error) {
    if (error instanceof HelmError || error instanceof GoError) throw new CopyFailure(error.message);
    throw error;
  }
}
