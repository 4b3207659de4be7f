import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REAL } from '../compared-release.ts';

/** @returns what the real kustomize prints for a folder of files, or its error. */
export function kustomize(files: Readonly<Record<string, string>>): string | Error {
  const directory = mkdtempSync(join(tmpdir(), 'differential-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    const args = [...REAL.args, directory];
    return execFileSync(REAL.command, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @returns the objects of a build, by name. */
export function byName(built: string): ReadonlyMap<string, string> {
  const texts = built.split(/^---\n/m).filter((text) => text !== '');
  return new Map(texts.map((text) => [/^metadata:\n(?: {2}.*\n|\n)*? {2}name: (\S+)$/m.exec(text)?.[1] ?? '', text]));
}
