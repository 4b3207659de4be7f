import { plainTitle } from '../kubernetes/facts/object-ref.ts';
import type { Need } from './plan/need.ts';
import type { Promotion } from './plan/promotion.ts';

/** @returns what a promotion does, for a terminal; names of a repository are in it as they are */
export function promotionText(promotion: Promotion): string {
  if (promotion.kind === 'nothing') return `Nothing to do: ${promotion.reason}\n`;
  if (promotion.kind === 'refused') return `${promotion.reason}\n`;
  const { title, source, edits, gained, lost, needs, notes, unreferenced } = promotion;
  const lines = [
    source === undefined ? title : `${title}, as in ${source}`,
    ...edits.map(({ path, before, after }) => {
      const sign = before === undefined ? '+' : after === undefined ? '-' : '~';
      return `  ${sign} ${path}`;
    }),
    ...gained.map((object) => `${object.cluster} gains ${plainTitle(object)}`),
    ...lost.map(
      (object) =>
        `${object.cluster} loses ${plainTitle(object)} (${object.effect}${object.hasData ? ', with its data' : ''})`,
    ),
    ...needs.map(needText),
    ...notes.map((note) => `Note: ${note}`),
    ...unreferenced.map((path) => `Nothing refers to ${path} any more; --clean removes it.`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** @returns one sentence: what is missing where, and the command that brings it in */
function needText({ object, by, cluster, promotable }: Need): string {
  const remedy = promotable === undefined ? 'it is not copied: provide it there' : `promote ${promotable} ${cluster}`;
  return `${cluster} lacks ${object}, which ${by} needs: ${remedy}`;
}
