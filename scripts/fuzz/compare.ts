import { buildRoot, unknownIn } from '../../src/kustomize/build/build-root.ts';
import { behavioursOf } from '../../src/kustomize/releases/behaviours.ts';
import type { Files } from '../../src/tree/files/files.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { treeView } from '../../src/tree/files/tree-view.ts';
import { memoFiles } from '../../src/tree/files/workspace.ts';
import { Unprintable } from '../../src/yaml/node/unprintable.ts';
import { printYamlDocuments } from '../../src/yaml/print/print.ts';
import { caseTree } from '../conformance/case-tree.ts';
import { type Answer, RELEASE } from './oracle.ts';
import { type Tree, textsOf } from './trees.ts';

const behaviours = behavioursOf(RELEASE);

/** @returns what our engine says to a tree, which is the same whether it carries a base out once or for each overlay. */
export function ours(tree: Tree): Answer {
  const entries = new Map([...textsOf(tree)].map(([path, text]) => [path, { bytes: Buffer.from(text) }]));
  const repository = caseTree(entries);
  const files = () => plainFiles(repository, { symlinks: 'follow' });
  const plain = built(files(), tree);
  const remembering = built(memoFiles(files(), treeView(repository, [])), tree);
  if (plain.output === remembering.output && plain.error === remembering.error) return plain;
  return { output: '', error: `THROWN otherwise where bases are kept:\n${remembering.error}\n${remembering.output}` };
}

function built(files: Files, tree: Tree): Answer {
  try {
    const result = buildRoot(files, tree.target, { behaviours });
    const [problem] = unknownIn(result);
    if (problem !== undefined)
      return { output: '', error: `[${problem.code}] ${problem.path}:${problem.line} ${problem.message}` };
    return { output: printYamlDocuments(result.resources.map((resource) => resource.node)), error: '' };
  } catch (error) {
    if (error instanceof Unprintable) return { output: '', error: error.message };
    return { output: '', error: `THROWN ${error instanceof Error ? error.stack : String(error)}` };
  }
}

/** @returns how the two differ, `undefined` where they are alike: the same bytes, or both an error. */
export function difference(real: Answer, our: Answer): string | undefined {
  if (our.error.startsWith('THROWN')) return our.error;
  if (our.error.startsWith('[unsupported-field]')) return undefined;
  if (real.error !== '' && our.error !== '') return undefined;
  if (real.error !== '') return `the real one fails: ${real.error.slice(0, 600)}`;
  if (our.error !== '') return `only ours fails: ${our.error.slice(0, 600)}`;
  if (real.output === our.output) return undefined;
  const a = real.output.split('\n');
  const b = our.output.split('\n');
  const at = a.findIndex((line, index) => line !== b[index]);
  const from = at < 0 ? a.length : at;
  return `line ${from + 1}:\n  real ${a.slice(from, from + 3).join('\n       ')}\n  ours ${b.slice(from, from + 3).join('\n       ')}`;
}
