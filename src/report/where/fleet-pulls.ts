import { listed } from '../../text/counted.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { PullEffect } from '../model/pull-effect.ts';
import type { FleetPull, FleetPullCell, FleetUnit } from './fleet-data.ts';
import { OWN, plainUnit } from './fleet-units.ts';

/** An open pull request as the page is told of it. */
export interface PullToShow extends Pick<FleetPull, 'number' | 'title' | 'author' | 'links'> {
  /** `undefined` where it is not known. */
  readonly effect: PullEffect | undefined;
}

/** The open pull requests of a page: none of them where it is about another time than now, or about a clone. */
export interface PullsToShow {
  readonly pulls: readonly PullToShow[];
  readonly more: number;
}

const NOT_REVIEWED = 'not known yet: it has not been reviewed as it is now, or this server has forgotten it';

/**
 * @param units of the page
 * @returns what to show of each pull request, and the units with those that one of them brings
 */
export function fleetPulls(
  pulls: readonly PullToShow[],
  units: readonly FleetUnit[],
  clusters: readonly string[],
): { readonly units: readonly FleetUnit[]; readonly pulls: readonly FleetPull[] } {
  const all = [...units];
  const byName = new Map(units.map(({ name }, index) => [name, index]));
  const at = new Map(clusters.map((name, index) => [name, index]));
  const unitOf = (name: string): number => {
    const known = byName.get(name);
    if (known !== undefined) return known;
    byName.set(name, all.length);
    return all.push({ ...plainUnit(name), runs: [clusters.length, 0], isNew: name !== OWN }) - 1;
  };
  const shown = pulls.map(({ effect, title, author, ...pull }) => ({
    ...pull,
    title: visibleText(title),
    author: visibleText(author, 40),
    headline: effect === undefined ? NOT_REVIEWED : withClusters(effect, at),
    isUnknown: effect?.isUnknown !== false,
    cells: (effect?.cells ?? []).flatMap((cell): FleetPullCell[] => {
      const here = cell.clusters.flatMap((name) => at.get(name) ?? []);
      if (here.length === 0) return [];
      const unit = unitOf(cell.isOwn ? OWN : visibleText(cell.unit));
      return [{ unit, clusters: here, sign: signOf(cell.signs), text: cell.text }];
    }),
  }));
  return { units: all, pulls: shown };
}

/** A cluster that a pull request brings, or that was renamed since, has no column. */
function withClusters({ headline, cells }: PullEffect, at: ReadonlyMap<string, number>): string {
  const missing = [...new Set(cells.flatMap(({ clusters }) => clusters))].filter((name) => !at.has(name));
  if (missing.length === 0) return headline;
  return `${headline} · also in ${listed(missing.map((name) => visibleText(name, 40)))}, which ${missing.length === 1 ? 'is' : 'are'} not here yet`;
}

/** What goes is seen first; of what only moves, or is reached by reference, no more is said than that something changes. */
function signOf(signs: string): FleetPullCell['sign'] {
  for (const sign of ['−', '?', '+'] as const) if (signs.includes(sign)) return sign;
  return '~';
}
