import { writeFileSync } from 'node:fs';
import { computeBuildId } from './kept/build-id.ts';

// The last step of a build.
const { file, id } = computeBuildId();
writeFileSync(file, id);
