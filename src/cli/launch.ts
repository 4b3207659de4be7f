#!/usr/bin/env node
import './launch/optimize-later.ts';
import { openProgram } from './launch/open-program.ts';
import { processIo } from './process/io.ts';
import { leave } from './process/leave.ts';

const args = process.argv.slice(2);
const { run, keepCompiled } = openProgram(new URL('.', import.meta.url), args[0]);
const io = processIo();
let hasAnswered = false;
const out = (text: string) => {
  hasAnswered = true;
  io.out(text);
};
const exitCode = await run(args, { ...io, out });
// A command that found nothing to do has had little compiled.
await leave(exitCode, hasAnswered ? keepCompiled : undefined);
