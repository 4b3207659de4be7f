import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { printYamlDocuments } from '../../yaml/print/print.ts';
import { parseYaml } from '../../yaml/read/parse.ts';

/** How SOPS writes a file. @see getsops/sops cmd/sops/formats */
export type SopsFormat = 'yaml' | 'json' | 'dotenv' | 'ini' | 'binary';

/**
 * By which of its bytes kustomize-controller knows an encrypted file; without them it leaves it as it is.
 *
 * @see fluxcd/kustomize-controller internal/decryptor sopsFormatToMarkerBytes
 */
const MARKERS: Readonly<Record<SopsFormat, string>> = {
  yaml: 'mac: ENC[',
  json: '"mac": "ENC[',
  dotenv: 'sops_mac=ENC[',
  ini: '[sops]',
  binary: '"mac": "ENC[',
};

/** @returns the format that a file, or the key of a Secret, is read in by its name. @see decryptor formatForPath */
export function sopsFormatOf(name: string): SopsFormat {
  if (name.endsWith('.dockerconfigjson') || name.endsWith('.json')) return 'json';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (name.endsWith('.env')) return 'dotenv';
  return name.endsWith('.ini') ? 'ini' : 'binary';
}

/** @returns whether kustomize-controller would decrypt a text as this format. */
export function isEncryptedAs(text: string, format: SopsFormat): boolean {
  return text.includes(MARKERS[format]);
}

/** @returns the format in which a text is encrypted. @see decryptor detectFormatFromMarkerBytes */
export function encryptedFormat(text: string): SopsFormat | undefined {
  if (isEncryptedAs(text, 'json')) return isBinary(text) ? 'binary' : 'json';
  return (['dotenv', 'ini', 'yaml'] as const).find((format) => isEncryptedAs(text, format));
}

/** @returns whether a text is a value that SOPS has encrypted. @see getsops/sops aes Cipher.Encrypt */
export function isCiphertext(text: string): boolean {
  return text.startsWith('ENC[AES256_GCM,');
}

/**
 * Gives what stands here for the text that is encrypted in another: its structure with the ciphertexts in it, and
 * nothing of what SOPS notes for itself, so that it is equal where the same ciphertexts are.
 */
export function standInFor(text: string, format: SopsFormat): string {
  if (format === 'dotenv') return keptLines(text, (line) => line !== '' && !line.startsWith('sops_'));
  if (format === 'ini') return withoutSopsSection(text);
  const { documents, problems } = parseYaml(new Source(text));
  if (problems.length > 0) return text;
  const [first] = documents;
  const data = format === 'binary' && first instanceof Mapping ? first.get('data') : undefined;
  if (data instanceof Scalar) return data.text;
  try {
    const plain = printYamlDocuments(documents.map((each) => (each instanceof Mapping ? each.without('sops') : each)));
    return `${plain}${comments(text)}`;
  } catch (error) {
    if (error instanceof Unprintable) return text;
    throw error;
  }
}

/** What a document of an encrypted file is once it is decrypted. The same document gives the same node, however often. */
export const plainDocument = onceEach((document: Node): Node => {
  return withOpaqueCiphertexts(document instanceof Mapping ? document.without('sops') : document);
});

/** @returns a node in which what SOPS has encrypted is not known. */
export function withOpaqueCiphertexts(node: Node): Node {
  if (node instanceof Scalar) return isCiphertext(node.text) ? node.marked({ hidden: 'opaque' }) : node;
  if (node instanceof Sequence) {
    const items = node.items.map(withOpaqueCiphertexts);
    return items.every((item, index) => item === node.items[index])
      ? node
      : new Sequence(items, node.place, node.isFlow);
  }
  return [...node.entries].reduce((all, [key, value]) => all.with(key, withOpaqueCiphertexts(value)), node);
}

/** A binary file is a JSON object with nothing but its data in it. @see getsops/sops stores/json BinaryStore */
function isBinary(text: string): boolean {
  const [first] = parseYaml(new Source(text)).documents;
  return first instanceof Mapping && first.entries.size === 2 && first.get('data') instanceof Scalar;
}

/** SOPS encrypts comments too, and they are in the file that it decrypts. */
function comments(text: string): string {
  return keptLines(text, (line) => /^\s*#/.test(line)).replace(/^\s+/gm, '');
}

function withoutSopsSection(text: string): string {
  let isSops = false;
  const kept = keptLines(text, (line) => {
    if (line.startsWith('[')) isSops = line.trim() === '[sops]';
    return !isSops && line.trim() !== '';
  });
  // Keys are written in line with the longest of them.
  return kept.replace(/^([^=\n]*?) *= */gm, '$1 = ');
}

function keptLines(text: string, isKept: (line: string) => boolean): string {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  return lines
    .filter(isKept)
    .map((line) => `${line}\n`)
    .join('');
}
