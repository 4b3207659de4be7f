/** What a text must be like, in a sentence, and whether one is. */
export interface TextForm {
  /** Follows "must be". */
  readonly name: string;
  readonly isOne: (text: string) => boolean;
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_TEXT = new RegExp(`^${LABEL}$`);
const SUBDOMAIN_TEXT = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const QUALIFIED_TEXT = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** @see apimachinery pkg/util/validation IsDNS1123Label */
export const DNS_LABEL: TextForm = {
  name: 'lower-case letters, digits and "-", at most 63 of them, with a letter or digit at both ends',
  isOne: (text) => text.length <= 63 && LABEL_TEXT.test(text),
};

/** @see apimachinery pkg/util/validation IsDNS1123Subdomain */
export const DNS_SUBDOMAIN: TextForm = {
  name: 'lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part',
  isOne: (text) => text.length <= 253 && SUBDOMAIN_TEXT.test(text),
};

/** @see apimachinery pkg/api/validation/path IsValidPathSegmentName */
export const PATH_SEGMENT: TextForm = {
  name: 'neither "." nor "..", without "/" and "%"',
  isOne: (text) => text !== '.' && text !== '..' && !/[/%]/.test(text),
};

/** @see apimachinery pkg/util/validation IsValidLabelValue */
export const LABEL_VALUE: TextForm = {
  name: 'at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  isOne: (text) => text === '' || (text.length <= 63 && QUALIFIED_TEXT.test(text)),
};

/** @see apimachinery pkg/util/validation IsQualifiedName */
export const QUALIFIED_NAME: TextForm = {
  name: 'at most 63 letters, digits, "-", "_" and ".", behind a domain and "/" or not',
  isOne: isQualifiedName,
};

/** @see apimachinery pkg/util/validation IsConfigMapKey */
export const CONFIG_KEY: TextForm = {
  name: 'letters, digits, "-", "_" and ".", at most 253 of them, and not begin with ".."',
  isOne: (text) => text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
};

/** @see apimachinery pkg/util/validation IsValidPortName */
export const PORT_NAME: TextForm = {
  name: 'at most 15 lower-case letters, digits and single "-", with a letter among them and none of "-" at its ends',
  isOne: (text) => text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text),
};

/** @see apimachinery pkg/util/validation IsWildcardDNS1123Subdomain */
export function isWildcardSubdomain(text: string): boolean {
  return text.startsWith('*.') && text.length <= 253 && SUBDOMAIN_TEXT.test(text.slice(2));
}

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  const [prefix] = parts.length === 2 ? parts : [];
  if (parts.length > 2 || (parts.length === 2 && !DNS_SUBDOMAIN.isOne(prefix ?? ''))) return false;
  return name.length <= 63 && QUALIFIED_TEXT.test(name);
}
