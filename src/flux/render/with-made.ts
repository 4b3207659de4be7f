import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { CONTROLLERS } from '../controllers/controller-version.ts';
import { variableSources } from '../kustomization/variables-for.ts';
import type { Root } from '../roots/inventory.ts';
import { sameResources } from '../roots/same-resources.ts';
import type { Rendered } from '../roots/split-inventory.ts';
import { configKey } from '../variables/config-key.ts';
import type { SettledMade } from './settle-made.ts';

/** What FluxKustomizations make, without what Helm and flux-operator make of it. */
export type RenderedRoots = Omit<Rendered, 'releases'>;

/** Of one that decides whether it is there itself, no round is the last. */
const MOST_ROUNDS = 5;

/**
 * Renders the roots of a cluster and what its ResourceSets and releases make: the roots again as long as one of these brings
 * what decides what they make: a FluxKustomization, a source, variables, a controller.
 *
 * @param render renders what is built of files, beside what is made
 * @param settle makes the rest of what is rendered
 */
export function withMade(
  render: (made: readonly Root[]) => RenderedRoots,
  settle: (rendered: RenderedRoots) => SettledMade,
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

/** @returns the objects in what is made by which other roots come out otherwise */
function decidingIn(made: readonly Root[], roots: readonly Root[]): readonly Resource[] {
  if (made.length === 0) return [];
  const asked = new Set(
    [...roots, ...made].flatMap(({ flux, home }) =>
      flux === undefined ? [] : variableSources(flux).map((source) => configKey(home, source)),
    ),
  );
  return made.flatMap(({ cluster, resources }) =>
    (asked.size === 0 ? ofFluxIn : maybeDecidingIn)([resources]).filter(
      (resource) => isOfFlux(resource) || asked.has(configKey(cluster, resource)),
    ),
  );
}

const ofFluxIn = searchFor(isOfFlux);

/** What is asked for gives variables. */
const maybeDecidingIn = searchFor((each) => isOfFlux(each) || each.kind === 'ConfigMap' || each.kind === 'Secret');

function isOfFlux({ gvk, kind, name }: Resource): boolean {
  if (/(^|\.)(toolkit\.fluxcd\.io|fluxcd\.controlplane\.io|extensions\.fluxcd\.io)$/.test(gvk.group)) return true;
  return kind === 'Deployment' && CONTROLLERS.some((each) => each === name);
}
