import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const request = /^command=ls-refs\n?$/;
const understood = /^(peel|symrefs|unborn)\n?$/;
const prefixed = /^ref-prefix (.+?)\n?$/;
const oid = /^[0-9a-f]{40}$/;
/** Packets without a text: they end a request, and part it. */
const [flush, delimiter] = ['0000', '0001'];

/**
 * Lists the refs of a repository as `git upload-pack` does, which takes two processes to say what stands in a few files.
 *
 * @param body what a client of protocol 2 has sent
 * @returns the very bytes; `undefined` where git has to be asked: for another command, packed refs, tags, or arguments
 * that are not known here
 * @see https://git-scm.com/docs/protocol-v2#_ls_refs
 */
export const listRefs = async (gitDirectory: string, body: Buffer): Promise<Buffer | undefined> => {
  const wanted = wantedOf(packetsIn(body));
  if (!wanted) return undefined;
  const head = /^ref: (.+)\n$/.exec((await textOf(join(gitDirectory, 'HEAD'))) ?? '')?.[1];
  const refs = await looseRefs(gitDirectory, 'refs');
  // A ref that goes leaves the file behind, with a comment alone.
  const isPacked = /^[0-9a-f]/m.test((await textOf(join(gitDirectory, 'packed-refs'))) ?? '');
  if (isPacked || head === undefined || !refs || refs.some(([ref]) => ref.startsWith('refs/tags/'))) return undefined;
  const target = refs.find(([ref]) => ref === head)?.[1];
  // Without its branch there is no HEAD, and what is said of one that is not born is for git to say.
  if (target === undefined) return undefined;
  const lines = [['HEAD', target] as const, ...refs]
    .filter(([ref]) => wanted.prefixes.length === 0 || wanted.prefixes.some((prefix) => ref.startsWith(prefix)))
    .map(([ref, id]) => `${id} ${ref}${ref === 'HEAD' && wanted.symrefs ? ` symref-target:${head}` : ''}\n`);
  return Buffer.from([...lines.map(packet), flush].join(''));
};

interface Wanted {
  readonly symrefs: boolean;
  readonly prefixes: readonly string[];
}

const wantedOf = (packets: readonly string[]): Wanted | undefined => {
  const [command = '', ...rest] = packets;
  const at = rest.indexOf(delimiter);
  if (!request.test(command) || rest.at(-1) !== flush || rest.indexOf(flush) !== rest.length - 1) return undefined;
  const texts = at < 0 ? [] : rest.slice(at + 1, -1);
  const prefixes = texts.flatMap((each) => prefixed.exec(each)?.[1] ?? []);
  const isUnderstood = texts.every((each) => understood.test(each) || prefixed.test(each));
  return isUnderstood ? { symrefs: texts.some((each) => each.startsWith('symrefs')), prefixes } : undefined;
};

/** @returns what the packets hold; nothing where they are cut off */
const packetsIn = (body: Buffer): readonly string[] => {
  const packets: string[] = [];
  for (let at = 0; at < body.length; ) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16);
    if (Number.isNaN(length) || at + length > body.length) return [];
    packets.push(length < 4 ? `000${length}` : body.toString('utf8', at + 4, at + length));
    at += Math.max(length, 4);
  }
  return packets;
};

const packet = (text: string): string => (Buffer.byteLength(text) + 4).toString(16).padStart(4, '0') + text;

/** @returns refs and what they point to, in git's order; `undefined` where one is not plainly a commit's id */
const looseRefs = async (gitDirectory: string, below: string): Promise<[string, string][] | undefined> => {
  const entries = await readdir(join(gitDirectory, below), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'));
  const refs = await Promise.all(
    files.map(async ({ parentPath, name }): Promise<[string, string]> => {
      const path = join(parentPath, name);
      return [path.slice(gitDirectory.length + 1), (await textOf(path))?.trim() ?? ''];
    }),
  );
  if (refs.some(([, id]) => !oid.test(id))) return undefined;
  return refs.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
};

/** @returns nothing where the file is not there, or no longer */
const textOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
