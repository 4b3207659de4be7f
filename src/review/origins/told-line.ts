import type { FileLine } from '../../kustomize/model/origin.ts';
import { isMounted } from '../../tree/sources/mount.ts';

/** A line as it is told to people, who read a path elsewhere as any other. */
export interface ToldLine extends FileLine {
  /** Of a file that is not in the repository. */
  readonly elsewhere?: true;
}

export function toldLine(place: FileLine): ToldLine {
  return isMounted(place.path) ? { ...place, elsewhere: true } : place;
}
