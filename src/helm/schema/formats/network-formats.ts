import { quoteCharacter, quoteText } from '../../../gotemplate/format/quote.ts';

/** @returns how a text is no IPv4 address */
export function ipv4Problem(text: string): string | undefined {
  const groups = text.split('.');
  if (groups.length !== 4) return 'expected four decimals';
  for (const group of groups) {
    if (group.length > 1 && group.startsWith('0')) return 'leading zeros';
    if (!/^[+-]?\d+$/.test(group)) return `strconv.Atoi: parsing ${quoteText(group)}: invalid syntax`;
    if (Number(group) < 0 || Number(group) > 255) return 'decimal must be between 0 and 255';
  }
  return undefined;
}

/** @returns how a text is no IPv6 address */
export function ipv6Problem(text: string): string | undefined {
  if (!text.includes(':')) return 'missing colon';
  if (text.includes('%')) return 'zone id is not a part of ipv6 address';
  return isIpv6(text) ? undefined : `ParseAddr(${quoteText(text)}): unable to parse IP`;
}

/** Eight groups, of which `::` stands for one or more, and the last two may be an IPv4 address. */
function isIpv6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const isMixed = tail.includes('.');
  if (isMixed && ipv4Problem(tail) !== undefined) return false;
  const whole = isMixed ? `${text.slice(0, -tail.length)}0:0` : text;
  const [left = '', right, ...more] = whole.split('::');
  if (more.length > 0) return false;
  const groups = [left, right ?? ''].flatMap((side) => (side === '' ? [] : side.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return right === undefined ? groups.length === 8 : groups.length < 8;
}

/** @returns how a text is no host name */
export function hostnameProblem(text: string): string | undefined {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > 253) return 'more than 253 characters long';
  for (const label of name.split('.')) {
    if (label.length < 1 || label.length > 63) return 'label must be 1 to 63 characters long';
    if (label.startsWith('-')) return 'label starts with hyphen';
    if (label.endsWith('-')) return 'label ends with hyphen';
    const bad = firstOther(label, /[a-zA-Z0-9-]/);
    if (bad !== undefined) return `invalid character ${bad}`;
  }
  return undefined;
}

/** @returns how a text is no mail address */
export function emailProblem(text: string): string | undefined {
  if (text.length > 254) return 'more than 255 characters long';
  const at = text.lastIndexOf('@');
  if (at < 0) return 'missing @';
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const problem = localProblem(local);
  if (problem !== undefined) return problem;
  if (domain.startsWith('[') && domain.endsWith(']')) return addressProblem(domain.slice(1, -1));
  const host = hostnameProblem(domain);
  return host === undefined ? undefined : `invalid domain: ${host}`;
}

function localProblem(local: string): string | undefined {
  if (local.length > 64) return 'local part more than 64 characters long';
  if (local.length > 1 && local.startsWith('"')) {
    const isPlain = !/[\\"]/.test(local.slice(1, -1));
    return isPlain ? undefined : 'backslash and quote are not allowed within quoted local part';
  }
  if (local.startsWith('.')) return 'starts with dot';
  if (local.endsWith('.')) return 'ends with dot';
  if (local.includes('..')) return 'consecutive dots';
  const bad = firstOther(local, /[a-zA-Z0-9.!#$%&'*+\-/=?^_`{|}~]/);
  return bad === undefined ? undefined : `invalid character ${bad}`;
}

function addressProblem(address: string): string | undefined {
  const isNew = address.startsWith('IPv6:');
  const problem = isNew ? ipv6Problem(address.slice('IPv6:'.length)) : ipv4Problem(address);
  return problem === undefined ? undefined : `invalid ${isNew ? 'ipv6' : 'ipv4'} address: ${problem}`;
}

function firstOther(text: string, allowed: RegExp): string | undefined {
  const bad = [...text].find((character) => !allowed.test(character));
  return bad === undefined ? undefined : quoteCharacter(bad);
}
