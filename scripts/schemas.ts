/** Writes what is made of other files: `npm run schemas`. Tests assert that what is committed is what this writes. */
import { writeFileSync } from 'node:fs';
import { publishedSchemas } from './published-schemas.ts';
import { reportPage } from './report-page.ts';
import { rulesPage } from './rules-page.ts';

for (const [path, text] of publishedSchemas()) writeFileSync(path, text);
writeFileSync('docs/reference/rules.md', rulesPage());
writeFileSync('src/report/html/page.generated.ts', reportPage());
