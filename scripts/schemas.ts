/** Writes the published JSON schemas: `npm run schemas`. A test asserts that what is committed is what this writes. */
import { writeFileSync } from 'node:fs';
import { publishedSchemas } from './published-schemas.ts';

for (const [path, text] of publishedSchemas()) writeFileSync(path, text);
