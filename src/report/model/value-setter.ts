import type { FieldChange } from '../../review/contract/field-change.ts';

type ValueUse = NonNullable<FieldChange['made']>['values'][number];

/** @returns who set a value that a template looked at, in words; nothing where the line that set it says so */
export function valueSetter({ from, place, object, key }: ValueUse): string | undefined {
  if (place !== undefined && (from === 'default' || from === 'chart')) return undefined;
  return object === undefined ? WHO[from] : `${object}, key ${key ?? ''}`;
}

const WHO: Readonly<Record<ValueUse['from'], string>> = {
  'spec.values': 'spec.values',
  valuesFrom: 'valuesFrom',
  default: 'the chart',
  'not set': 'not set',
  chart: 'the chart',
  release: 'the release',
  unknown: 'set in the chart: where is not known',
};
