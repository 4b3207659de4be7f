import { readYaml } from '../../gotemplate/functions/encoding/read-yaml.ts';
import { GoMap, type Value } from '../../gotemplate/value/value.ts';
import { explained, HelmError } from '../chart/helm-error.ts';

/**
 * @returns the documents of a values file, the later merged over the earlier: `LoadValues` of Helm's pkg/chart/v2/loader
 * @throws HelmError where one is no YAML, or no map
 */
export function readValues(text: string): GoMap {
  let values = new GoMap();
  for (const document of splitDocuments(text)) {
    values = mergeMaps(
      values,
      explained('cannot unmarshal yaml document', () => readMap(document)),
    );
  }
  return values;
}

/** @returns the map that the first document of a text is; an empty one where it is null. @throws HelmError as Go says it */
export function readMap(text: string): GoMap {
  let value: Value;
  try {
    value = readYaml(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new HelmError(error.message);
  }
  if (value instanceof GoMap) return value;
  if (value === null) return new GoMap();
  const kind = typeof value === 'object' ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  throw new HelmError(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`,
  );
}

/** Only white space and a comment may follow `---`: `YAMLReader` of k8s.io/apimachinery. */
function splitDocuments(text: string): readonly string[] {
  if (!/^---/m.test(text)) return [text];
  const documents: string[] = [];
  let current = '';
  for (const line of text.split(/(?<=\n)/)) {
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) {
        throw new HelmError(`error reading yaml document: invalid Yaml document separator: ${rest}`);
      }
      if (current !== '') {
        documents.push(current);
        current = '';
        continue;
      }
    }
    current += line;
  }
  if (current !== '') documents.push(current);
  return documents;
}

/** @returns a map of both, the second's entries over the first's, map into map: `MergeMaps` of Helm's loader */
export function mergeMaps(a: GoMap, b: GoMap): GoMap {
  const merged = new GoMap(a.entries());
  for (const [key, value] of b.entries()) {
    const before = merged.get(key);
    merged.set(key, value instanceof GoMap && before instanceof GoMap ? mergeMaps(before, value) : value);
  }
  return merged;
}
