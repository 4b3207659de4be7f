import { expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import { Memory } from '../../src/memo/memory.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { drive } from '../../src/tree/objects/drive.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const OBJECT = 'kind: ConfigMap\nmetadata: {name: settings}\n';
const NAMELESS = 'kind: ConfigMap\n';

test.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'resources',
    { 'kustomization.yaml': 'resources: [object.yaml, nameless.yaml, absent.yaml]\n', 'nameless.yaml': NAMELESS },
    'nameless.yaml',
  ],
  [
    'directories',
    {
      'kustomization.yaml': 'resources: [base, absent]\n',
      'base/kustomization.yaml': 'resources: [nameless.yaml]\n',
      'base/nameless.yaml': NAMELESS,
    },
    'base/nameless.yaml',
  ],
  [
    'the files of a generator',
    {
      'kustomization.yaml': 'configMapGenerator: [{name: made, envs: [bad.env], files: [absent.txt]}]\n',
      'bad.env': 'a=1\na=2\n',
    },
    'kustomization.yaml',
  ],
])('of several mistakes in %s the first one is told, whatever has been read before', async (_, files, path) => {
  const all = { 'object.yaml': OBJECT, ...files };
  const problemsIn = async (lazy: boolean) => {
    const tree = memoryTree(all, { lazy });
    const memory = new Memory();
    const build = () => buildRoot(plainFiles(tree, { symlinks: 'follow' }, memory), '');
    const { problems } = await drive(async (ids) => tree.bring(ids), build);
    return problems.map(({ code, message, path: at }) => ({ code, message, path: at }));
  };
  const [here, fetched] = [await problemsIn(false), await problemsIn(true)];
  expect(fetched).toEqual(here);
  expect(here).toMatchObject([{ path }]);
});
