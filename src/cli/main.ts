#!/usr/bin/env node
import './launch/optimize-later.ts';
import { processIo } from './process/io.ts';
import { leave } from './process/leave.ts';
import { run } from './run.ts';

await leave(await run(process.argv.slice(2), processIo()));
