import type { ClusterSides } from '../../../fleet/render/render-fleet.ts';
import { nameOf } from '../../../flux/objects/flux-kustomization.ts';
import { fullName } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { type Lead, leadTo, listedManifests, type Search } from '../search/lead.ts';
import { OwnSources } from '../search/own-sources.ts';
import { stoppingFiles } from '../search/unreadable-files.ts';

/**
 * Leads from FluxKustomizations that take their files from a source that nothing in the repository defines: where their
 * path is here too, that source may be this repository.
 */
export function undefinedSourceLeads(search: Search): readonly Lead[] {
  return search.fleet.flatMap((sides) => {
    const external = [sides.before, sides.after].flatMap((inventory) => inventory?.external ?? []);
    if (external.length === 0) return [];
    const sources = new OwnSources([sides]);
    return external.flatMap(({ flux }) => {
      const source = fullName(flux.sourceRef);
      const { name } = sides.cluster;
      // What a controller makes of other sources has paths of its own, so any file may be part of it.
      if (flux.sourceRef.kind === 'ExternalArtifact') {
        const what = `FluxKustomization ${quoted(nameOf(flux))} in ${name} builds ${quoted(source)}`;
        return leadTo(search.manifests, { reason: `${what}, which the cluster makes, maybe of this` });
      }
      if (flux.path === '' || sources.isDefined(source)) return [];
      const what = `FluxKustomization ${quoted(nameOf(flux))} in ${name} builds ${quoted(flux.path)} of ${quoted(source)}`;
      const reason = `${what}, which nothing in this repository defines: it may be this repository`;
      const own = search.inputsOf(flux.path);
      return [...leadTo(own, { reason, guess: withSource(sides, source) }), ...stoppedLeads(what, flux.path, search)];
    });
  });
}

/** Leads from what such a source could not be built for: it may lead anywhere. */
function stoppedLeads(what: string, directory: string, search: Search): readonly Lead[] {
  const [file] = search.sides.flatMap((files) => stoppingFiles(files, directory));
  if (file === undefined) return [];
  const reason = `${what}, which may be this repository, and ${quoted(file)} there, which cannot be read, may lead to it`;
  return leadTo(listedManifests(search), { reason: `${reason}: repair that first`, isBroken: true });
}

function withSource({ cluster }: ClusterSides, source: string) {
  return cluster.via === undefined ? { ...cluster, sources: [...cluster.sources, source] } : undefined;
}
