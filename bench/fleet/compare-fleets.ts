import type { Measure } from '../measure.ts';
import type { FleetTimes } from './fleet-times.ts';
import { pullOf } from './measure-fleet.ts';

/** @returns how the cost of a change grows with the fleet around it, and that of a whole fleet with its objects. */
export function compareFleets(small: FleetTimes, large: FleetTimes, objects: number): readonly Measure[] {
  const group = 'growth with the fleet';
  const [former, latter] = [small, large].map((times) => pullOf(times, 'one overlay'));
  if (former === undefined || latter === undefined) return [];
  const grows = (name: string, before: number, after: number, atMost: number): Measure => ({
    ...{ group, name, value: after / before, unit: 'times', goal: { atMost } },
  });
  return [
    grows('one overlay: bytes read', former.bytesRead, latter.bytesRead, 2),
    grows('one overlay: blobs parsed', former.blobsParsed, latter.blobsParsed, 2),
    grows('one overlay: objects rendered', former.objectsRendered, latter.objectsRendered, 2),
    grows('one overlay: time', former.seconds, latter.seconds, 3),
    grows(
      `all of it, cold, where there are ${objects.toFixed(0)} times as many objects: time`,
      small.cold.seconds,
      large.cold.seconds,
      objects,
    ),
  ];
}
