import { isCiphertext, type SopsFormat } from '../../kustomize/read/sops.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';

/** Why the plain text of an encrypted file cannot be written, and what to do about it. */
export interface NotDecrypted {
  readonly message: string;
  readonly fix: string;
}

/**
 * Tells where kustomize-controller fails as it decrypts a text: SOPS reads it in one format and writes the plain text in
 * another, which need not be able to hold it.
 *
 * @param text the encrypted file
 * @param from the format that it is in
 * @param to the format that the plain text is to have, by the name of the file, or of the key that it is put under
 * @returns undefined where it can be written
 * @see getsops/sops stores/json BinaryStore.EmitPlainFile, stores/dotenv Store.EmitPlainFile, stores/ini Store.encodeTree
 */
export function whyNotDecrypted(text: string, from: SopsFormat, to: SopsFormat): NotDecrypted | undefined {
  const tree = treeOf(text, from);
  if (tree === undefined) return undefined;
  if (to === 'binary' && !tree.holdsData) {
    const message = `its name says that the plain text is binary, so it must be in a key "data", which is missing`;
    return { message, fix: `End the key in ${ENDINGS[from]}, or encrypt the file with --input-type binary.` };
  }
  if (to === 'dotenv' && tree.isNested) {
    return { message: 'its name says that it is an env file, which has only single values', fix: otherName(from) };
  }
  if (to === 'ini' && !tree.isSections) {
    return {
      message: 'its name says that it is an ini file, which has nothing but sections',
      fix: otherName(from),
    };
  }
  return undefined;
}

const ENDINGS: Readonly<Record<SopsFormat, string>> = {
  yaml: '.yaml',
  json: '.json',
  dotenv: '.env',
  ini: '.ini',
  binary: '.json',
};

function otherName(from: SopsFormat): string {
  return `End its name, or the key before its "=", in ${ENDINGS[from]}.`;
}

/** What SOPS reads a file into, as far as it decides which formats can hold it. */
interface Tree {
  /** Whether it is one document with a text under `data`. */
  readonly holdsData: boolean;
  /** Whether any value of its first document is more than a single one. */
  readonly isNested: boolean;
  /** Whether all values of all documents are mappings. */
  readonly isSections: boolean;
}

function treeOf(text: string, from: SopsFormat): Tree | undefined {
  if (from === 'dotenv') {
    const keys = text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('sops_'));
    return { holdsData: keys.some((line) => line.startsWith('data=')), isNested: false, isSections: keys.length === 0 };
  }
  if (from === 'ini') return { holdsData: false, isNested: true, isSections: true };
  const { documents, problems } = parseYaml(new Source(text));
  // What cannot be read here is not judged.
  if (problems.length > 0) return undefined;
  const contents = documents.map((document) =>
    document instanceof Mapping ? [...document.without('sops').entries] : [],
  );
  const isDeep = (value: Node) => !(value instanceof Scalar);
  return {
    holdsData: contents.length === 1 && (contents[0] ?? []).some(([key, value]) => key === 'data' && isText(value)),
    isNested: (contents[0] ?? []).some(([, value]) => isDeep(value)),
    isSections: contents.flat().every(([, value]) => value instanceof Mapping),
  };
}

/** An encrypted value notes which type it has. */
function isText(value: Node): boolean {
  if (!(value instanceof Scalar)) return false;
  return isCiphertext(value.text) ? value.text.endsWith(',type:str]') : value.tag === 'str';
}
