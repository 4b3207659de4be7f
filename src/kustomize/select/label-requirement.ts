import { SelectorError } from './selector-error.ts';

export type LabelOperator = 'exists' | 'absent' | 'in' | 'notin' | '=' | '==' | '!=' | '>' | '<';

/** Says whether labels meet one condition. */
export type LabelRequirement = (labels: ReadonlyMap<string, string>) => boolean;

const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const INTEGER = /^[-+]?[0-9]+$/;

/**
 * @throws SelectorError where the key or a value is none that a label can have
 * @see k8s.io/apimachinery pkg/labels NewRequirement, Requirement.Matches
 */
export function labelRequirement(
  field: string,
  key: string,
  operator: LabelOperator,
  values: ReadonlySet<string>,
): LabelRequirement {
  checkLabelKey(field, key);
  const [value = ''] = values;
  const limit = operator === '>' || operator === '<' ? integerOf(value) : 0n;
  if (limit === undefined) throw new SelectorError(field, `${key}${operator} needs an integer`);
  for (const each of values) checkLabelValue(field, key, each);
  switch (operator) {
    case 'exists':
      return (labels) => labels.has(key);
    case 'absent':
      return (labels) => !labels.has(key);
    case 'notin':
    case '!=':
      return (labels) => !values.has(labels.get(key) ?? '') || !labels.has(key);
    case '>':
      return (labels) => (integerOf(labels.get(key) ?? '') ?? limit) > limit;
    case '<':
      return (labels) => (integerOf(labels.get(key) ?? '') ?? limit) < limit;
    default:
      return (labels) => labels.has(key) && values.has(labels.get(key) ?? '');
  }
}

/** @throws SelectorError where a key is none of a label. @see k8s.io/apimachinery util/validation IsQualifiedName */
export function checkLabelKey(field: string, key: string): void {
  const parts = key.split('/');
  const [prefix, name = ''] = parts.length > 1 ? parts : [undefined, key];
  const hasPrefix = prefix === undefined || (prefix.length <= 253 && SUBDOMAIN.test(prefix));
  if (parts.length > 2 || !hasPrefix || name.length > 63 || !NAME.test(name)) {
    throw new SelectorError(field, `${JSON.stringify(key)} is not a valid label key`);
  }
}

function checkLabelValue(field: string, key: string, value: string): void {
  if (value === '' || (value.length <= 63 && NAME.test(value))) return;
  throw new SelectorError(field, `${JSON.stringify(value)} is not a valid value of the label ${key}`);
}

/** @returns an int64, as strconv.ParseInt reads it. */
function integerOf(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
