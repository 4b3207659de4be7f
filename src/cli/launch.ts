#!/usr/bin/env node
import { openProgram } from './launch/open-program.ts';
import { processIo } from './process/io.ts';

// The code, not an exit: what is still being written to a pipe is written.
process.exitCode = await openProgram(new URL('.', import.meta.url)).run(process.argv.slice(2), processIo());
