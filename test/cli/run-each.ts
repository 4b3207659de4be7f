import { processIo } from '../../src/cli/process/io.ts';
import { run } from '../../src/cli/run.ts';

// The program as main.ts is, for several command lines in turn; each ends with a NUL on both streams.
const lines: readonly string[][] = JSON.parse(process.argv[2] ?? '[]');
const io = processIo();
for (const args of lines) {
  const code = await run(args, io);
  process.stdout.write(`${code}\0`);
  process.stderr.write('\0');
}
