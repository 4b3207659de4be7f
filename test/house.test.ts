import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import { anchorsOf, linksOf, pages, root, textOf } from './docs/pages.ts';

const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.c?ts$/.test(path),
);

/** A line of the drawing: `  tree/  objects files · what the room is`. */
const DRAWN = /^ {2}([a-z]+)\/ +(?:([a-z ]+) · )?\S/gm;

const drawn = new Map(
  [...contributing.matchAll(DRAWN)].map(([, room = '', inner = '']) => [room, inner === '' ? [] : inner.split(' ')]),
);

test('CONTRIBUTING draws every room of src, and every room within one', () => {
  const there = new Map<string, Set<string>>();
  for (const file of files) {
    const [room, inner, rest] = file.split('/');
    if (room === undefined || inner === undefined) continue;
    const rooms = there.get(room) ?? new Set();
    if (rest !== undefined) rooms.add(inner);
    there.set(room, rooms);
  }
  const sorted = (rooms: ReadonlyMap<string, Iterable<string>>) =>
    Object.fromEntries([...rooms].map(([room, inner]): [string, string[]] => [room, [...inner].sort()]).sort());
  expect(sorted(drawn)).toEqual(sorted(there));
});

test('rooms are drawn in the order of imports: each imports only those before it', () => {
  const rooms = [...drawn.keys()];
  const upward = files.flatMap((file) =>
    importsOf(file).filter((target) => {
      const [from, to] = [file.split('/'), target.split('/')];
      const isSameRoom = from[0] === to[0];
      const order = isSameRoom ? (drawn.get(from[0] ?? '') ?? []) : rooms;
      const [at, of] = isSameRoom ? [from[1], to[1]] : [from[0], to[0]];
      return order.includes(at ?? '') && order.indexOf(at ?? '') < order.indexOf(of ?? '');
    }),
  );
  expect(upward).toEqual([]);
});

test('a folder with more than fifteen files of its own is explained in CONTRIBUTING', () => {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const full = [...counts].filter(([, count]) => count > 15).map(([folder]) => `src/${folder}`);
  expect(full.filter((folder) => !contributing.includes(`\`${folder}\` holds`))).toEqual([]);
});

test('every file of the project that a page names is there', () => {
  const missing = pages
    .filter((page) => page !== 'CHANGELOG.md')
    .flatMap((page) => {
      const named = textOf(page).match(/(?<![\w./-])(src|test|bench|scripts)\/[\w./-]*\w/g) ?? [];
      return [...new Set(named)].filter((path) => !existsSync(join(root, path))).map((path) => `${page}: ${path}`);
    });
  expect(missing).toEqual([]);
});

test('every page that a message, a comment or a setting names is there', () => {
  const places = ['src', 'deploy'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(c?[jt]s|ya?ml)$/.test(path))
      .map((path) => join(folder, path)),
  );
  // docs/api and docs/spec are those of Flux's own projects.
  const own = /(?<![\w./-])docs\/(?!api\/|spec\/)[\w/-]+\.md/g;
  const missing = [
    ...places,
    'app.yml',
    'action.yml',
    'compose.yaml',
    '.env.example',
    '.pre-commit-hooks.yaml',
  ].flatMap((place) =>
    (textOf(place).match(own) ?? []).filter((page) => !pages.includes(page)).map((page) => `${place}: ${page}`),
  );
  expect(missing).toEqual([]);
});

test('every link within the project leads to a file, and to a heading of it', () => {
  const anchors = new Map(pages.map((page) => [page, anchorsOf(page)]));
  const broken = pages.flatMap((page) =>
    linksOf(page)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? page : normalize(join(dirname(page), path));
        return !existsSync(join(root, file)) || (anchor !== undefined && anchors.get(file)?.has(anchor) !== true);
      })
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the index of the docs, which is also the sidebar of their site, lists every page but the decisions', () => {
  const written = pages.filter((page) => /^docs\/(?!adr\/|README)/.test(page));
  const listed = linksOf('docs/README.md').filter((target) => target.endsWith('.md'));
  expect([...new Set(listed)].map((target) => `docs/${target}`).sort()).toEqual(written);
});

test('no page says to run a package whose name is not ours', () => {
  const decision = 'docs/adr/0030-one-package-with-a-scope.md';
  expect(pages.filter((page) => page !== decision && textOf(page).includes('npx blast-radius'))).toEqual([]);
});

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  return [...text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), path)),
  );
}
