import type { ObjectRun, UnitRun } from '../../fleet/where/where-contract.ts';
import { visibleText } from '../../text/visible-text.ts';

/** The signs of a table of what runs where. */
export const SIGNS = { runs: '●', absent: '·', differs: '≠', suspended: '‖', newest: 'newest' } as const;

/**
 * What a cell says: the version where there is one, replicas, whether it differs from the first cluster's, whether it
 * is suspended.
 */
export function whereCell(run: ObjectRun | UnitRun | undefined): string {
  if (run === undefined) return SIGNS.absent;
  const marks = [...(run.variant > 1 ? [SIGNS.differs] : []), ...(run.suspended ? [SIGNS.suspended] : [])];
  const replicas = run.replicas === undefined ? [] : [`×${run.replicas}`];
  return [versionText(run) ?? SIGNS.runs, ...replicas, ...marks].join(' ');
}

/** Of several versions none is the version of the whole. */
function versionText({ versions }: ObjectRun | UnitRun): string | undefined {
  const texts = [...new Set(versions.map(({ version }) => version))];
  const [only, other] = texts;
  if (only === undefined || other !== undefined) return undefined;
  return only === '' || only === '*' ? SIGNS.newest : visibleText(only, 24);
}

/** @returns what the signs in some cells mean, as far as they are in them */
export function whereLegend(cells: readonly string[]): string {
  const has = (sign: string) => cells.some((cell) => cell.split(' ').includes(sign));
  const meanings = [
    [SIGNS.runs, 'runs'],
    [SIGNS.newest, 'whatever version is the newest'],
    ['×', 'replicas'],
    [SIGNS.differs, 'differs from the first cluster that has it'],
    [SIGNS.suspended, 'suspended'],
    [SIGNS.absent, 'absent'],
  ] as const;
  return meanings
    .filter(([sign]) => (sign === '×' ? cells.some((cell) => /(^| )×\d/.test(cell)) : has(sign)))
    .map(([sign, meaning]) => `${sign} ${meaning}`)
    .join(', ');
}
