#!/usr/bin/env node
import { openProgram } from './launch/open-program.ts';
import { processIo } from './process/io.ts';
import { leave } from './process/leave.ts';

await leave(await openProgram(new URL('.', import.meta.url)).run(process.argv.slice(2), processIo()));
