import { GoError } from '../../../gotemplate/value/go-error.ts';

/** As long as the value of a label may be. */
const MOST_CHARACTERS = 63;

/** Letters that Unicode does not take apart into a Latin one and a mark. */
const LATIN: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŋ: 'ng', þ: 'th', ŧ: 't', ĸ: 'k' },
  ...{ '&': 'and', '@': 'at', '"': '', "'": '', '’': '', '‘': '', '“': '', '”': '' },
};

/**
 * @returns a text as the value of a label: words of small letters and digits, with a dash between them
 * @throws GoError for other scripts than Latin, of whose letters the operator writes the sounds
 * @see flux-operator docs/api/v1/resourceset.md, Templating functions
 */
export function slugify(text: string): string {
  const spelled = [...text.trim().normalize('NFKD')].map((letter) => spelledOut(letter.toLowerCase())).join('');
  const words = spelled.replace(/[^a-z0-9_-]/g, '-').replace(/-+/g, '-');
  return shortened(words.replace(/^[-_]+|[-_]+$/g, ''));
}

function spelledOut(letter: string): string {
  const known = LATIN[letter];
  if (known !== undefined) return known;
  if (/\p{M}/u.test(letter)) return '';
  if (/[^\p{ASCII}]/u.test(letter) && /\p{L}|\p{N}/u.test(letter)) {
    throw new GoError(`how slugify writes "${letter}" is not known here`);
  }
  return letter;
}

/** At the end of a word, where there is one. */
function shortened(slug: string): string {
  if (slug.length <= MOST_CHARACTERS) return slug;
  const cut = slug.slice(0, MOST_CHARACTERS);
  if (slug[MOST_CHARACTERS] === '-') return cut;
  const end = cut.lastIndexOf('-');
  return end > 0 ? cut.slice(0, end) : cut;
}
