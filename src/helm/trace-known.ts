import { actionIn, type PartlyKnownInputs } from './render-known.ts';
import type { GivenValues } from './trace/trace-types.ts';
import { type TracedRelease, traceRelease } from './trace-release.ts';
import { releaseIn } from './unknown/release-in.ts';
import { valuesIn } from './unknown/values-in.ts';
import { World } from './unknown/world.ts';

/**
 * Traces a release of which some may be secret, or not known: as it was rendered for what is known of it, also where its
 * chart stops for want of what is not.
 *
 * @param given tells who set each of the values
 * @returns a trace whose objects hold what is secret: none of their values may be shown
 */
export function traceKnown(inputs: PartlyKnownInputs, given: GivenValues): TracedRelease {
  const { release, values, action, unknownFiles: _, ...rest } = inputs;
  const world = new World('known', 'go-on');
  return traceRelease(
    {
      ...rest,
      release: { ...release, node: releaseIn('known', release.node) },
      values: valuesIn('known', values),
      action: actionIn('known', action),
      outside: world.outside,
      world,
    },
    given,
  );
}
