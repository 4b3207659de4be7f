import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from './built-program.ts';

/** @returns a folder in which the program lies by its name, as what installs it leaves it: for PATH */
export function programOnPath(): string {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  const program = join(bin, 'blast-radius');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${builtProgram('main')}' "$@"\n`);
  chmodSync(program, 0o755);
  return bin;
}
