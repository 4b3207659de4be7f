#!/usr/bin/env node
import { processIo } from './process/io.ts';
import { run } from './run.ts';

// The code, not an exit: what is still being written to a pipe is written.
process.exitCode = await run(process.argv.slice(2), processIo());
