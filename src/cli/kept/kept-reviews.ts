import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Review } from '../../review/contract/review.ts';
import type { SourceRef } from '../../tree/sources/source-ref.ts';
import { cacheDirectory } from './cache-directory.ts';

/** How much of the disk is taken. */
interface Room {
  /** The oldest beyond them go. */
  readonly reviews: number;
  /** What is larger is not kept. */
  readonly bytes: number;
}

/** A review, and what it rests on beside the question. */
export interface KeptReview {
  readonly review: Review;
  /** What the repository refers to elsewhere, by its keys, and a text that is the same where all of it stands for the same. */
  readonly elsewhere?:
    | { readonly references: readonly (readonly [string, SourceRef])[]; readonly table: string }
    | undefined;
}

const ROOM: Room = { reviews: 100, bytes: 4 * 1024 * 1024 };

/**
 * Reviews on the disk, by what they are reviews of. A review shows no secret value: what is kept is what has been printed.
 * Reviews that are unreadable, damaged or written by another program are ignored.
 */
export class KeptReviews {
  readonly #directory: string;
  readonly #program: string;
  readonly #room: Room;

  /**
   * @param directory made where it is missing
   * @param program the same for programs that give the same results
   */
  constructor(directory: string, program: string, room: Room = ROOM) {
    this.#directory = directory;
    this.#program = program;
    this.#room = room;
  }

  /** @param question all that a review depends on, as plain data */
  find(question: unknown): KeptReview | undefined {
    try {
      const [checksum, text] = split(readFileSync(this.#fileOf(question), 'utf8'));
      if (checksum !== digest(text)) return undefined;
      // Complete, and written by this very program: it is what keep was given.
      const kept: KeptReview = JSON.parse(text);
      return kept;
    } catch {
      return undefined;
    }
  }

  /** Keeps a review if that is possible; if not, it is made again the next time. */
  keep(question: unknown, kept: KeptReview): void {
    const text = JSON.stringify(kept);
    if (text.length > this.#room.bytes) return;
    const file = this.#fileOf(question);
    const unfinished = `${file}.${process.pid}`;
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      writeFileSync(unfinished, `${digest(text)}\n${text}`, { mode: 0o600 });
      renameSync(unfinished, file);
      this.#makeRoom();
    } catch {
      removeWherePossible(unfinished);
    }
  }

  #makeRoom(): void {
    const files = readdirSync(this.#directory).map((name) => join(this.#directory, name));
    if (files.length <= this.#room.reviews) return;
    const byAge = files.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => b.time - a.time);
    for (const { path } of byAge.slice(this.#room.reviews)) rmSync(path, { force: true });
  }

  #fileOf(question: unknown): string {
    return join(this.#directory, digest(JSON.stringify([this.#program, question])));
  }
}

/** @returns what earlier runs of this program have kept; `undefined` for one that is not built, which keeps nothing */
export function keptReviews(): KeptReviews | undefined {
  const program = buildId();
  return program === undefined ? undefined : new KeptReviews(join(cacheDirectory(), 'reviews'), program);
}

/** Beside the built program; the sources have none. */
const BUILD_ID = new URL('./build-id', import.meta.url);

/** What tells this build from every other one. */
function buildId(): string | undefined {
  try {
    return `${readFileSync(BUILD_ID, 'utf8')} ${process.version}`;
  } catch {
    return undefined;
  }
}

function removeWherePossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It does no harm.
  }
}

function split(content: string): readonly [string, string] {
  const end = content.indexOf('\n');
  return [content.slice(0, end), content.slice(end + 1)];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
