import { chooseReference, overlayOf } from '../places/choose-reference.ts';
import { areVariants } from '../places/homes.ts';
import { territoryOf } from '../places/territory.ts';
import type { Plan, Way } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/**
 * Gives the target a directory that runs by being there, as the source's does: a copy where that was asked for, else
 * one that refers to what both share.
 *
 * @throws PromotionRefusal where nothing is shared, or the target has the directory already
 */
export function addOverlay(plan: Plan, directory: string, way: Way): void {
  const name = way.target.cluster.name;
  const to = territoryOf(way.source, way.target, plan.fleet.clusters).counterpart(directory);
  if (to === undefined || to === directory) refuse(`${name} has nothing that corresponds to ${directory}`);
  if (plan.draft.files.find(to).kind !== 'absent')
    refuse(`${to} is there, and does not bring what ${directory} brings`, 'Complete it by hand.');
  const path = chooseReference(plan, directory, way);
  if (path === to) return;
  // What an overlay makes something else of is no base that would do without it.
  if (!areVariants(directory, path, plan.fleet))
    refuse(
      `${way.source.cluster.name} runs its own ${directory}, and there is none for ${name}`,
      `--overlay makes ${to} from it, to be reviewed.`,
    );
  plan.draft.write(`${to}/kustomization.yaml`, overlayOf(to, path));
}
