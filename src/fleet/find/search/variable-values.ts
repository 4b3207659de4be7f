import { fileText } from '../../../kustomize/read/file-text.ts';
import { parseOnce } from '../../../kustomize/read/parse-once.ts';
import { KeptById } from '../../../memo/by-id.ts';
import type { Files, Found } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';

/** The values that files give one variable. */
interface ValuesBelow {
  readonly values: readonly string[];
}

const VALUES = new KeptById<ValuesBelow>({ capacity: 50_000 });

/**
 * The values that a repository gives a variable, in whichever place: data of ConfigMaps, `substitute` of
 * FluxKustomizations, literals of generators, `.env` files.
 *
 * @returns each once
 * @throws Needs where an object has not been fetched yet
 */
export function variableValues(files: Files, name: string): readonly string[] {
  const root = files.find('');
  return root.kind === 'directory' ? [...new Set(below(files, root, name).values)] : [];
}

function below(files: Files, directory: Extract<Found, { kind: 'directory' }>, variable: string): ValuesBelow {
  return VALUES.once(files.memory, `${variable} ${directory.id}`, () => {
    const entries = mapAll(files.list(directory), ([name, { kind, id }]): readonly string[] => {
      const path = directory.path === '' ? name : `${directory.path}/${name}`;
      if (kind === 'directory') return name.startsWith('.') ? [] : below(files, { kind, path, id }, variable).values;
      if (kind !== 'file' || !/\.(ya?ml|env)$/.test(name)) return [];
      return inFile(files, { kind, path, id }, variable).values;
    });
    return { values: entries.flat() };
  });
}

function inFile(files: Files, file: Extract<Found, { kind: 'file' }>, variable: string): ValuesBelow {
  return VALUES.once(files.memory, `${variable} ${file.id}`, () => {
    const text = fileText(files, file) ?? '';
    if (!text.includes(variable)) return { values: [] };
    if (!file.path.endsWith('.env')) {
      const { documents } = parseOnce(files.memory, file.id, 'strict', () => text);
      return { values: documents.flatMap((document) => inNode(document, variable)).filter(isValue) };
    }
    const lines = text.split('\n').flatMap((line) => assigned(line.trim().replace(/^export\s+/, ''), variable));
    return { values: lines.filter(isValue) };
  });
}

function inNode(node: Node, variable: string): readonly string[] {
  if (node instanceof Scalar) return node.text.startsWith(`${variable}=`) ? assigned(node.text, variable) : [];
  if (node instanceof Sequence) return node.items.flatMap((item) => inNode(item, variable));
  if (!(node instanceof Mapping)) return [];
  return [...node.entries].flatMap(([key, value]) =>
    key === variable && value instanceof Scalar ? [value.text] : inNode(value, variable),
  );
}

function assigned(line: string, variable: string): readonly string[] {
  return line.startsWith(`${variable}=`) ? [line.slice(variable.length + 1).replace(/^(["'])(.*)\1$/, '$2')] : [];
}

function isValue(text: string): boolean {
  return text !== '' && !/^ENC\[|\$\{|\n/.test(text);
}
