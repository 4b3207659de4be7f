import type { Measure } from '../measure.ts';
import { pullOf } from './compare-fleet.ts';
import type { FleetTimes } from './fleet-times.ts';

/** @returns how the cost of a change grows with the fleet around it, and that of a whole fleet with its objects. */
export function growthMeasures(small: FleetTimes, large: FleetTimes): readonly Measure[] {
  const group = 'growth with the fleet';
  const [few, many] = [small, large].map((times) => pullOf(times, 'one overlay'));
  if (few === undefined || many === undefined) return [];
  const objects = Number((large.cold.objects / small.cold.objects).toPrecision(3));
  const grows = (name: string, before: number, after: number, atMost: number): Measure => ({
    ...{ group, name, value: after / before, unit: 'times', goal: { atMost } },
  });
  return [
    grows('one overlay: bytes read', few.bytesRead, many.bytesRead, 2),
    grows('one overlay: blobs parsed', few.blobsParsed, many.blobsParsed, 2),
    grows('one overlay: objects rendered', few.objectsRendered, many.objectsRendered, 2),
    grows('one overlay: time', few.seconds, many.seconds, 3),
    grows(
      `all of it, cold, where there are ${objects} times as many objects: time`,
      small.cold.seconds,
      large.cold.seconds,
      objects,
    ),
  ];
}
