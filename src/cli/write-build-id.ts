import { writeFileSync } from 'node:fs';
import { computeBuildId } from './process/build-id.ts';

// The last step of a build.
const { file, id } = computeBuildId();
writeFileSync(file, id);
