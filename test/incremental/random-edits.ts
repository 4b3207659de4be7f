import type { Random } from '../../scripts/fuzz/random.ts';

export type Texts = ReadonlyMap<string, string>;

/** @returns the files after one to three random edits: small ones, rude ones, and some that break what they touch. */
export function editAtRandom(files: Texts, random: Random): Texts {
  let edited = files;
  for (let count = random.int(1, 3); count > 0; count--) edited = random.pick(EDITS)(edited, random);
  return edited;
}

type Edit = (files: Texts, random: Random) => Texts;

const changeLine: Edit = (files, random) => {
  const path = anyPath(files, random);
  const lines = (files.get(path) ?? '').split('\n');
  const at = random.int(0, lines.length - 1);
  const line = lines[at] ?? '';
  const changed = random.pick([
    line.replace(/\d+/, (digits) => String(Number(digits) + 1)),
    line.replace(/[a-z]+$/, (word) => `${word}x`),
    `${line}\n${line}`,
    `${line} # said`,
    '',
  ]);
  return withFile(files, path, lines.with(at, changed).join('\n'));
};

const changeNumber: Edit = (files, random) => {
  const path = anyPath(files, random, /deployment|replicas|values|patch/);
  const text = files.get(path) ?? '';
  return withFile(
    files,
    path,
    text.replace(/replicas: \d+|:\d+\.\d+/, (found) => found.replace(/\d+$/, String(random.int(0, 99)))),
  );
};

const removeFile: Edit = (files, random) => without(files, anyPath(files, random));

const copyOver: Edit = (files, random) =>
  withFile(files, anyPath(files, random), files.get(anyPath(files, random)) ?? '');

const listMore: Edit = (files, random) => {
  const path = anyPath(files, random, /kustomization\.yaml$/);
  const target = anyPath(files, random);
  const up = '../'.repeat(path.split('/').length - 1);
  const entry = random.chance(0.5) ? target : target.replace(/\/[^/]*$/, '');
  const text = files.get(path) ?? '';
  return withFile(
    files,
    path,
    text.replace(/^resources:$/m, (key) => `${key}\n  - ${up}${entry}`),
  );
};

const listLess: Edit = (files, random) => {
  const path = anyPath(files, random, /kustomization\.yaml$/);
  const lines = (files.get(path) ?? '').split('\n');
  const entries = lines.flatMap((line, index) => (/^\s*- /.test(line) ? [index] : []));
  if (entries.length === 0) return files;
  return withFile(files, path, lines.toSpliced(random.pick(entries), 1).join('\n'));
};

const moveDirectory: Edit = (files, random) => {
  const directory = anyPath(files, random).replace(/\/[^/]*$/, '');
  const moved = [...files].map(([path, text]): [string, string] => [
    path.startsWith(`${directory}/`) ? path.replace(directory, `${directory}-moved`) : path,
    text,
  ]);
  return new Map(moved);
};

const fileBecomesDirectory: Edit = (files, random) => {
  const path = anyPath(files, random);
  return withFile(without(files, path), `${path}/kustomization.yaml`, 'resources: []\n');
};

const secondKustomization: Edit = (files, random) => {
  const path = anyPath(files, random, /kustomization\.yaml$/);
  return withFile(files, path.replace(/yaml$/, 'yml'), 'resources: []\n');
};

const ignoreSome: Edit = (files, random) => {
  const path = anyPath(files, random);
  const directory = random.chance(0.3) ? '' : path.replace(/[^/]*$/, '');
  return withFile(files, `${directory}.sourceignore`, random.pick(['*.yaml\n', 'base/\n', '!*.md\n', `${path}\n`]));
};

const looseFile: Edit = (files, random) => {
  const directory = anyPath(files, random).replace(/[^/]*$/, '');
  const name = `loose-${random.int(0, 9)}`;
  return withFile(files, `${directory}${name}.yaml`, `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`);
};

/** What people do most stands twice. */
const EDITS: readonly Edit[] = [
  ...[changeLine, changeNumber, listMore, listLess, removeFile],
  ...[changeLine, changeNumber, listMore, listLess, looseFile],
  ...[copyOver, moveDirectory, fileBecomesDirectory, secondKustomization, ignoreSome],
];

function anyPath(files: Texts, random: Random, wanted = /./): string {
  const paths = [...files.keys()].filter((path) => wanted.test(path));
  return paths.length === 0 ? random.pick([...files.keys()]) : random.pick(paths);
}

function withFile(files: Texts, path: string, text: string): Texts {
  const isInFile = [...files.keys()].some((each) => path.startsWith(`${each}/`) || each.startsWith(`${path}/`));
  return isInFile ? files : new Map([...files, [path, text]]);
}

function without(files: Texts, path: string): Texts {
  return files.size === 1 ? files : new Map([...files].filter(([each]) => each !== path));
}
