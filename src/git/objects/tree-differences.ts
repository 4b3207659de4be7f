import { randomUUID } from 'node:crypto';
import type { ObjectId, TreeEntry } from '../../tree/objects/repo-tree.ts';
import { AnsweringGit } from '../process/answering-git.ts';
import { entryOf } from './parse-directory.ts';

/** What differs at a path of two trees; a side that has nothing there is absent. */
export interface TreeDifference {
  /** As git has it, a byte for each character: names may be anything. */
  readonly path: string;
  readonly before?: TreeEntry;
  readonly after?: TreeEntry;
}

const DIFF_TREE = ['diff-tree', '--stdin', '-r', '-t', '--raw', '--no-renames', '--no-abbrev', '-z'];

/** Of trees with more between them nothing is known in advance. In bytes. */
const MOST_OUTPUT = 4 * 1024 * 1024;

/**
 * Asks git what differs between trees, directories among it: one process, one question after the other.
 *
 * @see https://git-scm.com/docs/git-diff-tree#Documentation/git-diff-tree.txt---stdin and `RAW OUTPUT FORMAT` there
 */
export class TreeDifferences {
  readonly #gitDirectory: string;
  #git: AnsweringGit | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #bytes = 0;

  /** @param gitDirectory absolute path of a git directory without a configuration of others */
  constructor(gitDirectory: string) {
    this.#gitDirectory = gitDirectory;
  }

  /** What git has said so far. In bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @returns what differs; nothing where git fails or prints too much: reading the trees shows why */
  between(before: ObjectId, after: ObjectId): Promise<readonly TreeDifference[]> {
    const differences = this.#turn.then(() => this.#ask(before, after).catch(() => []));
    this.#turn = differences;
    return differences;
  }

  /** Lets the running process go: it holds files open that may have been replaced. */
  async close(): Promise<void> {
    await this.#turn;
    await this.#git?.close();
  }

  #ask(before: ObjectId, after: ObjectId): Promise<readonly TreeDifference[]> {
    if (this.#git === undefined || this.#git.isDead)
      this.#git = new AnsweringGit(this.#gitDirectory, DIFF_TREE, 'comparing trees');
    const git = this.#git;
    // A line that is not an id is echoed once all before it is answered; no file's name can be this one.
    const mark = `end ${randomUUID()}\n`;
    return git.ask(`${before} ${after}\n${mark}`, (end) => {
      let output = '';
      return (chunk) => {
        output += chunk.toString('latin1');
        this.#bytes += chunk.length;
        if (output.length > MOST_OUTPUT) git.kill();
        else if (output.endsWith(mark)) end(parse(output.slice(output.indexOf('\n') + 1, -mark.length)));
      };
    });
  }
}

/** A record is `:100644 100644 <id> <id> M`, then its path; both end in a zero byte. */
function parse(output: string): readonly TreeDifference[] {
  const parts = output.split('\0');
  const differences: TreeDifference[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [modeBefore = '', modeAfter = '', idBefore = '', idAfter = ''] = (parts[at] ?? '').slice(1).split(' ');
    const [before, after] = [entryAt(modeBefore, idBefore), entryAt(modeAfter, idAfter)];
    differences.push({
      path: parts[at + 1] ?? '',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  return differences;
}

/** A side that is not there has the mode `000000`; a directory's has a zero in front that trees do not write. */
function entryAt(mode: string, id: ObjectId): TreeEntry | undefined {
  return mode === '000000' ? undefined : entryOf(mode.replace(/^0/, ''), id);
}
