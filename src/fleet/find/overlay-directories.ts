import { isKustomizationFile } from '../../kustomize/kustomization/kustomization-file.ts';
import { basename, dirname, isWithin } from '../../tree/objects/paths.ts';
import { isStage } from './promotion-order.ts';

const HOLDS_OVERLAYS = /^(overlays?|envs?|environments?|stages?|clusters?)$/;

/**
 * The overlays of a repository without Flux: kustomizations named after a stage, or in a directory for overlays; else
 * the one at its top.
 *
 * @param files all YAML files
 */
export function overlayDirectories(files: readonly string[]): readonly string[] {
  const kustomizations = files.filter(isKustomizationFile).map(dirname);
  const overlays = kustomizations.filter((path) => {
    return path !== '' && (isStage(basename(path)) || HOLDS_OVERLAYS.test(basename(dirname(path))));
  });
  const outermost = overlays.filter((path) => !overlays.some((other) => other !== path && isWithin(path, other)));
  return outermost.length > 0 ? outermost : kustomizations.filter((path) => path === '');
}
