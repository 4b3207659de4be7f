import type { Resource } from '../../kustomize/model/resource.ts';
import { CONTROLLERS } from '../controllers/controller-version.ts';
import { variableSources } from '../kustomization/variables-for.ts';
import type { SettledReleases } from '../releases/settle-releases.ts';
import type { Root } from '../roots/inventory.ts';
import { sameResources } from '../roots/same-resources.ts';
import type { Rendered } from '../roots/split-inventory.ts';
import { configKey } from '../variables/config-key.ts';

/** What FluxKustomizations make, without what Helm makes of it. */
export type RenderedRoots = Omit<Rendered, 'releases'>;

/** Of a release that decides whether it is there itself, no round is the last. */
const MOST_ROUNDS = 5;

/**
 * Renders the roots of a cluster and what its releases make: the roots again as long as a release brings what decides
 * what they make: a FluxKustomization, a source, variables, a controller.
 *
 * @param render renders all but releases, beside what these make
 * @param settle renders the releases in what is rendered
 */
export function withReleases(
  render: (releases: readonly Root[]) => RenderedRoots,
  settle: (rendered: RenderedRoots) => SettledReleases,
): Rendered {
  let known: readonly Root[] = [];
  for (let round = 1; ; round++) {
    const rendered = render(known);
    const { roots, releases } = settle(rendered);
    if (round === MOST_ROUNDS || sameResources(decidingIn(roots, rendered.roots), decidingIn(known, rendered.roots)))
      return { ...rendered, roots: [...rendered.roots, ...roots], releases };
    known = roots;
  }
}

/** @returns the objects in releases by which other roots come out otherwise */
function decidingIn(releases: readonly Root[], roots: readonly Root[]): readonly Resource[] {
  if (releases.length === 0) return [];
  const asked = new Set(
    [...roots, ...releases].flatMap(({ flux, home }) =>
      flux === undefined ? [] : variableSources(flux).map((source) => configKey(home, source)),
    ),
  );
  return releases.flatMap(({ cluster, resources }) =>
    resources.filter((resource) => isOfFlux(resource) || asked.has(configKey(cluster, resource))),
  );
}

function isOfFlux({ gvk, kind, name }: Resource): boolean {
  if (/(^|\.)(toolkit\.fluxcd\.io|fluxcd\.controlplane\.io|extensions\.fluxcd\.io)$/.test(gvk.group)) return true;
  return kind === 'Deployment' && CONTROLLERS.some((each) => each === name);
}
