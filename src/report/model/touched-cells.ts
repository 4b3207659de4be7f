import type { Review } from '../../review/contract/review.ts';
import { fullMatrix } from './matrix.ts';

/** What happens to one unit in one cluster. */
export interface TouchedCell {
  readonly unit: string;
  readonly cluster: string;
  /** As in the matrix: `+2 ~1`, `?` for what is not known. */
  readonly signs: string;
}

/** What the matrix writes where nothing happens. */
const QUIET = '·';

/** @returns where something happens, and whether more may happen anywhere: what was not judged has no cells */
export function touchedCells(review: Review): {
  readonly cells: readonly TouchedCell[];
  readonly isUnknown: boolean;
} {
  const { clusters, rows } = fullMatrix(review);
  const cells = rows.flatMap(({ unit, cells: row }) =>
    row.map((signs, column) => ({ unit, cluster: clusters[column] ?? '', signs })),
  );
  return { cells: cells.filter(({ signs }) => signs !== QUIET), isUnknown: (review.unjudged ?? []).length > 0 };
}
