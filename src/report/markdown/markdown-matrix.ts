import { Buffer } from 'node:buffer';
import { onceEach } from '../../memo/by-value.ts';
import type { Review } from '../../review/contract/review.ts';
import { counted, listed } from '../../text/counted.ts';
import { code, name } from '../../text/escape.ts';
import { fitting } from '../../text/fitting.ts';
import { matrix } from '../model/matrix.ts';

/** What is more is counted. */
const most = { rows: 120, columns: 40, names: 30, bytes: 20_000, headBytes: 4_000 };

/** @returns units × clusters as a table with what its signs mean; empty where nothing changes */
export const matrixTable = onceEach((review: Review): string => {
  const { columns, rows } = matrix(review);
  if (rows.length === 0) return '';
  const shownColumns = columns.slice(0, most.columns);
  const hiddenColumns = columns.slice(most.columns).flat().length;
  const head = ['', ...heads(shownColumns, review), ...(hiddenColumns > 0 ? [`${hiddenColumns} more`] : [])];
  const lines = rows.slice(0, most.rows).map(({ units, cells }) => {
    const names = listed(
      units.map((unit) => code(unit, 60)),
      most.names,
    );
    return row([names, ...cells.slice(0, most.columns), ...(hiddenColumns > 0 ? ['…'] : [])]);
  });
  const { shown } = fitting(lines, most.bytes);
  const hiddenUnits = rows.slice(shown.length).flatMap(({ units }) => units).length;
  const rest = row([counted(hiddenUnits, 'more unit'), ...head.slice(1).map(() => '…')]);
  const signs = rows.flatMap(({ cells }) => cells).join('');
  return [
    row(head),
    row(head.map((_, index) => (index === 0 ? ':--' : ':-:'))),
    ...shown,
    ...(hiddenUnits > 0 ? [rest] : []),
    '',
    `<sub>objects: ${legend(signs)}${isMarked(review) ? ' · ✎ edited by this pull request' : ''}</sub>`,
  ].join('\n');
});

/** All the names of equal columns, where there is room for them. */
function heads(columns: readonly (readonly string[])[], review: Review): readonly string[] {
  const [all = [], few = []] = [most.names, 3].map((limit) =>
    columns.map((names) =>
      listed(
        names.map((each) => header(each, review)),
        limit,
      ),
    ),
  );
  return Buffer.byteLength(all.join('')) <= most.headBytes ? all : few;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function header(cluster: string, review: Review): string {
  return `${name(cluster, 40)}${review.clusters[cluster]?.protected === true ? ' 🔒' : ''}`;
}

/** Whether any way below shows where the pull request has set its hand. */
function isMarked({ clusters }: Review): boolean {
  return Object.values(clusters).some(({ gained, lost, changed, moved }) =>
    [...gained, ...lost, ...changed, ...moved].some(({ chain }) => chain.some((place) => place.changed === true)),
  );
}

function legend(signs: string): string {
  const meanings = [
    ['+', '+ gained'],
    ['−', '− lost'],
    ['~', '\\~ changed'],
    ['→', '→ moved (unchanged)'],
    ['↻', '↻ indirectly affected'],
    ['?', '? not known'],
    ['·', '· none'],
  ] as const;
  return meanings.flatMap(([sign, meaning]) => (signs.includes(sign) ? [meaning] : [])).join(', ');
}
