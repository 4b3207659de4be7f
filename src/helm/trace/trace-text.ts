import { placeText } from '../../text/place-text.ts';
import { showValue } from '../../text/show-value.ts';
import { visibleText } from '../../text/visible-text.ts';
import { segmentsText } from './leaves.ts';
import {
  type FieldTrace,
  MASK,
  type ObjectTrace,
  type TemplatePlace,
  type UsedValue,
  type ValueOrigin,
} from './trace-types.ts';

/** In characters; a certificate need not be read here. */
const LONGEST_VALUE = 80;
const WIDEST = 90;

/** One thing, and where it comes from. */
interface Row {
  readonly left: string;
  readonly right: string;
}

/**
 * @param field the path of one, whose own are told too; all where there is none
 * @returns every field with its value and the line that wrote it, and below it the values that it was made of, with what
 *   set each
 */
export function traceText({ kind, name, namespace, path, fields }: ObjectTrace, field = ''): string {
  const rows = fields.filter((each) => isWithin(each.path, field)).flatMap(rowsOf);
  const width = Math.min(WIDEST, Math.max(0, ...rows.map(({ left }) => left.length)));
  const title = `${kind}/${name}${namespace === '' ? '' : ` in ${namespace}`}, by ${path}`;
  const table = rows.map(({ left, right }) => `${left.padEnd(width)}  ${right}`);
  return `${[visibleText(title), '', ...table].join('\n')}\n`;
}

function isWithin(path: string, field: string): boolean {
  return field === '' || path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

function rowsOf({ path, value, place, via, values, conditions, changedBy }: FieldTrace): readonly Row[] {
  const places = [place, ...via].filter((each) => each !== undefined).map((each: TemplatePlace) => placeText(each));
  const written = places.length === 0 ? 'made by no template' : places.join(' in ');
  return [
    {
      left: `  ${visibleText(path, 120)}: ${shown(value)}`,
      right: changedBy === undefined ? visibleText(written) : `set by ${changedBy}`,
    },
    ...values.map((each) => rowOf('      ', each)),
    ...conditions.map((each) => rowOf('      if ', each)),
  ];
}

function rowOf(lead: string, { name, path, value, origin }: UsedValue): Row {
  const own = `.Values${path.length === 0 ? '' : `.${segmentsText(path)}`}`;
  const within = path.length === 0 || name === own ? '' : ` (${segmentsText(path)})`;
  const is = origin.kind === 'unset' || value === undefined ? '' : `: ${shownOf(value)}`;
  return { left: `${lead}${visibleText(name + within, 120)}${is}`, right: visibleText(originText(origin)) };
}

/** A map or list is told by which of both it is. */
function shownOf(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' && value !== null ? '{…}' : shown(value);
}

function shown(value: unknown): string {
  const lines = value === MASK ? [MASK] : showValue(value);
  const [first = ''] = lines;
  return visibleText(lines.length > 1 ? `${first} …` : first, LONGEST_VALUE);
}

/** @returns who set a value, in words */
function originText(origin: ValueOrigin): string {
  switch (origin.kind) {
    case 'default':
      return placeText(origin);
    case 'file':
      return placeText({ path: origin.file, line: origin.line });
    case 'option':
      return origin.option;
    case 'spec.values':
      return 'spec.values';
    case 'valuesFrom':
      return `valuesFrom ${origin.objectKind}/${origin.object}, key ${origin.key}${origin.targetPath === '' ? '' : `, to ${origin.targetPath}`}`;
    case 'unset':
      return 'not set';
    case 'built-in':
      return 'of the chart or the release';
    case 'unknown':
      return 'set by a template';
  }
}
