import type { Config } from '../../../config/config.ts';
import { KUSTOMIZATION_FILES } from '../../../kustomize/kustomization/kustomization-file.ts';
import { listed } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Files } from '../../../tree/files/files.ts';
import { dirname, joinPath } from '../../../tree/objects/paths.ts';
import { type Lead, leadTo, type Search } from '../search/lead.ts';
import { toolName } from './other-tools.ts';

/**
 * Leads to manifests that nothing has read where clusters are not known well enough to say that none runs them: none was
 * found, a configured one is not there, or they are only guessed from overlays or told by Terraform or Bicep.
 *
 * @param claimed the files that other leads are about
 */
export function unclaimedLeads(search: Search, config: Config, claimed: ReadonlySet<string>): readonly Lead[] {
  const why = whyNotKnown(search, config);
  if (why === undefined) return [];
  const left = [...search.manifests].filter((path) => !claimed.has(path));
  const groups = new Map<string, string[]>();
  for (const path of left) {
    const home = homeOf(path, search.sides);
    groups.set(home, [...(groups.get(home) ?? []), path]);
  }
  return [...groups].flatMap(([path, files]) => leadTo(files, { reason: why, guess: { name: '', path } }));
}

function whyNotKnown({ fleet, discovery, sides }: Search, { clusters }: Config): string | undefined {
  const present = fleet.filter(({ before, after }) => before !== undefined || after !== undefined);
  const tools = discovery.unsupported.map(toolName);
  const more = tools.length === 0 ? '' : `; ${listed(tools, 3)} may deploy it, which is not supported`;
  if (present.length === 0 && clusters === undefined)
    return `it holds Kubernetes objects, and no cluster was found that could run them${more}`;
  if (discovery.by === 'overlays')
    return `it holds Kubernetes objects, and none of the overlays that are assumed to be clusters reads it${more}`;
  if (discovery.isHinted)
    return `it holds Kubernetes objects, and none of the paths that Terraform or Bicep syncs reads it${more}`;
  const absent = discovery.clusters.flatMap(({ name, paths }) => {
    const gone = paths.filter((path) => sides.every((files) => files.find(path).kind === 'absent'));
    return gone.map((path) => `${name} (${quoted(path)})`);
  });
  if (clusters === undefined || absent.length === 0) return undefined;
  return `it holds Kubernetes objects, and the configuration names directories that do not exist: ${listed(absent)}${more}`;
}

/** The directory that a cluster may be bootstrapped with to read a file: the outermost kustomization's, else the first. */
function homeOf(path: string, sides: readonly Files[]): string {
  const around = directoriesAround(dirname(path));
  const withKustomization = around.filter((directory) => sides.some((files) => hasKustomization(files, directory)));
  return withKustomization.at(-1) ?? around.at(-1) ?? '';
}

function directoriesAround(path: string): readonly string[] {
  return path === '' ? [] : [path, ...directoriesAround(dirname(path))];
}

function hasKustomization(files: Files, directory: string): boolean {
  return KUSTOMIZATION_FILES.some((name) => files.find(joinPath(directory, name) ?? name).kind === 'file');
}
