import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as v from 'valibot';
import { type KeptReport, KeptReportSchema, type ReportKey, type Reports } from '../../github/record/kept-report.ts';

/** How much of the disk is taken; the oldest beyond it go. */
interface Room {
  readonly reports: number;
  /** Of all of them, compressed. */
  readonly bytes: number;
  /** Of one, compressed and not: what is larger is not kept. */
  readonly bytesOfOne: number;
  readonly lengthOfOne: number;
}

/** In milliseconds. */
const AN_HOUR = 3_600_000;
const MEGABYTE = 1024 * 1024;
const ROOM: Room = { reports: 5_000, bytes: 250 * MEGABYTE, bytesOfOne: 10 * MEGABYTE, lengthOfOne: 100 * MEGABYTE };

const [compress, decompress] = [promisify(gzip), promisify(gunzip)];

interface KeptFile {
  readonly bytes: number;
  readonly time: number;
}

/**
 * Reports on the disk, by repository and number. A report holds what its page shows, and no secret value. One that is
 * damaged, or not written by a program like this one, is as good as none.
 */
export class DiskReports implements Reports {
  readonly #directory: string;
  readonly #room: Room;
  /** By name, what is there; of the directory as it was found first. */
  #files: Promise<Map<string, KeptFile>> | undefined;
  #written = 0;

  /** @param directory made where it is missing */
  constructor(directory: string, room: Partial<Room> = {}) {
    this.#directory = directory;
    this.#room = { ...ROOM, ...room };
  }

  keep = async (key: ReportKey, report: KeptReport | undefined): Promise<void> => {
    const files = await this.#known();
    if (report === undefined) return this.#remove(nameOf(key), files);
    const text = JSON.stringify(report);
    if (text.length > this.#room.lengthOfOne) return this.#remove(nameOf(key), files);
    const content = await compress(text);
    if (content.length > this.#room.bytesOfOne) return this.#remove(nameOf(key), files);
    const file = join(this.#directory, nameOf(key));
    this.#written += 1;
    const unfinished = `${file}.${process.pid}.${this.#written}`;
    try {
      await writeFile(unfinished, content, { mode: 0o600 });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    files.delete(nameOf(key));
    files.set(nameOf(key), { bytes: content.length, time: Date.now() });
    await this.#makeRoom(files);
  };

  find = async (key: ReportKey): Promise<KeptReport | undefined> => {
    try {
      const content = await readFile(join(this.#directory, nameOf(key)));
      const text = await decompress(content, { maxOutputLength: 4 * this.#room.lengthOfOne });
      const parsed = v.safeParse(KeptReportSchema, JSON.parse(text.toString()));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  };

  has = async (key: ReportKey): Promise<boolean> => {
    return (await this.#fileAt(nameOf(key))) !== undefined;
  };

  #known(): Promise<Map<string, KeptFile>> {
    this.#files ??= this.#look().catch((error: unknown) => {
      this.#files = undefined;
      throw error;
    });
    return this.#files;
  }

  async #look(): Promise<Map<string, KeptFile>> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const found: (readonly [string, KeptFile])[] = [];
    for (const name of await readdir(this.#directory)) {
      const file = await this.#fileAt(name);
      if (file === undefined) continue;
      if (NAME.test(name)) found.push([name, file]);
      // What a process has left that ended while it wrote.
      else if (Date.now() - file.time > AN_HOUR) await rm(join(this.#directory, name), { force: true });
    }
    return new Map(found.sort(([, one], [, other]) => one.time - other.time));
  }

  /** Another process may share the directory, and make room in it. */
  async #fileAt(name: string): Promise<KeptFile | undefined> {
    try {
      const { size, mtimeMs } = await stat(join(this.#directory, name));
      return { bytes: size, time: mtimeMs };
    } catch {
      return undefined;
    }
  }

  async #makeRoom(files: Map<string, KeptFile>): Promise<void> {
    let bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
    for (const [name, file] of files) {
      if (files.size <= this.#room.reports && bytes <= this.#room.bytes) return;
      bytes -= file.bytes;
      await this.#remove(name, files);
    }
  }

  async #remove(name: string, files: Map<string, KeptFile>): Promise<void> {
    files.delete(name);
    await rm(join(this.#directory, name), { force: true });
  }
}

const NAME = /^\d+-\d+\.json\.gz$/;

function nameOf({ repositoryId, number }: ReportKey): string {
  return `${repositoryId}-${number}.json.gz`;
}
