import { compareText } from '../../../gotemplate/value/compare-text.ts';
import { unwrapList } from '../../../kustomize/model/resources.ts';
import { type Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { Source } from '../../../yaml/node/source.ts';
import { parseYaml } from '../../../yaml/read/parse.ts';
import { HelmError } from '../../chart/helm-error.ts';
import { leanDocuments } from '../../chart/lean-documents.ts';
import { type Splitting, splitManifests } from '../../render/split-manifests.ts';
import { noteTemplate } from './note-template.ts';

/**
 * @param files what templates wrote, by their paths
 * @returns all objects in them, each with a note of its template; lists are taken apart: `annotateAndMerge` of Helm's
 *   pkg/action
 * @throws HelmError where one is no YAML, or no object
 */
export function readObjects(files: ReadonlyMap<string, string>, splitting: Splitting): readonly Mapping[] {
  const paths = [...files.keys()].sort(compareText).filter((path) => !/(?:^|\/)_[^/]*$/.test(path));
  return paths.flatMap((path) =>
    splitManifests(files.get(path) ?? '', splitting).flatMap((text) =>
      readDocument(path, text).map((node) => noteTemplate(node, path)),
    ),
  );
}

/** A document that is a `List` stands for its items, and one of nothing but comments for none. */
function readDocument(path: string, text: string): readonly Node[] {
  const documents = parseManifest(path, text);
  const nodes = documents.filter((node) => !(node instanceof Scalar && node.tag === 'null'));
  const [only] = nodes;
  return documents.length === 1 && only !== undefined ? unwrapList(only) : nodes;
}

/**
 * @param path of the template that wrote the text
 * @returns the documents in it, as post-renderers read them: more strictly than Helm itself, which lets a key stand twice
 * @throws HelmError where it is no YAML to kyaml
 */
export function parseManifest(path: string, text: string): readonly Node[] {
  const { documents, problems } = parseYaml(new Source(text));
  const [problem] = problems;
  if (problem === undefined) return leanDocuments(text, documents);
  throw new HelmError(`parsing ${path}: MalformedYAMLError: yaml: line ${problem.line}: ${problem.message}`);
}
