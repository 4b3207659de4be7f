import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { GitRepository } from '../../src/git/repository/git-repository.ts';
import type { Resolved } from '../../src/sources/contract/source-ref.ts';
import type { SourceRef } from '../../src/tree/sources/source-ref.ts';
import { type GitServer, startGitServer } from '../git/git-server.ts';
import { readFiles } from '../git/read-files.ts';
import { removeTempFolders, tempFolder, tempRepository } from '../git/temp-repository.ts';
import { clone, resolveOne, sourcesAt, whyNot } from './sources-at.ts';

/** As many as git keeps in a pack. */
const FILES = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`deploy/${index}.yaml`, `${index}\n`]));

let server: GitServer;
let commit: string;

beforeAll(async () => {
  const folder = tempFolder();
  const app = tempRepository(['--bare']);
  symlinkSync(app.path, join(folder, 'app.git'));
  commit = app.commit(FILES);
  server = await startGitServer(folder);
});

afterAll(async () => {
  await server.close();
  removeTempFolders();
});

async function filesOf(resolved: Resolved): Promise<unknown> {
  if (resolved.kind === 'unavailable') return whyNot(resolved);
  const repository = new GitRepository(resolved.gitDirectory, 'sha1');
  const files = await readFiles(repository, resolved.id);
  await repository.close();
  return files;
}

const kindOf = (path: string): string => path.replace(/^.*[./]/, '');

function flipOneBit(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(path, bytes, { flag: 'r+' });
}

test('whatever bit of a repository changes on the disk, it is fetched again before it is read', async () => {
  const directory = tempFolder();
  const reference: SourceRef = clone('https://here.example/app.git', commit);
  const resolve = async (): Promise<Resolved> => {
    const sources = sourcesAt({ url: server.url, directory });
    const resolved = await resolveOne(sources, reference);
    sources.close();
    return resolved;
  };
  const first = await resolve();
  if (first.kind === 'unavailable') throw new Error(whyNot(first));
  const found = () =>
    readdirSync(first.gitDirectory, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  const kinds = found().map(kindOf);
  expect(kinds).toEqual(expect.arrayContaining(['HEAD', 'config', 'json', 'pack', 'idx']));
  let asked = server.requests.length;
  expect(await filesOf(await resolve())).toEqual(FILES);
  expect(server.requests.length).toBe(asked);
  for (const kind of kinds) {
    const file = found().find((path) => kindOf(path) === kind);
    if (file === undefined) throw new Error(`there is no ${kind}`);
    asked = server.requests.length;
    flipOneBit(file);
    expect(await filesOf(await resolve())).toEqual(FILES);
    expect(server.requests.length).toBeGreaterThan(asked);
  }
});
