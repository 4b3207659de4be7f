import { isBase64, isDay } from '../schemas/text-forms.ts';

const BYTE = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^${BYTE}(\\.${BYTE}){3}$`);

/** The formats that the API server checks and that can be checked exactly here; it skips others, and so does this. */
const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['byte', isBase64],
  ['date', isDate],
  ['date-time', isDateTime],
  ['ipv4', (text: string) => IPV4.test(text)],
  ['ipv6', (text: string) => isIpv6(text)],
  ['cidr', isCidr],
  ['uuid', (text: string) => /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text)],
]);

/**
 * @returns whether a text has a format; `undefined` where the format is not known
 * @see apiextensions-apiserver pkg/apiserver/validation/formats.go, kube-openapi pkg/validation/strfmt
 */
export function isOfFormat(format: string, text: string): boolean | undefined {
  return FORMATS.get(format)?.(text);
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return match !== null && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The form alone: more than RFC 3339 is let through, nothing less. */
function isDateTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/.test(text);
}

function isIpv6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const plain = IPV4.test(tail) ? `${text.slice(0, -tail.length)}0:0` : text;
  const halves = plain.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', rest] = text.split('/');
  if (rest !== undefined || !/^(0|[1-9]\d{0,2})$/.test(bits)) return false;
  return IPV4.test(address) ? Number(bits) <= 32 : isIpv6(address) && Number(bits) <= 128;
}
