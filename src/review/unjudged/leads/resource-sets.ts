import type { ClusterSides } from '../../../fleet/render/render-fleet.ts';
import { inventoriesIn } from '../../../fleet/render/unreached-in.ts';
import { clampPath, FLUX_KUSTOMIZATION_GROUP } from '../../../flux/objects/flux-kustomization.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { quoted } from '../../../text/quoted.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../../yaml/node/node-at.ts';
import { type Lead, leadTo, type Search } from '../search/lead.ts';
import { matchingDirectories } from '../search/matching-directories.ts';
import { OwnSources, sourcesAmong } from '../search/own-sources.ts';

/** A FluxKustomization in the template of a ResourceSet. */
interface Made {
  /** As written, clamped to the repository, with a star for what inputs fill in. */
  readonly path: string;
  /** As `Kind/namespace/name`; empty where it cannot be told from the text of the template. */
  readonly source: string;
  /** The addresses of the sources that are made with it, by kind and name. */
  readonly beside: ReadonlyMap<string, string>;
}

/**
 * Leads from the FluxKustomizations that a ResourceSet of a cluster makes, which are not known: to what stands below the
 * directory that their path cannot leave, and what the directories that fit would build.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function resourceSetLeads(search: Search): readonly Lead[] {
  return search.fleet.flatMap((sides) => {
    const sets = inventoriesIn([sides]).flatMap(({ generators }) => generators.map(({ resource }) => resource));
    const found = sets.filter(({ kind }) => kind === 'ResourceSet').flatMap((set) => leadsOf(set, sides, search));
    return [...new Map(found.map((lead) => [lead.reason, lead])).values()];
  });
}

function leadsOf(set: Resource, sides: ClusterSides, search: Search): readonly Lead[] {
  const sources = new OwnSources([sides]);
  return mapAll(madeBy(set), ({ path, source, beside }) => {
    const from = source === '' ? 'unknown' : sources.from(source, beside);
    const home = fixedPart(path);
    // The top of a repository that nothing here defines is mostly that of another.
    if (from === 'elsewhere' || (from === 'unknown' && home === '')) return [];
    const directories = search.sides.flatMap((files) => matchingDirectories(files, path));
    const files = [
      ...[...search.manifests].filter((file) => isWithin(file, home)),
      ...directories.flatMap((directory) => [...search.inputsOf(directory)]),
    ];
    const what = `${objectTitle(set)} in ${sides.cluster.name} makes FluxKustomizations of ${quoted(path || '.')}`;
    return leadTo(files, { reason: `${what}, and which these are is not known` });
  }).flat();
}

function madeBy({ node, namespace }: Resource): readonly Made[] {
  const resources = itemsAt(node, 'spec', 'resources');
  const beside = new Map([...sourcesAmong(resources)].filter(([, address]) => !address.includes('<<')));
  const made = resources
    .filter((each) => textAt(each, 'apiVersion').startsWith(`${FLUX_KUSTOMIZATION_GROUP}/`))
    .map((each): Made => {
      const own = textAt(each, 'spec', 'sourceRef', 'namespace') || textAt(each, 'metadata', 'namespace') || namespace;
      return { path: starred(textAt(each, 'spec', 'path')), source: sourceIn(each, own), beside };
    });
  const texts = textAt(node, 'spec', 'resourcesTemplate').split(/^---/m);
  const written = texts.filter((text) => text.includes(`${FLUX_KUSTOMIZATION_GROUP}/`)).flatMap(pathsIn);
  return [...made, ...written.map((path) => ({ path: starred(path), source: '', beside }))];
}

function sourceIn(flux: Node, namespace: string): string {
  const [kind, name] = ['kind', 'name'].map((key) => textAt(flux, 'spec', 'sourceRef', key));
  return `${kind}/${namespace}/${name}`;
}

function pathsIn(template: string): readonly string[] {
  return [...template.matchAll(/^[ {,]{0,80}"?path"?:[ ]{0,20}"?([^"\n]{1,300})/gm)].flatMap(([, path]) => path ?? []);
}

function starred(path: string): string {
  return clampPath(path.replace(/<<.{0,300}?>>/g, '*'));
}

/** The directory that a path with stars cannot leave. */
function fixedPart(path: string): string {
  const segments = path.split('/');
  const star = segments.findIndex((segment) => segment.includes('*'));
  return (star < 0 ? segments : segments.slice(0, star)).join('/');
}
