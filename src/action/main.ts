import '../cli/launch/optimize-later.ts';
import { runAction } from './run-action.ts';

// The code, not an exit: what is still being written to a pipe is written.
process.exitCode = await runAction(process.env, (text) => process.stdout.write(text));
