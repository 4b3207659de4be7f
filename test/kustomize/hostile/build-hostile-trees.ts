import { buildRoot } from '../../../src/kustomize/build/build-root.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { printYamlDocuments } from '../../../src/yaml/print/print.ts';
import { memoryTree } from '../../tree/memory-tree.ts';
import { HOSTILE_TREES } from './hostile-trees.ts';

/** Builds every hostile tree in turn, in a process that a test has given little memory: one line of JSON for each. */

for (const { name, files } of HOSTILE_TREES) {
  const tree = plainFiles(memoryTree(files), { symlinks: 'follow' });
  const { problems, resources } = buildRoot(tree, '');
  const printed = problems.length > 0 ? '' : printYamlDocuments(resources.map(({ node }) => node));
  const [problem] = problems;
  process.stdout.write(`${JSON.stringify({ name, problem, printed: printed.length })}\n`);
}
