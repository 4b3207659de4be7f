import { isKustomizationFile } from '../../kustomize/kustomization/kustomization-file.ts';
import { basename, dirname, isWithin } from '../../tree/objects/paths.ts';
import { isStage } from './names/promotion-order.ts';
import { isNoCluster } from './reach/not-clusters.ts';

const HOLDS_OVERLAYS = /^(overlays?|envs?|environments?|stages?|clusters?)$/;

/**
 * What clusters may be in a repository without Flux, as a guess: kustomizations named after a stage, or in a directory
 * for overlays; every directory of `clusters/`; else the kustomization at the top.
 *
 * @param files all YAML files
 */
export function overlayDirectories(files: readonly string[]): readonly string[] {
  const kustomizations = files.filter(isKustomizationFile).map(dirname);
  const overlays = kustomizations.filter((path) => {
    return path !== '' && (isStage(basename(path)) || HOLDS_OVERLAYS.test(basename(dirname(path))));
  });
  const found = [...overlays, ...inClusters(files)].filter((path) => !isNoCluster(path));
  const outermost = found.filter((path) => !found.some((other) => other !== path && isWithin(path, other)));
  return outermost.length > 0 ? outermost : kustomizations.filter((path) => path === '');
}

/** The directories of `clusters`, at the top or one below; those of one that holds nothing but stages. */
function inClusters(files: readonly string[]): readonly string[] {
  const directories = new Set<string>();
  for (const file of files) {
    const segments = file.split('/').slice(0, -1);
    const at = segments.indexOf('clusters');
    if (at >= 0 && at < 2 && segments.length > at + 1) directories.add(segments.slice(0, at + 2).join('/'));
  }
  return [...directories].flatMap((directory) => {
    const below = files.filter((file) => file.startsWith(`${directory}/`));
    const children = [...new Set(below.map((file) => file.slice(directory.length + 1).split('/')[0] ?? ''))];
    const isRegion = below.every((file) => dirname(file) !== directory) && children.every((child) => isStage(child));
    return isRegion ? children.map((child) => `${directory}/${child}`) : [directory];
  });
}
